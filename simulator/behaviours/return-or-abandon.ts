import type { Random } from '../engine/random.ts';
import type { WorkerBehaviour } from './parameters.ts';

/** How an accepted task ends on the worker's side. */
export type Outcome = 'submit' | 'return' | 'abandon';

/**
 * Whether an accepted task is finished (P25), given back, or left until its deadline passes. Low pay raises returns
 * (D8); `usualPayPerHour` is the pay at which the published share holds.
 */
export function returnOrAbandon(
  payPerHour: number,
  usualPayPerHour: number,
  behaviour: WorkerBehaviour,
  random: Random,
): Outcome {
  const poverty = Math.min(16, Math.max(1 / 16, usualPayPerHour / payPerHour));
  const returned = Math.min(0.9, behaviour.returnShare * poverty ** behaviour.returnPayExponent);
  const drawn = random.uniform();
  if (drawn < returned) return 'return';
  return drawn < returned + behaviour.abandonShare ? 'abandon' : 'submit';
}
