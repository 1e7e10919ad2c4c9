import type { Intervals } from './intervals.ts';

/** What some rows ask of one attribute: by row, rising, the values that pass. */
export interface Asks {
  readonly attribute: number;
  readonly rows: number[];
  readonly passes: Intervals[];
}

/** What a worker has, as a segment needs to know it. */
export interface WorkerValues {
  /** The worker's value, or `missing`. */
  valueOf(attribute: number): number;
  /** All attributes that are not missing, each with its value. */
  held(): readonly { readonly attribute: number; readonly value: number }[];
}
