import type { AnswerKey } from '../../server/domain/grading.ts';
import type { Submission } from '../../server/questions/answers.ts';
import { readAnswers } from '../../server/questions/answers.ts';
import type { QuestionForm } from '../../server/questions/question-form.ts';
import { questionsOf } from '../../server/questions/question-form.ts';
import type { Random } from '../engine/random.ts';
import { answerOf } from './answer-question.ts';

/**
 * Takes a Qualification test: each question with a key is answered right with the chance `accuracy` (0-1), by
 * the option that scores best; all others as anybody would.
 */
export function takeTest(
  form: QuestionForm,
  key: AnswerKey | undefined,
  accuracy: number,
  random: Random,
): Submission {
  const best = new Map(key?.questions.map((question) => [question.identifier, bestOption(question.options)]));
  const given = questionsOf(form).map((asked) => {
    const right = best.get(asked.identifier);
    return [asked.identifier, right && random.chance(accuracy) ? right : answerOf(asked, random)];
  });
  return readAnswers(form, Object.fromEntries(given));
}

function bestOption(options: AnswerKey['questions'][number]['options']): string[] {
  const [first, ...others] = options;
  if (!first) return [];
  return [...others.reduce((best, option) => (option.score > best.score ? option : best), first).selections];
}
