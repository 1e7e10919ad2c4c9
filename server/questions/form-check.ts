import { matchFormat, type StepBudget } from './answer-format.ts';
import type {
  FileUploadAnswer,
  SelectionAnswer,
  TextConstraints,
  TextField,
} from './answer-specification.ts';
import { quoted } from './flaw.ts';
import type { FormQuestion } from './question-form.ts';
import type { Answer } from './question-form-answers.ts';

/** Checks answers against what their question asks for. A problem is a sentence for the worker. */

/**
 * What is wrong with the answer to one question, if anything. `answer`: undefined where there is none;
 * `budget`: shared by all questions of the submission.
 */
export function problemOf(
  question: FormQuestion,
  answer: Answer | undefined,
  budget: StepBudget,
): string | undefined {
  switch (question.answer.kind) {
    case 'FreeTextAnswer':
      return freeTextProblem(question.answer, question.required, answer, budget);
    case 'SelectionAnswer':
      return selectionProblem(question.answer, question.required, answer, budget);
    case 'FileUploadAnswer':
      return fileProblem(question.answer, question.required, answer);
  }
}

/** Whether an answer says anything at all. */
export function isOpen(answer: Answer | undefined): boolean {
  if (answer === undefined) return true;
  if (answer.kind === 'text') return answer.text === '';
  return answer.kind === 'selection' && answer.selections.length === 0 && (answer.other ?? '') === '';
}

const missing = 'needs an answer';

function freeTextProblem(
  field: TextField,
  required: boolean,
  answer: Answer | undefined,
  budget: StepBudget,
): string | undefined {
  if (answer === undefined || isOpen(answer)) return textProblem('', field.constraints, required, budget);
  if (answer.kind !== 'text') return 'takes a text';
  return textProblem(answer.text, field.constraints, required, budget);
}

/**
 * A question left open is right unless it is required or has a minimum length. Lengths are in UTF-16 units, as a
 * browser counts.
 */
function textProblem(
  text: string,
  { numeric, length, formats }: TextConstraints,
  required: boolean,
  budget: StepBudget,
): string | undefined {
  const min = length?.min ?? 0;
  if (text === '') return required || min > 0 ? missing : undefined;
  if (text.length < min) return `needs ${min} characters at least`;
  if (length?.max !== undefined && text.length > length.max) return `takes ${length.max} characters at most`;
  const notNumeric = numeric && numberProblem(text, numeric);
  if (notNumeric !== undefined) return notNumeric;
  const failed = formats.find(
    ({ regex, ignoreCase }) => matchFormat(regex, ignoreCase, text, budget) === 'differs',
  );
  return failed && `is not in the right format: ${failed.errorText}`;
}

function numberProblem(text: string, { min, max }: { min?: number; max?: number }): string | undefined {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text.trim())) return 'takes a number';
  const value = Number(text);
  if (min !== undefined && value < min) return `takes a number from ${min}`;
  return max !== undefined && value > max ? `takes a number up to ${max}` : undefined;
}

function selectionProblem(
  field: SelectionAnswer,
  required: boolean,
  answer: Answer | undefined,
  budget: StepBudget,
): string | undefined {
  if (answer === undefined || isOpen(answer)) return required ? missing : undefined;
  if (answer.kind !== 'selection') return 'takes selections';
  const unknown = answer.selections.find(
    (each) => !field.selections.some(({ identifier }) => identifier === each),
  );
  if (unknown !== undefined) return `has no selection "${quoted(unknown)}"`;
  if (answer.other !== undefined && field.other === undefined) return 'takes no text of your own';
  if (answer.other === undefined || field.other === undefined) {
    return countProblem(answer.selections.length, field);
  }
  const problem = textProblem(answer.other, field.other.constraints, false, budget);
  return problem ?? countProblem(answer.selections.length + 1, field);
}

function countProblem(count: number, { minSelections, maxSelections }: SelectionAnswer): string | undefined {
  if (count < minSelections) return `needs ${minSelections} selections at least`;
  return count > maxSelections ? `takes ${maxSelections} selections at most` : undefined;
}

function fileProblem(
  field: FileUploadAnswer,
  required: boolean,
  answer: Answer | undefined,
): string | undefined {
  if (answer === undefined || isOpen(answer)) return required ? missing : undefined;
  if (answer.kind !== 'file') return 'takes a file';
  const fits = answer.sizeInBytes >= field.minBytes && answer.sizeInBytes <= field.maxBytes;
  return fits ? undefined : `takes a file of ${field.minBytes} to ${field.maxBytes} bytes`;
}
