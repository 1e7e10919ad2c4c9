import { Refused } from '../contract/errors.ts';
import { newStepBudget, type StepBudget } from './answer-format.ts';
import { reservedNames } from './external-question.ts';
import { quoted } from './flaw.ts';
import { isOpen, problemOf } from './form-check.ts';
import { type Question, readAnswersDocument } from './question.ts';
import { type FormQuestion, type QuestionForm, questionsOf } from './question-form.ts';
import { type Answer, writeAnswers } from './question-form-answers.ts';

/** What a worker hands in: the answers, and the QuestionFormAnswers document that is stored and shown. */
export interface Submission {
  readonly answers: readonly Answer[];
  readonly document: string;
}

/** Of an answer as given and of its document, in UTF-8: half of what one commit may hold. */
export const answerBytesMax = 524_288;
/** A message about a form names this many of its problems at most. */
const problemsMax = 20;

/**
 * Reads a worker's answer to a question, as the routes take it: a QuestionFormAnswers document, or an object of
 * `"<QuestionIdentifier>": value | [values]`. To a QuestionForm the values are checked against the form; to a
 * page they are its fields. Refused with `BadRequest`, whose `problems` names the questions.
 */
export function readAnswers(question: Question, given: unknown): Submission {
  if (typeof given === 'string') return submission(question, answersInDocument(given));
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    return submission(question, answersInObject(question, Object.entries(given)));
  }
  throw new Refused(
    'BadRequest',
    'The answer must be a QuestionFormAnswers document or an object of values.',
  );
}

/**
 * The answers that a posted form makes, one for each field: names that MTurk reserves are none, and of several
 * fields of one name the last survives (D29). A form needs one field of its own at least.
 */
export function answersFromFields(fields: Iterable<readonly [name: string, value: string]>): Submission {
  const answers = pageAnswers(Array.from(fields, ([question, text]) => ({ kind: 'text', question, text })));
  if (answers.length === 0)
    throw new Refused('BadRequest', 'The form has no field besides the reserved ones.');
  return written(answers);
}

function submission(question: Question, answers: readonly Answer[]): Submission {
  return written(question.kind === 'QuestionForm' ? formAnswers(question, answers) : pageAnswers(answers));
}

function written(answers: readonly Answer[]): Submission {
  const document = writeAnswers(answers);
  refuseTooLarge(document);
  return { answers, document };
}

function refuseTooLarge(text: string): void {
  if (Buffer.byteLength(text) <= answerBytesMax) return;
  throw new Refused('PayloadTooLarge', `The answer exceeds ${answerBytesMax} bytes.`, {
    limit: answerBytesMax,
  });
}

function answersInDocument(text: string): readonly Answer[] {
  refuseTooLarge(text);
  return text.trim() === '' ? [] : readAnswersDocument(text);
}

type Entry = readonly [identifier: string, value: unknown];

function answersInObject(question: Question, entries: readonly Entry[]): Answer[] {
  const form = question.kind === 'QuestionForm' ? byIdentifier(question) : undefined;
  return entries.map(([identifier, value]) => {
    const values = textsOf(identifier, value);
    const asked = form?.get(identifier);
    return asked?.answer.kind === 'SelectionAnswer'
      ? chosenAnswer(asked, values)
      : textAnswer(identifier, values, form !== undefined);
  });
}

/** A value that is none of the question's SelectionIdentifiers is the text of its OtherSelection, if it has one. */
function chosenAnswer({ identifier, answer }: FormQuestion, values: readonly string[]): Answer {
  const given = values.filter((value) => value !== '');
  if (answer.kind !== 'SelectionAnswer' || answer.other === undefined) {
    return { kind: 'selection', question: identifier, selections: given };
  }
  const known = new Set(answer.selections.map((selection) => selection.identifier));
  const selections = given.filter((value) => known.has(value));
  const others = given.filter((value) => !known.has(value));
  const [other] = others;
  if (others.length > 1) throw refusal([{ question: identifier, message: 'takes one text of your own' }]);
  return { kind: 'selection', question: identifier, selections, ...(other !== undefined && { other }) };
}

