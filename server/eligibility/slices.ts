import type { Bits } from './bitset.ts';

/** So many words of a set are worked on at a time, that they stay in the nearest cache. */
const blockWords = 2048;

/**
 * A column of unsigned 32-bit values cut across: for each bit of the values, the set of workers whose value has
 * it. Who lies between two bounds is then a few operations on words of 32 workers, with no look at any one.
 * Bits that no value has take no room.
 */
export class Slices {
  readonly #slices: (Bits | undefined)[] = [];
  #words: number;

  constructor(words: number) {
    this.#words = words;
  }

  grow(words: number): void {
    this.#words = words;
    for (const [bit, slice] of this.#slices.entries()) {
      if (!slice) continue;
      const grown = new Int32Array(words);
      grown.set(slice);
      this.#slices[bit] = grown;
    }
  }

  change(worker: number, from: number, to: number): void {
    const word = worker >>> 5;
    const mark = 1 << (worker & 31);
    for (let changed = from ^ to; changed !== 0; changed &= changed - 1) {
      const slice = this.#slice(31 - Math.clz32(changed & -changed));
      slice[word] = (slice[word] as number) ^ mark;
    }
  }

  #slice(bit: number): Bits {
    const known = this.#slices[bit];
    if (known) return known;
    const slice = new Int32Array(this.#words);
    this.#slices[bit] = slice;
    return slice;
  }

  /** Adds to `bits` everybody whose value lies from `low` to `high`, both without sign. */
  addBetween(bits: Bits, low: number, high: number): void {
    const fromLow = new Int32Array(Math.min(blockWords, bits.length));
    const aboveHigh = new Int32Array(fromLow.length);
    for (let start = 0; start < bits.length; start += blockWords) {
      const end = Math.min(start + blockWords, bits.length);
      this.#atLeast(fromLow, low, start, end);
      if (high === 0xffff_ffff) aboveHigh.fill(0);
      else this.#atLeast(aboveHigh, high + 1, start, end);
      for (let word = start; word < end; word++) {
        const inside = (fromLow[word - start] as number) & ~(aboveHigh[word - start] as number);
        bits[word] = (bits[word] as number) | inside;
      }
    }
  }

  /** Whose value is at least the bound, bit by bit from the lowest: a bit that the bound has must be there, one that it lacks suffices. */
  #atLeast(found: Bits, bound: number, start: number, end: number): void {
    found.fill(-1);
    if (bound === 0) return;
    for (let bit = 31 - Math.clz32(bound & -bound); bit < 32; bit++) {
      const slice = this.#slices[bit];
      const isWanted = ((bound >>> bit) & 1) === 1;
      if (slice && isWanted) keep(found, slice, start, end);
      else if (slice) add(found, slice, start, end);
      else if (isWanted) found.fill(0);
    }
  }
}

function keep(found: Bits, slice: Bits, start: number, end: number): void {
  for (let word = start; word < end; word++)
    found[word - start] = (found[word - start] as number) & (slice[word] as number);
}

function add(found: Bits, slice: Bits, start: number, end: number): void {
  for (let word = start; word < end; word++)
    found[word - start] = (found[word - start] as number) | (slice[word] as number);
}
