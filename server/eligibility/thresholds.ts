import { boundaries, type Intervals } from './intervals.ts';

/** The predicates of one attribute by the values at which they change, so that a change of value meets only those between. */
export class Thresholds {
  readonly #at: number[] = [];
  readonly #predicates: number[][] = [];

  add(predicate: number, passes: Intervals): void {
    for (const boundary of boundaries(passes)) {
      const place = this.#firstFrom(boundary);
      if (this.#at[place] === boundary) this.#predicates[place]?.push(predicate);
      else {
        this.#at.splice(place, 0, boundary);
        this.#predicates.splice(place, 0, [predicate]);
      }
    }
  }

  /** Visits every predicate with a boundary between the two values; one with several is visited as often. */
  crossed(from: number, to: number, visit: (predicate: number) => void): void {
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    for (let place = this.#firstFrom(low + 1); place < this.#at.length; place++) {
      if ((this.#at[place] as number) > high) return;
      for (const predicate of this.#predicates[place] as number[]) visit(predicate);
    }
  }

  #firstFrom(value: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#at[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
