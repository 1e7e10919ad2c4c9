import { type Bits, hasBit, putBit } from './bitset.ts';
import { grownInt32 } from './columns.ts';

/** The workers who are watched, each counted. */
export class Watches {
  /** In no particular order. */
  readonly workers: number[] = [];
  readonly #counts = new Map<number, { count: number; place: number }>();
  #bits: Bits = new Int32Array(64);

  /** How often a worker is watched. */
  countOf(worker: number): number {
    return this.#counts.get(worker)?.count ?? 0;
  }

  has(worker: number): boolean {
    return worker >>> 5 < this.#bits.length && hasBit(this.#bits, worker);
  }

  /** True: the worker was not watched before. */
  add(worker: number): boolean {
    const known = this.#counts.get(worker);
    if (known) {
      known.count++;
      return false;
    }
    this.#counts.set(worker, { count: 1, place: this.workers.push(worker) - 1 });
    this.#bits = grownInt32(this.#bits, (worker >>> 5) + 1);
    putBit(this.#bits, worker, true);
    return true;
  }

  /**
   * True: the worker is no longer watched. Of one who was not, nothing happens, as after a reset, when connections
   * outlive what they watched.
   */
  remove(worker: number): boolean {
    const known = this.#counts.get(worker);
    if (!known || --known.count > 0) return false;
    this.#counts.delete(worker);
    putBit(this.#bits, worker, false);
    const last = this.workers.pop() as number;
    if (last !== worker) {
      this.workers[known.place] = last;
      (this.#counts.get(last) as { place: number }).place = known.place;
    }
    return true;
  }
}
