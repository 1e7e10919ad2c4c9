import { contains, type Intervals, missing } from './intervals.ts';
import type { Asks, WorkerValues } from './segment-asks.ts';

interface RareAttribute {
  readonly attribute: number;
  readonly rows: readonly number[];
  readonly passes: readonly Intervals[];
  /** Which of the rows fail without. */
  readonly needing: readonly number[];
}

/**
 * Attributes that hardly any row asks for, of which there may be very many: it is known which rows fail a worker
 * who has none of them, and only those that the worker has are looked at.
 */
export class RareAsks {
  readonly #attributes = new Map<number, RareAttribute>();
  /** By row: how many attributes it fails without; and, for the running question, how many of these the worker lacks. */
  readonly #needed: Uint8Array;
  readonly #lacked: Uint8Array;

  constructor(all: readonly Asks[], rows: number) {
    this.#needed = new Uint8Array(all.length === 0 ? 0 : rows);
    this.#lacked = new Uint8Array(this.#needed.length);
    for (const asks of all) {
      const needing = asks.rows.filter((_, at) => !contains(asks.passes[at] as Intervals, missing));
      this.#attributes.set(asks.attribute, { ...asks, needing });
      for (const row of needing) this.#needed[row] = (this.#needed[row] as number) + 1;
    }
  }

  get isEmpty(): boolean {
    return this.#attributes.size === 0;
  }

  /** Marks each failing row with something other than 0. */
  markFailed(marks: Uint8Array, worker: WorkerValues): void {
    const lacked = this.#lacked;
    lacked.set(this.#needed);
    for (const { attribute, value } of worker.held()) {
      const asks = this.#attributes.get(attribute);
      if (asks) this.#look(asks, value, marks);
    }
    for (let row = 0; row < lacked.length; row++) {
      if (lacked[row] !== 0) marks[row] = 1;
    }
  }

  #look({ rows, passes, needing }: RareAttribute, value: number, marks: Uint8Array): void {
    for (let at = 0; at < needing.length; at++) {
      const row = needing[at] as number;
      this.#lacked[row] = (this.#lacked[row] as number) - 1;
    }
    for (let at = 0; at < rows.length; at++) {
      if (!contains(passes[at] as Intervals, value)) marks[rows[at] as number] = 1;
    }
  }
}
