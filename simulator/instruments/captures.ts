/**
 * What is known of a population from who was caught on which occasion: the estimators that the tracker's keepers used,
 * so that a simulated population is measured as the real one was. Occasions are counted from 0.
 */

/** Who was caught, worker by worker: the occasions in rising order. */
export type Captures = ReadonlyMap<number, readonly number[]>;

/** The captures of some occasions alone, counted from 0 again. */
export function within(captures: Captures, from: number, to: number): Captures {
  const some = new Map<number, number[]>();
  for (const [worker, occasions] of captures) {
    const kept = occasions.filter((occasion) => occasion >= from && occasion < to);
    if (kept.length > 0)
      some.set(
        worker,
        kept.map((occasion) => occasion - from),
      );
  }
  return some;
}

/** Workers caught exactly `times` times. */
export function caughtTimes(captures: Captures, times: number): number {
  let count = 0;
  for (const occasions of captures.values()) if (occasions.length === times) count++;
  return count;
}

/** Chao's lower bound of how many there are: those seen, and at least f1² / 2 f2 unseen. */
export function chaoBound(captures: Captures): number {
  const [once, twice] = [caughtTimes(captures, 1), caughtTimes(captures, 2)];
  return captures.size + (once * once) / (2 * twice);
}

/** Caught on each occasion, and on each pair of occasions `gap` apart: `both[gap][first]`. */
interface PairCounts {
  readonly caught: Float64Array;
  readonly both: readonly Float64Array[];
}

function pairCounts(captures: Captures, occasions: number): PairCounts {
  const caught = new Float64Array(occasions);
  const both = Array.from({ length: occasions }, () => new Float64Array(occasions));
  for (const seen of within(captures, 0, occasions).values()) {
    seen.forEach((occasion, place) => {
      caught[occasion] = (caught[occasion] as number) + 1;
      for (const later of seen.slice(place + 1)) {
        const counts = both[later - occasion] as Float64Array;
        counts[occasion] = (counts[occasion] as number) + 1;
      }
    });
  }
  return { caught, both };
}

/** Lincoln and Petersen's estimate na nb / mab from each occasion and the next; those with nobody in common left out. */
export function lincolnPetersen(captures: Captures, occasions: number): number[] {
  const { caught, both } = pairCounts(captures, occasions);
  const estimates: number[] = [];
  for (let first = 0; first + 1 < occasions; first++) {
    const common = both[1]?.[first] as number;
    if (common > 0) estimates.push(((caught[first] as number) * (caught[first + 1] as number)) / common);
  }
  return estimates;
}

/**
 * Half-life of an open population in occasions: ln(na nb / mab) over all pairs rises with the gap at the rate of loss
 * (ordinary least squares).
 */
export function halfLife(captures: Captures, occasions: number): number {
  const { caught, both } = pairCounts(captures, occasions);
  const gaps: number[] = [];
  const logs: number[] = [];
  for (let gap = 1; gap < occasions; gap++) {
    for (let first = 0; first + gap < occasions; first++) {
      const common = both[gap]?.[first] as number;
      if (common === 0) continue;
      gaps.push(gap);
      logs.push(Math.log(((caught[first] as number) * (caught[first + gap] as number)) / common));
    }
  }
  return Math.LN2 / slope(gaps, logs);
}

/** Slope of the least-squares line through points. */
export function slope(xs: readonly number[], ys: readonly number[]): number {
  const n = xs.length;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  let cross = 0;
  let square = 0;
  xs.forEach((x, at) => {
    cross += (x - meanX) * ((ys[at] as number) - meanY);
    square += (x - meanX) ** 2;
  });
  return cross / square;
}
