import { type GivenAnswers, identityOf, percent } from './known-answers.ts';
import type { SimplePlurality } from './review-policy.ts';

/** Longer answers are ignored (8.2), in characters. */
const answerLengthMax = 256;

export interface QuestionAgreement {
  readonly question: string;
  /** The values of the agreed answer; absent: no answer was frequent enough, or two were equally frequent. */
  readonly agreed?: readonly string[];
  /** Share of the agreed answer in percent, integer part. */
  readonly score?: number;
}

export interface WorkerAgreement {
  readonly assignment: string;
  /** How many of the worker's answers, to questions with an agreed answer, equal it and differ from it. */
  readonly correct: number;
  readonly incorrect: number;
  /** Percent, integer part; absent: the worker answered no question that has an agreed answer. */
  readonly score?: number;
}

export interface Plurality {
  readonly questions: readonly QuestionAgreement[];
  readonly workers: readonly WorkerAgreement[];
  /** Share of the questions with an agreed answer, in percent, integer part. */
  readonly score: number;
}

/** SimplePlurality (8.2): what most workers answered, and who agrees with it. */
export function findPlurality(
  { questions, agreementThreshold }: Pick<SimplePlurality, 'questions' | 'agreementThreshold'>,
  given: readonly { readonly assignment: string; readonly answers: GivenAnswers }[],
): Plurality {
  const agreements = questions.map((question) => {
    const answers = given.flatMap((each) => countedAnswer(each.answers, question));
    return agreementOn(question, answers, agreementThreshold);
  });
  const agreed = agreements.filter((agreement) => agreement.agreed !== undefined);
  return {
    questions: agreements,
    workers: given.map((each) => workerAgreement(each, agreed)),
    score: percent(agreed.length, questions.length),
  };
}

/** The answer to a question, none or one; no answer and one that is too long are none. */
function countedAnswer(answers: GivenAnswers, question: string): (readonly string[])[] {
  const values = answers.get(question) ?? [];
  const length = values.reduce((sum, value) => sum + value.length, 0);
  return length === 0 || length > answerLengthMax ? [] : [values];
}

function agreementOn(
  question: string,
  answers: readonly (readonly string[])[],
  threshold: number,
): QuestionAgreement {
  const counts = new Map<string, { values: readonly string[]; count: number }>();
  for (const values of answers) {
    const identity = identityOf(values);
    const known = counts.get(identity);
    counts.set(identity, { values: known?.values ?? values, count: (known?.count ?? 0) + 1 });
  }
  const [first, second] = [...counts.values()].sort((a, b) => b.count - a.count);
  if (!first || first.count === second?.count) return { question };
  if (!exceeds(first.count, answers.length, threshold)) return { question };
  const agreed = first.values.map((value) => value.trim());
  return { question, agreed, score: percent(first.count, answers.length) };
}

/** D44: greater than the threshold, but 100 is reached at 100. */
function exceeds(count: number, total: number, threshold: number): boolean {
  return threshold >= 100 ? count === total : count * 100 > threshold * total;
}

function workerAgreement(
  { assignment, answers }: { readonly assignment: string; readonly answers: GivenAnswers },
  agreed: readonly QuestionAgreement[],
): WorkerAgreement {
  let correct = 0;
  let incorrect = 0;
  for (const agreement of agreed) {
    const [values] = countedAnswer(answers, agreement.question);
    if (values === undefined) continue;
    if (identityOf(values) === identityOf(agreement.agreed ?? [])) correct++;
    else incorrect++;
  }
  const counted = correct + incorrect;
  return { assignment, correct, incorrect, ...(counted > 0 && { score: percent(correct, counted) }) };
}