/** A form's question takes one text; of a page's several fields of one name the last survives (D29). */
function textAnswer(question: string, values: readonly string[], inForm: boolean): Answer {
  if (inForm && values.length > 1) throw refusal([{ question, message: 'takes one value' }]);
  return { kind: 'text', question, text: values.at(-1) ?? '' };
}

function textsOf(question: string, value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((each) => {
    if (each === null || each === undefined) return [];
    if (typeof each === 'string' || typeof each === 'boolean' || Number.isFinite(each)) return [String(each)];
    throw refusal([{ question, message: 'takes texts, numbers and booleans only' }]);
  });
}

/** Page fields in the order in which their names first came. */
function pageAnswers(answers: readonly Answer[]): Answer[] {
  const byName = new Map<string, Answer>();
  for (const answer of answers) {
    if (reservedNames.includes(answer.question)) continue;
    if (answer.kind === 'text') byName.set(answer.question, answer);
    else if (isOpen(answer))
      byName.set(answer.question, { kind: 'text', question: answer.question, text: '' });
    else throw refusal([{ question: answer.question, message: 'is a field of a page and takes a FreeText' }]);
  }
  return [...byName.values()];
}

/** All questions in the form's order, those left open with an empty answer; nothing at all where all are open (D30). */
function formAnswers(form: QuestionForm, handedIn: readonly Answer[]): Answer[] {
  const given = handedIn.map(normalised);
  const asked = byIdentifier(form);
  const answers = new Map(given.map((answer) => [answer.question, answer]));
  const budget = newStepBudget();
  const problems = [
    ...given.flatMap((answer) => strayProblem(answer, asked, answers)),
    ...[...asked.values()].flatMap((question) =>
      formProblem(question, answers.get(question.identifier), budget),
    ),
  ];
  if (problems.length > 0) throw refusal(problems);
  if (given.every(isOpen)) return [];
  return [...asked.values()].flatMap((question) => completed(question, answers.get(question.identifier)));
}

/** A selection counts once; an empty text of one's own is none. */
function normalised(answer: Answer): Answer {
  if (answer.kind !== 'selection') return answer;
  const { kind, question, other } = answer;
  return { kind, question, selections: [...new Set(answer.selections)], ...(other && { other }) };
}

function byIdentifier(form: QuestionForm): Map<string, FormQuestion> {
  return new Map(questionsOf(form).map((question) => [question.identifier, question]));
}

interface Problem {
  readonly question: string;
  /** Goes on after the question's name. */
  readonly message: string;
}

function strayProblem(
  answer: Answer,
  asked: ReadonlyMap<string, FormQuestion>,
  last: ReadonlyMap<string, Answer>,
): Problem[] {
  const { question } = answer;
  if (!asked.has(question)) return [{ question, message: 'is not in the form' }];
  return last.get(question) === answer ? [] : [{ question, message: 'is answered twice' }];
}

function formProblem(question: FormQuestion, answer: Answer | undefined, budget: StepBudget): Problem[] {
  const message = problemOf(question, answer, budget);
  return message === undefined ? [] : [{ question: question.identifier, message }];
}

function completed({ identifier, answer: { kind } }: FormQuestion, answer: Answer | undefined): Answer[] {
  if (answer !== undefined && !isOpen(answer)) return [answer];
  if (kind === 'FileUploadAnswer') return [];
  return kind === 'FreeTextAnswer'
    ? [{ kind: 'text', question: identifier, text: '' }]
    : [{ kind: 'selection', question: identifier, selections: [] }];
}

function refusal(problems: readonly Problem[]): Refused {
  const shown = problems.slice(0, problemsMax);
  const message = shown.map((each) => `Question "${quoted(each.question)}" ${each.message}.`).join(' ');
  return new Refused('BadRequest', message, { problems: shown });
}
