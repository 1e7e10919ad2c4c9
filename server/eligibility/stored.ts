import { contains, type Intervals, int32Max, int32Min, intersection, missing, pairsOf } from './intervals.ts';
import { attributes, firstOwn, mastersHeld, type Predicate } from './predicate.ts';

/**
 * Values as columns and slices store them, unsigned: system values as they are (none is negative), flags as 0
 * and 1, values of own types with their sign bit flipped, so that 0 is `missing`. The least integer of own types
 * is stored like a missing one (see `Qualifications`).
 */
export function storedValue(attribute: number, value: number): number {
  if (attribute >= firstOwn) return value === missing ? 0 : value ^ int32Min;
  if (attribute === attributes.masters) return value === missing ? 0 : 1;
  return value;
}

/** The stored values that pass, in disjoint intervals. */
export function storedPairs({ attribute, passes }: Predicate): [low: number, high: number][] {
  if (attribute >= firstOwn) return ownPairs(passes);
  if (attribute !== attributes.masters) return pairsOf(intersection(passes, [0, int32Max]));
  const states = [contains(passes, missing), contains(passes, mastersHeld)];
  return states.flatMap((isPassing, state): [number, number][] => (isPassing ? [[state, state]] : []));
}

function ownPairs(passes: Intervals): [number, number][] {
  return pairsOf(passes)
    .map(
      ([low, high]) =>
        [low === missing ? missing : Math.max(low, int32Min + 1), Math.min(high, int32Max)] as const,
    )
    .filter(([low, high]) => low <= high)
    .map(([low, high]) => (low === missing ? [0, 0] : [low - int32Min, high - int32Min]));
}
