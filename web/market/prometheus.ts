/** Cumulative counts by upper bound, in ascending order, the last bound being infinite. */
export type Histogram = readonly { readonly upTo: number; readonly count: number }[];

/** A histogram of a Prometheus text, summed over its labels. */
export function histogramOf(text: string, name: string): Histogram {
  const counts = new Map<number, number>();
  for (const line of text.split('\n')) {
    if (!line.startsWith(`${name}_bucket{`)) continue;
    const bound = /\ble="([^"]+)"/.exec(line)?.[1] ?? '';
    const upTo = bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound);
    const value = Number(line.slice(line.lastIndexOf(' ') + 1));
    counts.set(upTo, (counts.get(upTo) ?? 0) + value);
  }
  return [...counts].map(([upTo, count]) => ({ upTo, count })).sort((a, b) => a.upTo - b.upTo);
}

/** What came in since an earlier reading; all of it where the server has begun anew. */
export function since(now: Histogram | undefined, before: Histogram | undefined): Histogram | undefined {
  if (now === undefined || before === undefined) return now;
  const isFresh = (now.at(-1)?.count ?? 0) < (before.at(-1)?.count ?? 0);
  if (isFresh) return now;
  const earlier = new Map(before.map(({ upTo, count }) => [upTo, count]));
  return now.map(({ upTo, count }) => ({ upTo, count: count - (earlier.get(upTo) ?? 0) }));
}

/** The value below which `share` of all lie, evenly spread inside a bucket; the last finite bound for what is above it. */
export function quantile(histogram: Histogram, share: number): number {
  const wanted = (histogram.at(-1)?.count ?? 0) * share;
  let lower = 0;
  let below = 0;
  for (const { upTo, count } of histogram) {
    if (count >= wanted) {
      if (upTo === Number.POSITIVE_INFINITY || count === below) return lower;
      return lower + ((wanted - below) / (count - below)) * (upTo - lower);
    }
    lower = upTo;
    below = count;
  }
  return lower;
}
