import type { AnswerKey } from '../../server/domain/grading.ts';
import { answersFromFields, readAnswers, type Submission } from '../../server/questions/answers.ts';
import type { Question } from '../../server/questions/question.ts';
import { type QuestionForm, questionsOf } from '../../server/questions/question-form.ts';
import { answerTest } from '../behaviours/answer-test.ts';
import { fillForm } from '../behaviours/fill-form.ts';
import { fieldsOfInputs, fieldsOfQuestions } from '../behaviours/form-field.ts';
import type { Random } from '../engine/random.ts';
import { inputsOf } from './page-inputs.ts';

const nobodyKnows = { truth: new Map<string, readonly string[]>(), rightChance: 0 };

/**
 * Fills in a HIT's question as somebody would who has read it; undefined where that can't be done: a format that
 * nobody would guess, a page that only its own site knows.
 */
export function answerQuestion(question: Question, random: Random): Submission | undefined {
  if (question.kind === 'ExternalQuestion') return undefined;
  if (question.kind === 'QuestionForm') {
    const filled = fillForm(fieldsOfQuestions(questionsOf(question)), nobodyKnows, random);
    return filled && readAnswers(question, asObject(filled));
  }
  const filled = fillForm(fieldsOfInputs(inputsOf(question.html)), nobodyKnows, random);
  if (!filled || filled.size === 0) return undefined;
  return answersFromFields(
    [...filled].flatMap(([name, values]) => values.map((value) => [name, value] as const)),
  );
}

/** Takes a Qualification test as well as somebody of this accuracy (0-1) does. */
export function takeTest(
  { form, key }: { readonly form: QuestionForm; readonly key?: AnswerKey },
  skill: { readonly accuracy: number; readonly difficulty: number },
  random: Random,
): Submission | undefined {
  const best = new Map(key?.questions.map((question) => [question.identifier, bestOption(question.options)]));
  const questions = questionsOf(form).flatMap(({ identifier, answer }) => {
    if (answer.kind !== 'SelectionAnswer') return [];
    const correct = best.get(identifier);
    const selections = answer.selections.map((selection) => selection.identifier);
    return [{ identifier, selections, ...(correct && { correct }) }];
  });
  const chosen = answerTest(questions, skill.accuracy, skill.difficulty, random);
  const truth = new Map(chosen.map(({ identifier, selections }) => [identifier, selections]));
  const filled = fillForm(fieldsOfQuestions(questionsOf(form)), { truth, rightChance: 1 }, random);
  return filled && readAnswers(form, asObject(filled));
}

function bestOption([first, ...others]: AnswerKey['questions'][number]['options']):
  | readonly string[]
  | undefined {
  return (
    first && others.reduce((best, option) => (option.score > best.score ? option : best), first).selections
  );
}

const asObject = (filled: ReadonlyMap<string, readonly string[]>) =>
  Object.fromEntries([...filled].map(([name, values]) => [name, [...values]]));
