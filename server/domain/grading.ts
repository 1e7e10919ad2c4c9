/** Grades a test by its AnswerKey (mturk-api 7.4). The key decides a value, never whether it is given (Q51). */

export interface AnswerKey {
  readonly questions: readonly KeyQuestion[];
  /** Without one the summed score is the value. */
  readonly mapping?: ValueMapping;
}

export interface KeyQuestion {
  readonly identifier: string;
  readonly options: readonly AnswerOption[];
  /** What any other answer scores, none at all included. */
  readonly defaultScore: number;
}

/** A set of selections and what exactly this set scores. */
export interface AnswerOption {
  readonly selections: readonly string[];
  readonly score: number;
}

export type ValueMapping =
  | { readonly kind: 'percentage'; readonly maximumScore: number }
  | { readonly kind: 'scale'; readonly multiplier: number }
  | { readonly kind: 'range'; readonly ranges: readonly ScoreRange[]; readonly otherwise: number };

/** Both bounds belong to the range. */
export interface ScoreRange {
  readonly lower: number;
  readonly upper: number;
  readonly value: number;
}

/** As much of an answer as grading looks at. */
export interface GradedAnswer {
  readonly question: string;
  readonly selections?: readonly string[];
}

/** The Qualification's value: an integer of 32 bits. Questions of the test that the key leaves out score nothing. */
export function grade(key: AnswerKey, answers: readonly GradedAnswer[]): number {
  const chosen = new Map(answers.map(({ question, selections }) => [question, new Set(selections)]));
  const sum = key.questions.reduce(
    (total, question) => total + score(question, chosen.get(question.identifier)),
    0,
  );
  return asInt32(mapped(sum, key.mapping));
}

/** The first option that is the worker's set exactly; a subset or superset is no match (D25). */
function score(question: KeyQuestion, chosen: ReadonlySet<string> | undefined): number {
  const match = question.options.find((option) => sameSet(new Set(option.selections), chosen));
  return match?.score ?? question.defaultScore;
}

function sameSet(option: ReadonlySet<string>, chosen: ReadonlySet<string> | undefined): boolean {
  return chosen?.size === option.size && [...option].every((identifier) => chosen.has(identifier));
}

function mapped(sum: number, mapping: ValueMapping | undefined): number {
  switch (mapping?.kind) {
    case undefined:
      return sum;
    case 'percentage':
      return halfUp((sum * 100) / mapping.maximumScore);
    case 'scale':
      return halfUp(sum * mapping.multiplier);
    case 'range':
      return (
        mapping.ranges.find(({ lower, upper }) => lower <= sum && sum <= upper)?.value ?? mapping.otherwise
      );
  }
}

/**
 * The nearest integer, halves up (D25). Fifteen digits first: 35 × 0.7 is 24.5 to the requester and
 * 24.499999999999996 to the processor.
 */
function halfUp(value: number): number {
  return Math.round(Number(value.toPrecision(15)));
}

/** Not clamped to 0–100 (D25), but a Qualification's value is an integer of 32 bits. `+ 0` makes -0 a 0. */
function asInt32(value: number): number {
  return Math.min(Math.max(value, -2_147_483_648), 2_147_483_647) + 0;
}
