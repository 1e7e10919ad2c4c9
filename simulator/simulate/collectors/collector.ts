import type { AssignmentRecord } from '../../../server/contract/records.ts';
import type { FeedCommit } from '../../../server/store/store.ts';
import type { Simulation } from '../simulation.ts';
import type { Wave } from '../study.ts';
import type { Measured } from './measures.ts';

export type Json = number | string | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What one collector found out about a run. */
export interface Findings {
  readonly measures: Measured;
  /** Tables and curves, by name; in every run of a scenario of the same shape. */
  readonly details?: Readonly<Record<string, Json>>;
}

/** Everything that the collectors are given once the run is over. */
export interface Ended {
  readonly simulation: Simulation;
  /** Market time reached. */
  readonly at: number;
  /** The study's assignments, in the order in which they were accepted. */
  readonly assignments: readonly AssignmentRecord[];
}

/** Watches a run by its feed and says at the end what it found. */
export interface Collector {
  follow?(commit: FeedCommit): void;
  /** A wave of the study stands in the market. */
  posted?(wave: Wave): void;
  /** Now and then, at regular market times. */
  look?(at: number): void;
  finish(ended: Ended): Findings | Promise<Findings>;
}

/** Numbers in results are cut to what a double surely holds, so that sums in another order could not show. */
export function rounded(value: number): number {
  return Number(value.toPrecision(9));
}

/** The value at a share of sorted values, between neighbours in proportion; null of nothing. */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] as number;
  return rounded(low + (high - low) * (place - below));
}

export const ascending = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);

/** A share, or null where there is nothing to have a share of. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : rounded(part / whole);
}
