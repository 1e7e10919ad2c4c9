import type { Random } from '../engine/random.ts';
import { type QualityKind, qualityKinds } from '../population/parameters.ts';
import type { WorkerBehaviour } from './parameters.ts';

export interface WorkMoment {
  /** The worker's share of right answers on ordinary tasks. */
  readonly accuracy: number;
  /** What guessing gets right: one over the number of options. */
  readonly guessing: number;
  readonly payPerHour: number;
  readonly reservationWage: number;
  /** Hours into the session. */
  readonly hoursWorked: number;
}

/**
 * Chance of a right answer: skill above guessing, a little more where pay is good (D8: pay buys quantity, hardly quality), less with
 * each hour worked.
 */
export function rightAnswerChance(moment: WorkMoment, behaviour: WorkerBehaviour): number {
  const { accuracy, guessing, payPerHour, reservationWage, hoursWorked } = moment;
  if (accuracy <= guessing) return accuracy;
  const pay = Math.min(4, Math.max(0.25, payPerHour / reservationWage)) ** behaviour.qualityPayExponent;
  const freshness = Math.max(0, 1 - behaviour.fatiguePerHour * hoursWorked);
  return Math.min(0.999, guessing + (accuracy - guessing) * pay * freshness);
}

/**
 * The option that a worker gives where `truth` is right: the rows of a Dawid-Skene confusion matrix by kind of worker (E). Two
 * kinds of spammers look at nothing: one draws evenly, one always gives the same.
 * @param constantOption what a constant spammer gives.
 */
export function answerItem(
  kind: number,
  truth: number,
  options: number,
  rightChance: number,
  constantOption: number,
  random: Random,
): number {
  const name: QualityKind | undefined = qualityKinds[kind];
  if (name === 'uniformSpammer') return random.int(options);
  if (name === 'constantSpammer') return constantOption % options;
  if (options < 2 || random.chance(rightChance)) return truth;
  return (truth + 1 + random.int(options - 1)) % options;
}

/** Whether one attention check is failed (V33, E). */
export function failsAttentionCheck(inattention: number, random: Random): boolean {
  return random.chance(inattention);
}
