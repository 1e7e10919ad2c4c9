import type { Random } from '../engine/random.ts';
import { willingness } from './choose-group.ts';
import type { WorkerBehaviour } from './parameters.ts';

/** A group that a worker would take if it had one Qualification more. */
export interface Temptation {
  readonly payPerHour: number;
  /** HITs left: a large group is worth a test. */
  readonly available: number;
  readonly hasTest: boolean;
  /** How often this worker failed or was refused this Qualification before. */
  readonly refusedBefore: number;
}

/**
 * Whether a worker asks for a missing Qualification. Most are put off by having to, more by a test (F4), and each
 * refusal halves the will to try again.
 */
export function seeksQualification(
  temptation: Temptation,
  reservationWage: number,
  behaviour: WorkerBehaviour,
  random: Random,
): boolean {
  const base = temptation.hasTest ? behaviour.seekWithTestShare : behaviour.seekWithoutTestShare;
  const willing = willingness(temptation.payPerHour, reservationWage, behaviour);
  const worthIt = 1 - 0.5 / Math.max(1, temptation.available) ** behaviour.sizeExponent;
  return random.chance(base * willing * worthIt * 0.5 ** temptation.refusedBefore);
}
