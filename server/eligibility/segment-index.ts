import type { Bits } from './bitset.ts';
import { type Intervals, intersection } from './intervals.ts';
import type { Clause } from './predicate.ts';
import type { Asks, WorkerValues } from './segment-asks.ts';
import { CommonAsks } from './segment-common.ts';
import { RareAsks } from './segment-rare.ts';
import { SomeAsks } from './segment-some.ts';

/** Fewer rows than this: the attribute is rare. */
const someMin = 12;
/** One row in so many: the attribute is common. */
const commonShare = 32;

/**
 * For one level, which of a segment's rows (audiences) a worker fails, found without a look at each row: one way
 * for attributes that many rows ask for, one for those that some do, one for the many that hardly any does.
 */
export class SegmentIndex {
  readonly #common: CommonAsks;
  readonly #some: readonly SomeAsks[];
  readonly #rare: RareAsks;
  /** A byte for each row, since writing one costs less than adding to a word; as words of four rows as well. */
  readonly #marks: Uint8Array;
  readonly #markWords: Int32Array;

  /** `clauses`: by row, what counts at this level; a multiple of 32 rows. */
  constructor(clauses: readonly (readonly Clause[])[]) {
    const rows = clauses.length;
    const all = asksByAttribute(clauses);
    const commonMin = Math.max(someMin, rows / commonShare);
    const isSome = (asks: Asks) => asks.rows.length >= someMin && asks.rows.length < commonMin;
    this.#common = new CommonAsks(
      all.filter((asks) => asks.rows.length >= commonMin),
      rows >>> 5,
    );
    this.#some = all.filter(isSome).map((asks) => new SomeAsks(asks));
    this.#rare = new RareAsks(
      all.filter((asks) => asks.rows.length < someMin),
      rows,
    );
    this.#marks = new Uint8Array(this.#some.length === 0 && this.#rare.isEmpty ? 0 : rows);
    this.#markWords = new Int32Array(this.#marks.buffer);
  }

  /** Adds the rows that the worker fails to words `at`… of `failed`. */
  addFailed(failed: Bits, at: number, worker: WorkerValues): void {
    this.#common.addFailed(failed, at, worker);
    if (this.#marks.length === 0) return;
    this.#marks.fill(0);
    for (const some of this.#some) some.markFailed(this.#marks, worker.valueOf(some.attribute));
    if (!this.#rare.isEmpty) this.#rare.markFailed(this.#marks, worker);
    this.#addMarks(failed, at);
  }

  #addMarks(failed: Bits, at: number): void {
    const marks = this.#markWords;
    for (let four = 0; four < marks.length; four++) {
      const mark = marks[four] as number;
      if (mark === 0) continue;
      const bits = (mark | (mark >>> 7) | (mark >>> 14) | (mark >>> 21)) & 15;
      const word = at + (four >>> 3);
      failed[word] = (failed[word] as number) | (bits << ((four & 7) << 2));
    }
  }
}

/** Several clauses of one row on one attribute come to one ask. */
function asksByAttribute(clauses: readonly (readonly Clause[])[]): Asks[] {
  const all = new Map<number, Asks>();
  for (const [row, ofRow] of clauses.entries()) {
    for (const { attribute, passes } of ofRow) {
      const asks = all.get(attribute) ?? { attribute, rows: [], passes: [] };
      all.set(attribute, asks);
      const last = asks.rows.length - 1;
      if (asks.rows[last] === row) asks.passes[last] = intersection(asks.passes[last] as Intervals, passes);
      else {
        asks.rows.push(row);
        asks.passes.push(passes);
      }
    }
  }
  return [...all.values()];
}
