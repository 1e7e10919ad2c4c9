import type { Random } from '../engine/random.ts';

/** A multiple-choice question of a test as its taker sees it, and what its maker holds right, if known. */
export interface TestQuestion {
  readonly identifier: string;
  readonly selections: readonly string[];
  /** The set that scores best; absent: nobody knows. */
  readonly correct?: readonly string[];
}

export interface TestAnswer {
  readonly identifier: string;
  readonly selections: readonly string[];
}

/** Chance to answer a question that is harder than ordinary work by `difficulty` logits. */
export function knows(accuracy: number, difficulty: number): number {
  const odds = (accuracy / (1 - accuracy)) * Math.exp(-difficulty);
  return odds / (1 + odds);
}

/** A taker's answers: right where the taker knows, else a wrong choice; a guess where no right answer is known. */
export function answerTest(
  questions: readonly TestQuestion[],
  accuracy: number,
  difficulty: number,
  random: Random,
): TestAnswer[] {
  const chance = knows(accuracy, difficulty);
  return questions.map((question) => ({
    identifier: question.identifier,
    selections: question.correct && random.chance(chance) ? question.correct : guess(question, random),
  }));
}

/** A wrong choice: as many selections as the right answer has, one at least of them not in it; one where nothing is known. */
function guess({ selections, correct }: TestQuestion, random: Random): readonly string[] {
  if (!correct) return random.shuffle([...selections]).slice(0, 1);
  const wrong = selections.filter((selection) => !correct.includes(selection));
  if (wrong.length === 0) return random.shuffle([...selections]).slice(1);
  const sure = wrong[random.int(wrong.length)] as string;
  const others = random.shuffle(selections.filter((selection) => selection !== sure));
  return [sure, ...others.slice(0, Math.max(0, correct.length - 1))];
}
