import type { ScoreMyKnownAnswers } from './review-policy.ts';

/** Answers as review policies compare them: by question, the set of its values. */
export type GivenAnswers = ReadonlyMap<string, readonly string[]>;

export interface KnownAnswerScore {
  /** By question of the key, in its order. */
  readonly correct: readonly { readonly question: string; readonly correct: boolean }[];
  /** Percent, integer part. */
  readonly score: number;
}

/** ScoreMyKnownAnswers (8.2): the share of the key's questions that are answered right. */
export function scoreKnownAnswers(
  key: ScoreMyKnownAnswers['answerKey'],
  given: GivenAnswers,
): KnownAnswerScore {
  const correct = key.map(({ question, values }) => ({
    question,
    correct: identityOf(given.get(question) ?? []) === identityOf(values),
  }));
  const right = correct.filter((answer) => answer.correct).length;
  return { correct, score: percent(right, key.length) };
}

/** One text for a set of values: surrounding blanks are cut off, case and punctuation count (8.2). */
export function identityOf(values: readonly string[]): string {
  return JSON.stringify([...new Set(values.map((value) => value.trim()))].sort());
}

/** Percent, integer part. */
export function percent(part: number, whole: number): number {
  return Math.floor((part * 100) / whole);
}
