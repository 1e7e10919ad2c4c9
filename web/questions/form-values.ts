import type { GivenAnswer } from '../../server/contract/schemas/assignment.ts';
import type {
  FormQuestion,
  QuestionForm,
  QuestionTextField,
} from '../../server/contract/schemas/question.ts';

/** What stands in one question of a form. */
export interface FormValue {
  readonly text: string;
  readonly selections: readonly string[];
  /** Text of one's own beside the selections; undefined where that is not chosen. */
  readonly other: string | undefined;
}
export type FormValues = Readonly<Record<string, FormValue>>;

const open: FormValue = { text: '', selections: [], other: undefined };

export function questionsOf(form: QuestionForm): FormQuestion[] {
  return form.parts.filter((part) => part.kind === 'Question');
}

/** A form as it opens: with the texts that the requester put there. */
export function openValues(form: QuestionForm): FormValues {
  return Object.fromEntries(
    questionsOf(form).map(({ identifier, answer }) => [
      identifier,
      answer.kind === 'FreeTextAnswer' ? { ...open, text: answer.defaultText ?? '' } : open,
    ]),
  );
}

export function valueIn(values: FormValues, identifier: string): FormValue {
  return values[identifier] ?? open;
}

/** The answer as the routes take it: values by QuestionIdentifier. Questions left open are left out. */
export function answerOf(form: QuestionForm, values: FormValues): Exclude<GivenAnswer, string> {
  const given = questionsOf(form).map(({ identifier, answer }) => {
    const { text, selections, other } = valueIn(values, identifier);
    if (answer.kind === 'FreeTextAnswer') return [identifier, text] as const;
    return [identifier, [...selections, ...(other === undefined || other === '' ? [] : [other])]] as const;
  });
  return Object.fromEntries(given.filter(([, value]) => value.length > 0));
}

/** What is wrong with an answer, by QuestionIdentifier. The server checks the same and has the last word. */
export function problemsOf(form: QuestionForm, values: FormValues): Readonly<Record<string, string>> {
  const problems = questionsOf(form).map((question) => {
    return [question.identifier, problemOf(question, valueIn(values, question.identifier))] as const;
  });
  return Object.fromEntries(problems.filter((each): each is [string, string] => each[1] !== undefined));
}

function problemOf({ answer, required }: FormQuestion, value: FormValue): string | undefined {
  if (answer.kind === 'FreeTextAnswer') return textProblem(value.text, answer.constraints, required);
  if (answer.kind === 'FileUploadAnswer') return required ? 'Files can no longer be handed in.' : undefined;
  const { minSelections, maxSelections, other } = answer;
  if (value.other !== undefined && other) {
    if (value.other === '') return 'Say what you mean by “other”, or choose something else.';
    const problem = textProblem(value.other, other.constraints, true);
    if (problem !== undefined) return problem;
  }
  const chosen = value.selections.length + (value.other === undefined ? 0 : 1);
  if (chosen === 0) return required ? 'Please choose an answer.' : undefined;
  if (chosen < minSelections) return `Choose at least ${minSelections}.`;
  return chosen > maxSelections ? `Choose at most ${maxSelections}.` : undefined;
}

type Constraints = QuestionTextField['constraints'];

function textProblem(text: string, constraints: Constraints, required: boolean): string | undefined {
  const min = constraints.length?.min ?? 0;
  if (text === '') return required || min > 0 ? 'Please answer this question.' : undefined;
  if (text.length < min) return `Write at least ${min} characters; these are ${text.length}.`;
  const max = constraints.length?.max;
  if (max !== undefined && text.length > max)
    return `Write at most ${max} characters; these are ${text.length}.`;
  const wrongNumber = constraints.numeric && numberProblem(text, constraints.numeric);
  return wrongNumber ?? constraints.formats.find((format) => differs(format, text))?.errorText;
}

function numberProblem(text: string, { min, max }: { min?: number | undefined; max?: number | undefined }) {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text.trim())) return 'Write a number.';
  const value = Number(text);
  if (min !== undefined && value < min) return `Write a number from ${min} up.`;
  return max !== undefined && value > max ? `Write a number up to ${max}.` : undefined;
}

/** Repetitions inside repetitions may take the browser for ever: such expressions are left to the server. */
const mayTakeForEver = /[+*}]\)*[+*{]|\)[+*{]|\\\d/;

function differs({ regex, ignoreCase }: Constraints['formats'][number], text: string): boolean {
  if (mayTakeForEver.test(regex) || text.length > 10_000) return false;
  try {
    return !new RegExp(regex, ignoreCase ? 'i' : '').test(text);
  } catch {
    // No expression that this browser knows: the server decides.
    return false;
  }
}
