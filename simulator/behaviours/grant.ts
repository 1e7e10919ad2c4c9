import type { Random } from '../engine/random.ts';
import { hourMs } from '../population/local-time.ts';
import type { RequesterBehaviour } from './parameters.ts';

/** What a requester decides about a Qualification request. */
export interface GrantDecision {
  readonly delayMs: number;
  readonly grants: boolean;
  /** The score that comes with it, 0-100: of a handed-in test its result, else an impression of the worker. */
  readonly value: number;
}

/** Whether, when and with which value a requester grants a request. `testScore` is the share of right answers, where there was a test. */
export function grant(
  accuracy: number,
  testScore: number | undefined,
  behaviour: RequesterBehaviour,
  random: Random,
): GrantDecision {
  const delayMs =
    random.lognormal(behaviour.grantDelayHours.median, behaviour.grantDelayHours.sigma) * hourMs;
  const impression = Math.min(1, Math.max(0, accuracy + 0.1 * random.normal()));
  return {
    delayMs,
    grants: random.chance(behaviour.grantShare),
    value: Math.round(100 * (testScore ?? impression)),
  };
}
