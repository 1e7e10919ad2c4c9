import type { Bits } from './bitset.ts';
import { boundaries, type Intervals } from './intervals.ts';
import type { Asks, WorkerValues } from './segment-asks.ts';

/** So many changes lie between two kept states of an attribute. */
const changesApart = 64;
/** A change is sorted as value × this + row, which is exact in a double; rows of a segment are below it. */
const rowSpan = 2 ** 16;

interface CommonAttribute {
  readonly attribute: number;
  /** Rows that change between fail and pass, by the value where they do. */
  readonly rows: Uint16Array;
  /** The different values, rising, and how many changes there are up to each. */
  readonly values: Float64Array;
  readonly changesUpTo: Int32Array;
  /** Where its kept states begin. */
  readonly states: number;
}

/**
 * Attributes that many rows ask for. Going up through the values, rows begin and cease to pass; between two such
 * changes the set of failing rows stays the same. It is kept at every 64th change, so a worker's value is at most
 * 32 changes away from a kept one.
 */
export class CommonAsks {
  readonly #words: number;
  readonly #attributes: CommonAttribute[] = [];
  /** The kept sets of all attributes, one after another. */
  readonly #states: Bits;
  /** For the running question, by attribute: where its set begins, and which changes were made to it. */
  readonly #starts: Int32Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;

  constructor(all: readonly Asks[], words: number) {
    this.#words = words;
    let size = 0;
    for (const asks of all) {
      const attribute = { attribute: asks.attribute, ...changesOf(asks), states: size };
      this.#attributes.push(attribute);
      size += (Math.floor(attribute.rows.length / changesApart) + 1) * words;
    }
    this.#states = new Int32Array(size);
    this.#starts = new Int32Array(all.length);
    this.#from = new Int32Array(all.length);
    this.#to = new Int32Array(all.length);
    for (const [number, asks] of all.entries())
      this.#keepStates(this.#attributes[number] as CommonAttribute, asks);
  }

  /** Below all values every row that asks fails. */
  #keepStates({ rows, states }: CommonAttribute, asks: Asks): void {
    const state = new Int32Array(this.#words);
    for (const row of asks.rows) flip(state, 0, row);
    for (let change = 0; change <= rows.length; change++) {
      if (change % changesApart === 0)
        this.#states.set(state, states + (change / changesApart) * this.#words);
      if (change < rows.length) flip(state, 0, rows[change] as number);
    }
  }

  addFailed(failed: Bits, at: number, worker: WorkerValues): void {
    for (let number = 0; number < this.#attributes.length; number++) this.#choose(number, worker);
    this.#addChosen(failed, at);
    for (let number = 0; number < this.#attributes.length; number++) this.#flipBetween(number);
  }

  /** Takes the nearest kept set and makes it, in place, that of the worker's value; it is put back afterwards. */
  #choose(number: number, worker: WorkerValues): void {
    const { attribute, changesUpTo, rows, states, values } = this.#attributes[number] as CommonAttribute;
    const reached = countUpTo(values, worker.valueOf(attribute));
    const passed = reached === 0 ? 0 : (changesUpTo[reached - 1] as number);
    const nearest = Math.min(Math.round(passed / changesApart), Math.floor(rows.length / changesApart));
    this.#starts[number] = states + nearest * this.#words;
    this.#from[number] = Math.min(passed, nearest * changesApart);
    this.#to[number] = Math.max(passed, nearest * changesApart);
    this.#flipBetween(number);
  }

  #flipBetween(number: number): void {
    const { rows } = this.#attributes[number] as CommonAttribute;
    const start = this.#starts[number] as number;
    const to = this.#to[number] as number;
    for (let change = this.#from[number] as number; change < to; change++) {
      flip(this.#states, start, rows[change] as number);
    }
  }

  /** Four sets at a time, since reading and writing `failed` costs as much as reading one. */
  #addChosen(failed: Bits, at: number): void {
    const count = this.#attributes.length;
    const starts = this.#starts;
    let number = 0;
    for (; number + 4 <= count; number += 4) this.#addFour(failed, at, number);
    for (; number < count; number++) {
      const start = starts[number] as number;
      for (let word = 0; word < this.#words; word++) {
        failed[at + word] = (failed[at + word] as number) | (this.#states[start + word] as number);
      }
    }
  }

  #addFour(failed: Bits, at: number, number: number): void {
    const states = this.#states;
    const words = this.#words;
    const one = this.#starts[number] as number;
    const two = this.#starts[number + 1] as number;
    const three = this.#starts[number + 2] as number;
    const four = this.#starts[number + 3] as number;
    for (let word = 0; word < words; word++) {
      failed[at + word] =
        (failed[at + word] as number) |
        (states[one + word] as number) |
        (states[two + word] as number) |
        (states[three + word] as number) |
        (states[four + word] as number);
    }
  }
}

function changesOf({ rows, passes }: Asks): Pick<CommonAttribute, 'rows' | 'values' | 'changesUpTo'> {
  const packed: number[] = [];
  for (const [at, row] of rows.entries()) {
    for (const value of boundaries(passes[at] as Intervals)) packed.push(value * rowSpan + row);
  }
  const sorted = Float64Array.from(packed).sort();
  const values: number[] = [];
  const changesUpTo: number[] = [];
  for (const [at, change] of sorted.entries()) {
    const value = Math.floor(change / rowSpan);
    if (values.at(-1) !== value) values.push(value);
    changesUpTo[values.length - 1] = at + 1;
  }
  return {
    rows: Uint16Array.from(sorted, (change) => change - Math.floor(change / rowSpan) * rowSpan),
    values: Float64Array.from(values),
    changesUpTo: Int32Array.from(changesUpTo),
  };
}

/** How many of the sorted values are at most `value`. */
export function countUpTo(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function flip(bits: Bits, start: number, row: number): void {
  const word = start + (row >>> 5);
  bits[word] = (bits[word] as number) ^ (1 << (row & 31));
}
