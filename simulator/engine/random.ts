import { normalQuantile } from './normal-quantile.ts';

/**
 * The simulator's only source of chance: sfc32, seeded and splittable.
 *
 * Numbers come from 32-bit integer steps and from `Math` functions of the engine, so the same seed gives the same
 * numbers on one architecture and Node major.
 *
 * `fork` depends on the seed and the label alone, never on how much was drawn: worker 17 is the same person
 * whether 2,000 or a million workers are made, and a further draw in one place shifts nothing elsewhere.
 */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;
  private keyLow = 0;
  private keyHigh = 0;

  /** @param seed any finite number; its integer part and fraction both count. */
  constructor(seed: number) {
    if (!Number.isFinite(seed)) throw new RangeError(`a seed must be a finite number, not ${seed}`);
    seedWords[0] = seed;
    this.seat(mix32(seedBits[0] ?? 0, 0x9e3779b9), mix32(seedBits[1] ?? 0, 0x85ebca6b));
  }

  /** A source of its own for one purpose: `fork('tenure')`, `fork(workerNumber)`. */
  fork(label: string | number): Random {
    const child = new Random(0);
    child.become(this, label);
    return child;
  }

  /** Turns this source into `parent.fork(label)` without making an object; for loops over a million workers. */
  become(parent: Random, label: string | number): void {
    const low = typeof label === 'number' ? label | 0 : hashText(label, 0x811c9dc5);
    const high = typeof label === 'number' ? Math.floor(label / 4294967296) | 0 : hashText(label, 0x01000193);
    this.seat(
      mix32(parent.keyLow ^ low, parent.keyHigh),
      mix32(parent.keyHigh ^ high, parent.keyLow ^ low ^ 0x5bd1e995),
    );
  }

  /** A whole number in 0 .. 2^32 - 1. */
  uint32(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number strictly between 0 and 1, in steps of 2^-32: its logarithm is always finite. */
  uniform(): number {
    return (this.uint32() + 0.5) * 2.3283064365386963e-10;
  }

  /** A number between `low` and `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number in 0 .. bound - 1, each equally likely; `bound` in 1 .. 2^32. */
  int(bound: number): number {
    const fair = 4294967296 - (4294967296 % bound);
    let drawn = this.uint32();
    while (drawn >= fair) drawn = this.uint32();
    return drawn % bound;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Standard normal, by inversion: one draw gives one number, so streams stay aligned between runs. */
  normal(): number {
    return normalQuantile(this.uniform());
  }

  /** Lognormal with the given median; `sigma` is the standard deviation of the logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(this.uniform());
  }

  /** Puts `items` into a random order, in place. */
  shuffle<T>(items: T[]): T[] {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.int(last + 1);
      const kept = items[last] as T;
      items[last] = items[other] as T;
      items[other] = kept;
    }
    return items;
  }

  private seat(keyLow: number, keyHigh: number): void {
    this.keyLow = keyLow;
    this.keyHigh = keyHigh;
    this.a = keyLow;
    this.b = keyHigh;
    this.c = mix32(keyLow, 0x2545f491) ^ keyHigh;
    this.d = 1;
    // The reference implementation discards twelve outputs so that close seeds part company.
    for (let round = 0; round < 12; round++) this.uint32();
  }
}

const seedWords = new Float64Array(1);
const seedBits = new Int32Array(seedWords.buffer);

/** Two words to one, every bit of the result depending on every bit given (the finaliser of MurmurHash3, twice). */
function mix32(word: number, salt: number): number {
  let mixed = (word ^ Math.imul(salt, 0x9e3779b1)) | 0;
  for (let round = 0; round < 2; round++) {
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed = (mixed ^ (mixed >>> 16)) + salt;
  }
  return mixed | 0;
}

function hashText(text: string, start: number): number {
  let hash = start | 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}
