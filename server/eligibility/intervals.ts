/**
 * Sets of values as sorted, disjoint, closed intervals, flat: [low, high, low, high, …]. A value is a 32-bit
 * integer, or `missing` for a worker who has none, which is simply one more value below all others: so what
 * a missing Qualification means for a comparator is said once, in the set.
 */
export type Intervals = readonly number[];

export const int32Min = -2_147_483_648;
export const int32Max = 2_147_483_647;
export const missing = int32Min - 1;

export const nothing: Intervals = [];
export const anyHeld: Intervals = [int32Min, int32Max];
export const onlyMissing: Intervals = [missing, missing];

/** Held values from low to high, whatever of them 32 bits can hold. */
export function between(low: number, high: number): Intervals {
  const first = Math.max(low, int32Min);
  const last = Math.min(high, int32Max);
  return first > last ? nothing : [first, last];
}

/** All values that stand in one of the parts. */
export function union(parts: readonly Intervals[]): Intervals {
  const pairs = parts.flatMap(pairsOf).sort(([a], [b]) => a - b);
  const merged: number[] = [];
  for (const [low, high] of pairs) {
    const end = merged.at(-1);
    if (end === undefined || low > end + 1) merged.push(low, high);
    else merged[merged.length - 1] = Math.max(end, high);
  }
  return merged;
}

/** The held values that do not stand in it: a missing one is never in it (Q113). */
export function otherHeld(set: Intervals): Intervals {
  const gaps: number[] = [];
  let low = int32Min;
  for (const [first, last] of pairsOf(set)) {
    if (first > low) gaps.push(low, first - 1);
    low = Math.max(low, last + 1);
  }
  if (low <= int32Max) gaps.push(low, int32Max);
  return gaps;
}

export function intersection(one: Intervals, two: Intervals): Intervals {
  const common: number[] = [];
  for (const [low, high] of pairsOf(one)) {
    for (const [first, last] of pairsOf(two)) {
      if (Math.max(low, first) <= Math.min(high, last))
        common.push(Math.max(low, first), Math.min(high, last));
    }
  }
  return common;
}

export function contains(set: Intervals, value: number): boolean {
  for (let at = 0; at < set.length; at += 2) {
    if (value < (set[at] as number)) return false;
    if (value <= (set[at + 1] as number)) return true;
  }
  return false;
}

/** Every value at which membership changes, coming from below. */
export function boundaries(set: Intervals): number[] {
  return pairsOf(set).flatMap(([low, high]) => [low, high + 1]);
}

export function pairsOf(set: Intervals): [low: number, high: number][] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < set.length; at += 2) pairs.push([set[at] as number, set[at + 1] as number]);
  return pairs;
}
