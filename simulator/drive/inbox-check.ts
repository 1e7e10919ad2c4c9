import type { Snapshot } from '../../server/contract/schemas/sockets.ts';

/** One push as the check looks at it. */
export interface SeenPush {
  readonly feed: number;
  /** Of addressed pushes. */
  readonly seq?: number;
}

/** How a push was missed; `count` is how many pushes that were. */
export type Fault = { readonly kind: 'lost' | 'doubled' | 'disordered'; readonly count: number };
const disordered: Fault = { kind: 'disordered', count: 1 };
const lost = (count: number): Fault => ({ kind: 'lost', count });

/**
 * Holds one worker's pushes against promise 6: numbers without gap, double or change of order, over all its
 * connections; positions that never go back; addressed pushes before visibility at one position.
 */
export class InboxCheck {
  readonly #found: (what: string, fault: Fault) => void;
  #epoch: string | undefined;
  /** The last number seen; undefined before the first snapshot. */
  #last: number | undefined;
  #resumedFrom: number | undefined;
  #live = false;
  #feed = 0;
  #visibilityAt = -1;

  constructor(found: (what: string, fault: Fault) => void) {
    this.#found = found;
  }

  connected(): void {
    this.#resumedFrom = this.#last;
    this.#live = false;
    this.#feed = 0;
    this.#visibilityAt = -1;
  }

  snapshot({ seq, epoch, feed, reset }: Pick<Snapshot, 'seq' | 'epoch' | 'feed' | 'reset'>): void {
    if (this.#live && !reset) this.#found('a second snapshot on one connection', disordered);
    const resumed = this.#resumedFrom !== undefined && epoch === this.#epoch;
    if (resumed && reset)
      this.#found(`a replay from ${this.#resumedFrom} was refused, the epoch being the same`, disordered);
    if (resumed && !reset && seq !== this.#last)
      this.#found(`the snapshot is at ${seq} after ${this.#last}`, lost(seq - this.last));
    if (feed < this.#feed) this.#found(`the snapshot is at position ${feed} after ${this.#feed}`, disordered);
    this.#epoch = epoch;
    this.#last = seq;
    this.#live = true;
    this.#feed = feed;
  }

  push(name: string, { feed, seq }: SeenPush): void {
    if (feed < this.#feed) this.#found(`${name} is at position ${feed} after ${this.#feed}`, disordered);
    if (seq === undefined) this.#visibilityAt = feed;
    else this.#addressed(name, feed, seq);
    this.#feed = Math.max(this.#feed, feed);
  }

  #addressed(name: string, feed: number, seq: number): void {
    if (this.#visibilityAt === feed)
      this.#found(`${name} comes after visibility at position ${feed}`, disordered);
    const last = this.#last;
    if (last !== undefined && seq <= last)
      this.#found(`${name} has number ${seq} after ${last}`, { kind: 'doubled', count: 1 });
    else if (last !== undefined && seq > last + 1)
      this.#found(`${name} has number ${seq}: ${last + 1} is missing`, lost(seq - last - 1));
    this.#last = seq;
  }

  /** The last number seen, 0 before any. */
  get last(): number {
    return this.#last ?? 0;
  }
}
