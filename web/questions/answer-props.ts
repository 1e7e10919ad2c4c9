import type { FormQuestion } from '../../server/contract/schemas/question.ts';
import type { FormValue } from './form-values.ts';

/** What the field of one question is given. */
export interface AnswerProps {
  readonly question: FormQuestion;
  readonly value: FormValue;
  readonly disabled: boolean;
  readonly onChange: (value: FormValue) => void;
  /** Ids of what describes the field. */
  readonly describedBy: string | undefined;
  readonly isWrong: boolean;
}
