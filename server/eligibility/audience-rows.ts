import { type Bits, putBit } from './bitset.ts';
import { grownInt32 } from './columns.ts';

/** A dense numbering of the posted audiences, so that sets of them are short, and which of them are live. */
export class AudienceRows {
  /** By row. */
  readonly audiences: number[] = [];
  live: Bits = new Int32Array(64);
  /** Rows of audiences with more than one group; and how many groups each has. */
  shared: Bits = new Int32Array(64);
  groupCounts: Int32Array = new Int32Array(64);
  #rows: Int32Array = new Int32Array(64);

  get size(): number {
    return this.audiences.length;
  }

  rowOf(audience: number): number {
    return this.#rows[audience] as number;
  }

  add(audience: number): void {
    const row = this.audiences.push(audience) - 1;
    this.#rows = grownInt32(this.#rows, audience + 1);
    this.#rows[audience] = row;
    this.live = grownInt32(this.live, (row >>> 5) + 1);
    this.shared = grownInt32(this.shared, (row >>> 5) + 1);
    this.groupCounts = grownInt32(this.groupCounts, row + 1);
  }

  /** The audience has so many groups now. */
  setGroups(audience: number, groups: number): void {
    const row = this.rowOf(audience);
    putBit(this.live, row, groups > 0);
    putBit(this.shared, row, groups > 1);
    this.groupCounts[row] = groups;
  }

  clear(): void {
    this.audiences.length = 0;
    this.live.fill(0);
    this.shared.fill(0);
  }
}
