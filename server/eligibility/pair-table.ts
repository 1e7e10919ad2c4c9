import { grownInt32, Versions } from './columns.ts';

/**
 * What is known of pairs of numbers (worker and HIT, requester and worker, …): a version and an integer each.
 * Entries are numbered from 0, found by hashing, and chained by either side, so that all pairs of one worker
 * can be walked. 28 bytes an entry, plus its slots. A pair that was never named has the value 0.
 */
export class PairTable {
  readonly versions = new Versions();
  firsts: Int32Array = new Int32Array(64);
  seconds: Int32Array = new Int32Array(64);
  values: Int32Array = new Int32Array(64);
  /** Entry + 1 of the next pair with the same first (second); 0: the chain ends. */
  nextOfFirst: Int32Array = new Int32Array(64);
  nextOfSecond: Int32Array = new Int32Array(64);
  #headOfFirst: Int32Array = new Int32Array(64);
  #headOfSecond: Int32Array = new Int32Array(64);
  /** Entry + 1, or 0 for an empty slot; the length is a power of two. */
  #slots: Int32Array = new Int32Array(128);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The pair's entry; -1: there is none. */
  find(first: number, second: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hashPair(first, second) & mask; ; slot = (slot + 1) & mask) {
      const entry = (slots[slot] as number) - 1;
      if (entry < 0 || (this.firsts[entry] === first && this.seconds[entry] === second)) return entry;
    }
  }

  valueOf(first: number, second: number): number {
    const entry = this.find(first, second);
    return entry < 0 ? 0 : (this.values[entry] as number);
  }

  intern(first: number, second: number): number {
    const known = this.find(first, second);
    return known >= 0 ? known : this.#append(first, second);
  }

  /** First entry of the chain by first, -1 for none; go on with `afterOfFirst`. */
  startOfFirst(first: number): number {
    return (this.#headOfFirst[first] ?? 0) - 1;
  }

  afterOfFirst(entry: number): number {
    return (this.nextOfFirst[entry] as number) - 1;
  }

  startOfSecond(second: number): number {
    return (this.#headOfSecond[second] ?? 0) - 1;
  }

  afterOfSecond(entry: number): number {
    return (this.nextOfSecond[entry] as number) - 1;
  }

  #append(first: number, second: number): number {
    const entry = this.#size++;
    this.#makeRoom(entry, first, second);
    this.firsts[entry] = first;
    this.seconds[entry] = second;
    this.nextOfFirst[entry] = this.#headOfFirst[first] as number;
    this.nextOfSecond[entry] = this.#headOfSecond[second] as number;
    this.#headOfFirst[first] = entry + 1;
    this.#headOfSecond[second] = entry + 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    else this.#place(entry);
    return entry;
  }

  #makeRoom(entry: number, first: number, second: number): void {
    this.#headOfFirst = grownInt32(this.#headOfFirst, first + 1);
    this.#headOfSecond = grownInt32(this.#headOfSecond, second + 1);
    if (entry < this.firsts.length) return;
    this.firsts = grownInt32(this.firsts, entry + 1);
    this.seconds = grownInt32(this.seconds, entry + 1);
    this.values = grownInt32(this.values, entry + 1);
    this.nextOfFirst = grownInt32(this.nextOfFirst, entry + 1);
    this.nextOfSecond = grownInt32(this.nextOfSecond, entry + 1);
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let entry = 0; entry < this.#size; entry++) this.#place(entry);
  }

  #place(entry: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashPair(this.firsts[entry] as number, this.seconds[entry] as number) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = entry + 1;
  }
}

/** A number of 32 bits that mixes both. */
export function hashPair(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d);
  return mixed ^ (mixed >>> 13);
}
