import { type Bits, putBit } from './bitset.ts';
import { boundaries, contains, type Intervals, intersection, missing } from './intervals.ts';
import type { Clause } from './predicate.ts';

/** An attribute that fewer rows of a segment ask for than this is cold. */
const hotMin = 24;
/** So many changes of one row lie between two kept states of a hot attribute. */
const changesApart = 32;

/** What one row asks of one attribute. */
interface Ask {
  readonly row: number;
  readonly passes: Intervals;
}

/** What a worker has, as a segment needs to know it. */
export interface WorkerValues {
  /** The worker's value, or `missing`. */
  valueOf(attribute: number): number;
  /** All attributes that are not missing, each with its value. */
  readonly held: readonly { readonly attribute: number; readonly value: number }[];
}

/**
 * For one level, which of a segment's rows (audiences) a worker fails, found without looking at each row. For an
 * attribute that many rows ask for, the failing rows are kept at every few thresholds, and a worker's value is
 * at most half of that away from one of them. What few rows ask for is looked at only where the worker has it;
 * for the rest it is known what fails without.
 */
export class SegmentIndex {
  readonly rows: number;
  readonly #hot: HotAttribute[] = [];
  readonly #cold = new Map<number, Ask[]>();
  /** Rows that fail a worker who has none of the cold attributes; by row, through how many of them. */
  readonly #failWithout: Bits;
  readonly #lacking: Uint16Array;
  readonly #found: Uint16Array;

  /** `clauses`: by row, what counts at this level. */
  constructor(clauses: readonly (readonly Clause[])[], words: number) {
    this.rows = clauses.length;
    this.#failWithout = new Int32Array(words);
    this.#lacking = new Uint16Array(words << 5);
    this.#found = new Uint16Array(words << 5);
    for (const [attribute, asks] of asksByAttribute(clauses)) {
      if (asks.length >= hotMin) this.#hot.push(new HotAttribute(attribute, asks, words));
      else this.#addCold(attribute, asks);
    }
  }

  #addCold(attribute: number, asks: Ask[]): void {
    this.#cold.set(attribute, asks);
    for (const { row, passes } of asks) {
      if (contains(passes, missing)) continue;
      putBit(this.#failWithout, row, true);
      this.#lacking[row] = (this.#lacking[row] as number) + 1;
    }
  }

  /** Adds the rows that the worker fails to words `at`… of `failed`. */
  addFailed(failed: Bits, at: number, worker: WorkerValues): void {
    for (const hot of this.#hot) hot.addFailed(failed, at, worker.valueOf(hot.attribute));
    if (this.#cold.size > 0) this.#addColdFailed(failed, at, worker);
  }

  #addColdFailed(failed: Bits, at: number, worker: WorkerValues): void {
    const held = worker.held.filter(({ attribute }) => this.#cold.has(attribute));
    const lacking = held.length === 0 ? this.#failWithout : this.#withoutFound(held);
    for (let word = 0; word < lacking.length; word++) {
      failed[at + word] = (failed[at + word] as number) | (lacking[word] as number);
    }
    for (const { attribute, value } of held) {
      for (const { row, passes } of this.#cold.get(attribute) as Ask[]) {
        if (!contains(passes, value))
          failed[at + (row >>> 5)] = (failed[at + (row >>> 5)] as number) | (1 << (row & 31));
      }
    }
  }

  /** Rows that still lack something, given what the worker has. */
  #withoutFound(held: WorkerValues['held']): Bits {
    const lacking = this.#failWithout.slice();
    this.#found.fill(0);
    for (const { attribute } of held) {
      for (const { row, passes } of this.#cold.get(attribute) as Ask[]) {
        if (contains(passes, missing)) continue;
        const found = (this.#found[row] as number) + 1;
        this.#found[row] = found;
        if (found === this.#lacking[row]) putBit(lacking, row, false);
      }
    }
    return lacking;
  }
}

/** Clauses of one row on one attribute come to one ask. */
function asksByAttribute(clauses: readonly (readonly Clause[])[]): Map<number, Ask[]> {
  const asks = new Map<number, Ask[]>();
  for (const [row, ofRow] of clauses.entries()) {
    for (const { attribute, passes } of ofRow) {
      const known = asks.get(attribute);
      const last = known?.at(-1);
      if (!known) asks.set(attribute, [{ row, passes }]);
      else if (last?.row === row)
        known[known.length - 1] = { row, passes: intersection(last.passes, passes) };
      else known.push({ row, passes });
    }
  }
  return asks;
}

/** One attribute that many rows ask for: its changes from fail to pass and back, by value, and the failing rows now and then. */
class HotAttribute {
  readonly attribute: number;
  readonly #words: number;
  readonly #at: Float64Array;
  readonly #rows: Uint16Array;
  /** Failing rows before change 0, before change `changesApart`, … */
  readonly #states: Bits;
  readonly #scratch: Bits;

  constructor(attribute: number, asks: readonly Ask[], words: number) {
    this.attribute = attribute;
    this.#words = words;
    const changes = asks
      .flatMap(({ row, passes }) => boundaries(passes).map((at) => ({ at, row })))
      .sort((a, b) => a.at - b.at);
    this.#at = Float64Array.from(changes, ({ at }) => at);
    this.#rows = Uint16Array.from(changes, ({ row }) => row);
    this.#scratch = new Int32Array(words);
    this.#states = this.#makeStates(asks);
  }

  /** Below all values everybody fails. */
  #makeStates(asks: readonly Ask[]): Bits {
    const state = new Int32Array(this.#words);
    for (const { row } of asks) putBit(state, row, true);
    const states = new Int32Array((Math.floor(this.#at.length / changesApart) + 1) * this.#words);
    for (let change = 0; change <= this.#at.length; change++) {
      if (change % changesApart === 0) states.set(state, (change / changesApart) * this.#words);
      if (change < this.#at.length) flip(state, this.#rows[change] as number);
    }
    return states;
  }

  addFailed(failed: Bits, at: number, value: number): void {
    const changes = this.#changesUpTo(value);
    const state = Math.min(Math.round(changes / changesApart), Math.floor(this.#at.length / changesApart));
    const scratch = this.#scratch;
    const start = state * this.#words;
    for (let word = 0; word < scratch.length; word++) scratch[word] = this.#states[start + word] as number;
    const known = state * changesApart;
    for (let change = Math.min(known, changes); change < Math.max(known, changes); change++) {
      flip(scratch, this.#rows[change] as number);
    }
    for (let word = 0; word < scratch.length; word++) {
      failed[at + word] = (failed[at + word] as number) | (scratch[word] as number);
    }
  }

  #changesUpTo(value: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#at[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function flip(bits: Bits, row: number): void {
  bits[row >>> 5] = (bits[row >>> 5] as number) ^ (1 << (row & 31));
}
