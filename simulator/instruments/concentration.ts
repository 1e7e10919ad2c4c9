/** How unevenly a quantity spreads over people. All take any order of values. */

/** Share of the whole that belongs to the top `share` of people. */
export function topShare(values: ArrayLike<number>, share: number): number {
  const sorted = descending(values);
  const top = Math.max(1, Math.round(sorted.length * share));
  const sum = (from: Float64Array) => from.reduce((total, value) => total + value, 0);
  return sum(sorted.subarray(0, top)) / sum(sorted);
}

/** Gini coefficient: 0 where all have the same. */
export function gini(values: ArrayLike<number>): number {
  const sorted = descending(values);
  const n = sorted.length;
  let weighted = 0;
  let sum = 0;
  sorted.forEach((value, rank) => {
    weighted += (n - rank) * value;
    sum += value;
  });
  return (2 * weighted) / (n * sum) - (n + 1) / n;
}

function descending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort().reverse();
}

/** Middle value; NaN of nothing. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[half] as number;
  return ((sorted[half - 1] ?? Number.NaN) + (sorted[half] ?? Number.NaN)) / 2;
}

export function mean(values: ArrayLike<number>): number {
  return Float64Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation, of the sample itself. */
export function deviation(values: ArrayLike<number>): number {
  const middle = mean(values);
  return Math.sqrt(mean(Float64Array.from(values, (value) => (value - middle) ** 2)));
}

/** Shares of values below each bound and above the one before; one more than there are bounds. */
export function histogram(values: ArrayLike<number>, bounds: readonly number[]): number[] {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const value of Float64Array.from(values)) {
    const cell = bounds.findIndex((bound) => value < bound);
    const at = cell === -1 ? bounds.length : cell;
    counts[at] = (counts[at] as number) + 1;
  }
  return counts.map((count) => count / values.length);
}
