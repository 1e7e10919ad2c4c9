import { useId } from 'preact/hooks';
import type { QuestionForm } from '../../server/contract/schemas/question.ts';
import type { AnswerProps } from './answer-props.ts';
import { Contents } from './contents.tsx';
import { type FormValues, valueIn } from './form-values.ts';
import { SelectionInput } from './selection-input.tsx';
import { TextInput } from './text-input.tsx';
import './questions.css';

export interface QuestionFormViewProps {
  readonly form: QuestionForm;
  readonly values: FormValues;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (values: FormValues) => void;
  /** Nothing can be answered: a preview. */
  readonly disabled?: boolean;
}

/** A QuestionForm as the worker fills it in. */
export function QuestionFormView({
  form,
  values,
  problems,
  onChange,
  disabled = false,
}: QuestionFormViewProps) {
  return (
    <div class="question-form">
      {form.parts.map((part, place) =>
        part.kind === 'Overview' ? (
          <section key={place} class="overview">
            <Contents content={part.content} />
          </section>
        ) : (
          <QuestionView
            key={part.identifier}
            question={part}
            value={valueIn(values, part.identifier)}
            problem={problems[part.identifier]}
            disabled={disabled}
            onChange={(value) => onChange({ ...values, [part.identifier]: value })}
          />
        ),
      )}
    </div>
  );
}

interface QuestionViewProps extends Omit<AnswerProps, 'describedBy' | 'isWrong'> {
  readonly problem: string | undefined;
}

function QuestionView({ question, problem, ...rest }: QuestionViewProps) {
  const id = useId();
  const isWrong = problem !== undefined;
  const answer = { ...rest, question, isWrong, describedBy: isWrong ? `${id}-problem` : undefined };
  return (
    <fieldset class={`question ${isWrong ? 'question-wrong' : ''}`} data-question={question.identifier}>
      <legend>
        <span class="question-name">{question.displayName ?? question.identifier}</span>
        {question.required && <span class="muted"> (required)</span>}
      </legend>
      <Contents content={question.content} />
      {question.answer.kind === 'FreeTextAnswer' && <TextInput {...answer} />}
      {question.answer.kind === 'SelectionAnswer' && <SelectionInput {...answer} />}
      {question.answer.kind === 'FileUploadAnswer' && (
        <p class="muted">Handing in files was withdrawn in December 2017: this question can’t be answered.</p>
      )}
      {isWrong && (
        <p class="field-error" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
