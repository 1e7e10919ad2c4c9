import { type Bits, putBit, wordsFor } from './bitset.ts';
import { contains, int32Min, missing } from './intervals.ts';
import { firstOwn, type Predicate, predicateKey } from './predicate.ts';
import { storedPairs } from './stored.ts';
import type { Workers } from './workers.ts';

/** Room for sets that are kept in case the same is asked again: 24 MiB, which are 192 sets over a million workers. */
const keptBytesMax = 24 * 2 ** 20;

interface KeptSet {
  readonly predicate: Predicate;
  readonly bits: Bits;
}

/** Who meets a predicate, as sets of worker numbers; those asked for last are kept, and kept current. */
export class WorkerSets {
  readonly #workers: Workers;
  /** Least recently used first. */
  readonly #kept = new Map<string, KeptSet>();
  #room = 0;

  constructor(workers: Workers) {
    this.#workers = workers;
  }

  /** Numbers without an existing worker may be in it too. The set belongs to this class; it is good until the next fact. */
  of(predicate: Predicate): Bits {
    if (this.#room !== this.#workers.room) this.#forgetAll();
    const key = predicateKey(predicate);
    const known = this.#kept.get(key);
    const set = known ?? { predicate, bits: this.#build(predicate) };
    if (known) this.#kept.delete(key);
    else this.#makeRoom(set.bits.byteLength);
    this.#kept.set(key, set);
    return set.bits;
  }

  /** A worker's value changes; to be told of every change. */
  changed(worker: number, attribute: number, from: number, to: number): void {
    if (this.#kept.size === 0) return;
    if (this.#room !== this.#workers.room) this.#forgetAll();
    for (const { predicate, bits } of this.#kept.values()) {
      if (predicate.attribute !== attribute) continue;
      const isIn = contains(predicate.passes, to);
      if (contains(predicate.passes, from) !== isIn) putBit(bits, worker, isIn);
    }
  }

  /** Sets of fewer workers than there is room for now can't grow with it. */
  #forgetAll(): void {
    this.#kept.clear();
    this.#room = this.#workers.room;
  }

  #makeRoom(bytes: number): void {
    const most = Math.max(1, Math.floor(keptBytesMax / bytes));
    for (const key of this.#kept.keys()) {
      if (this.#kept.size < most) return;
      this.#kept.delete(key);
    }
  }

  #build(predicate: Predicate): Bits {
    const bits: Bits = new Int32Array(wordsFor(this.#room));
    const slices = this.#workers.slicesOf(predicate.attribute);
    if (slices) for (const [low, high] of storedPairs(predicate)) slices.addBetween(bits, low, high);
    else this.#addPairs(bits, predicate);
    this.#mendFloors(bits, predicate);
    return bits;
  }

  /** For a type that few have: all are alike but those. */
  #addPairs(bits: Bits, { attribute, passes }: Predicate): void {
    const { sparse } = this.#workers.qualifications;
    if (contains(passes, missing)) bits.fill(-1);
    for (
      let entry = sparse.startOfFirst(attribute - firstOwn);
      entry >= 0;
      entry = sparse.afterOfFirst(entry)
    ) {
      const stored = sparse.values[entry] as number;
      const value = stored === 0 ? missing : stored ^ int32Min;
      putBit(bits, sparse.seconds[entry] as number, contains(passes, value));
    }
  }

  #mendFloors(bits: Bits, { attribute, passes }: Predicate): void {
    if (attribute < firstOwn) return;
    for (const worker of this.#workers.qualifications.floorsOf(attribute - firstOwn)) {
      putBit(bits, worker, contains(passes, int32Min));
    }
  }
}
