import type { Random } from '../engine/random.ts';
import type { RequesterBehaviour } from './parameters.ts';

/** What stays the same about one requester. */
export interface Requester {
  readonly batchesPerDay: number;
  /** Middle size of a batch. */
  readonly hitsPerBatch: number;
  /** US dollars that an hour of an ordinary worker brings. */
  readonly payPerHour: number;
  /** Share of submissions that it rejects on average (P27). */
  readonly rejectedShare: number;
  /** Repeats a batch that has slowed (V32). */
  readonly reposts: boolean;
}

/** A requester: heavy-tailed in how much it posts (P34, P37, V24), the more the less it pays (D2). */
export function drawRequester(behaviour: RequesterBehaviour, random: Random): Requester {
  const { batchesPerDay, hitsPerBatch, payPerHour, payVolumeCorrelation, rejectionPolicies } = behaviour;
  const size = random.normal();
  const own = random.normal();
  const paying = payVolumeCorrelation * size + Math.sqrt(1 - payVolumeCorrelation ** 2) * own;
  return {
    batchesPerDay: random.lognormal(batchesPerDay.median, batchesPerDay.sigma),
    hitsPerBatch: hitsPerBatch.median * Math.exp(hitsPerBatch.sigma * size),
    payPerHour: payPerHour.median * Math.exp(payPerHour.sigma * paying),
    rejectedShare: drawByShare(rejectionPolicies, random).rejectedShare,
    reposts: random.chance(behaviour.repostShare),
  };
}

/** One of several cases by its share. */
export function drawByShare<T extends { readonly share: number }>(cases: readonly T[], random: Random): T {
  const sum = cases.reduce((total, { share }) => total + share, 0);
  let left = random.uniform() * sum;
  return (
    cases.find(({ share }) => {
      left -= share;
      return left < 0;
    }) ?? (cases[cases.length - 1] as T)
  );
}
