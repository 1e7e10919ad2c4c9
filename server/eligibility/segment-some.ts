import { contains, type Intervals, int32Max, int32Min, missing } from './intervals.ts';
import type { Asks } from './segment-asks.ts';
import { countUpTo } from './segment-common.ts';

/** Rows by the bound that a value must reach, or stay below; sorted by it. */
interface BoundedRows {
  readonly bounds: Float64Array;
  readonly rows: Uint16Array;
}

/** An attribute that some rows ask for: those with a single bound are sorted by it, so that only rows that fail are met. */
export class SomeAsks {
  readonly attribute: number;
  /** A held value must be at least (below) the bound; a missing one fails. */
  readonly #lower: BoundedRows;
  readonly #upper: BoundedRows;
  readonly #otherRows: number[] = [];
  readonly #otherPasses: Intervals[] = [];

  constructor({ attribute, rows, passes }: Asks) {
    this.attribute = attribute;
    const lower: [bound: number, row: number][] = [];
    const upper: [bound: number, row: number][] = [];
    for (const [at, row] of rows.entries()) {
      const set = passes[at] as Intervals;
      const [low, high] = set;
      if (set.length === 2 && high === int32Max && low !== missing) lower.push([low as number, row]);
      else if (set.length === 2 && low === int32Min) upper.push([(high as number) + 1, row]);
      else {
        this.#otherRows.push(row);
        this.#otherPasses.push(set);
      }
    }
    this.#lower = bounded(lower);
    this.#upper = bounded(upper);
  }

  /** Marks each failing row with a 1. */
  markFailed(marks: Uint8Array, value: number): void {
    const { bounds, rows } = this.#lower;
    markRows(marks, rows, countUpTo(bounds, value), rows.length);
    const upper = this.#upper;
    markRows(marks, upper.rows, 0, value === missing ? upper.rows.length : countUpTo(upper.bounds, value));
    for (let other = 0; other < this.#otherRows.length; other++) {
      if (!contains(this.#otherPasses[other] as Intervals, value))
        marks[this.#otherRows[other] as number] = 1;
    }
  }
}

function bounded(pairs: [bound: number, row: number][]): BoundedRows {
  pairs.sort(([a], [b]) => a - b);
  return {
    bounds: Float64Array.from(pairs, ([bound]) => bound),
    rows: Uint16Array.from(pairs, ([, row]) => row),
  };
}

function markRows(marks: Uint8Array, rows: Uint16Array, from: number, to: number): void {
  for (let place = from; place < to; place++) marks[rows[place] as number] = 1;
}
