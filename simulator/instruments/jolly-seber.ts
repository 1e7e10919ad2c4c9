import type { Captures } from './captures.ts';

/** What the Jolly-Seber model of an open population says. */
export interface JollySeber {
  /** Mean size over the occasions where it can be estimated. */
  readonly size: number;
  /** Share that stays from one occasion to the next, geometric mean. */
  readonly survival: number;
}

/**
 * Jolly and Seber's estimates, with the usual corrections for small samples: of those marked before an occasion and seen after
 * it, how many were missed on it tells how many marked ones there were.
 */
export function jollySeber(captures: Captures, occasions: number): JollySeber {
  const { caught, recaught, seenLater, missed } = counts(captures, occasions);
  const marked = caught.map(
    (n, at) =>
      (recaught[at] as number) + ((n + 1) * (missed[at] as number)) / ((seenLater[at] as number) + 1),
  );
  const sizes: number[] = [];
  const logs: number[] = [];
  for (let at = 1; at < occasions - 1; at++) {
    const n = caught[at] as number;
    if ((seenLater[at] as number) > 0)
      sizes.push(((n + 1) * (marked[at] as number)) / ((recaught[at] as number) + 1));
    const stayed = (marked[at + 1] as number) / ((marked[at] as number) - (recaught[at] as number) + n);
    if (at < occasions - 2 && stayed > 0) logs.push(Math.log(stayed));
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { size: mean(sizes), survival: Math.exp(mean(logs)) };
}

interface Counts {
  /** Caught on the occasion; of them caught before; of them caught later. */
  readonly caught: Float64Array;
  readonly recaught: Float64Array;
  readonly seenLater: Float64Array;
  /** Caught before and after, but not on the occasion. */
  readonly missed: Float64Array;
}

function counts(captures: Captures, occasions: number): Counts {
  const [caught, recaught, seenLater, missed] = [0, 1, 2, 3].map(() => new Float64Array(occasions)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const add = (to: Float64Array, at: number) => {
    to[at] = (to[at] as number) + 1;
  };
  for (const seen of captures.values()) {
    const [first, last] = [seen[0] as number, seen[seen.length - 1] as number];
    const on = new Set(seen);
    for (let at = first; at <= last; at++) {
      if (!on.has(at)) add(missed, at);
      else add(caught, at);
      if (on.has(at) && at > first) add(recaught, at);
      if (on.has(at) && at < last) add(seenLater, at);
    }
  }
  return { caught, recaught, seenLater, missed };
}
