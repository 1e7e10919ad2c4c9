import { roomFor } from './columns.ts';

/** Members that every row has; then come own types that many workers have. */
export const rowMembers = { flags: 0, approvalRate: 1, hitsApproved: 2, locale: 3 } as const;
const membersMin = 4;

export const flags = {
  masters: 1,
  adult: 2,
  /** Has a requester account. */
  requester: 4,
  /** Is blocked by some requester. */
  blocked: 8,
  /** Has or had some HIT. */
  taker: 16,
  /** Has or had some Qualification with the least integer, which `Qualifications` keeps aside. */
  floor: 32,
} as const;
/** Flags of a worker who may be kept from accepting by more than requirements. */
export const hindrance = flags.requester | flags.blocked | flags.taker;

/**
 * The upper bits of the flags say, by type modulo 24, that the worker may have a Qualification in the table of
 * pairs; nearly all who have none are known without looking there.
 */
export function sparseFlag(type: number): number {
  return 1 << (8 + (type % 24));
}

/** Where the rows stand: who reads them has them at hand. */
export interface RowWords {
  workers: Int32Array;
  /** Words of a row. */
  stride: number;
}

/** One row of words a worker, so that all that a check looks at lies side by side in memory. */
export class WorkerRows {
  /** How many rows there are; a power of two. */
  room = 0;
  #members = membersMin;
  readonly #words: RowWords;

  constructor(words: RowWords) {
    this.#words = words;
    words.stride = membersMin;
  }

  get(worker: number, member: number): number {
    return this.#words.workers[worker * this.#words.stride + member] as number;
  }

  set(worker: number, member: number, value: number): void {
    this.#words.workers[worker * this.#words.stride + member] = value;
  }

  growTo(rows: number): void {
    this.room = roomFor(this.room, rows);
    const grown = new Int32Array(this.room * this.#words.stride);
    grown.set(this.#words.workers);
    this.#words.workers = grown;
  }

  /** One more member for every row, 0 at first; answers its place. Widens all rows when they are full. */
  addMember(): number {
    if (this.#members === this.#words.stride) this.#widen();
    return this.#members++;
  }

  #widen(): void {
    const { stride, workers } = this.#words;
    const wide = stride + membersMin;
    const widened = new Int32Array(this.room * wide);
    for (let row = 0; row < this.room; row++) {
      for (let member = 0; member < stride; member++) {
        widened[row * wide + member] = workers[row * stride + member] as number;
      }
    }
    this.#words.workers = widened;
    this.#words.stride = wide;
  }
}
