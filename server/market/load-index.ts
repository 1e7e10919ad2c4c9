import type { EligibilityIndex } from '../eligibility/eligibility-index.ts';
import type { Fact } from '../eligibility/facts.ts';
import type { Namespace } from '../store/store.ts';
import { splitKey } from './indexes.ts';
import { factOf } from './record-facts.ts';

/** Kinds in the order that lets the index take each in without waiting for another. */
const loadOrder = [
  'worker',
  'qualificationType',
  'hitType',
  'hit',
  'qualification',
  'participation',
  'block',
] as const;

/**
 * Fills a new index from the records. What is committed meanwhile may or may not be seen; following the feed
 * from `end` completes it, since every fact carries its version. `at` is the instant of the last commit, 0 if none.
 */
export async function loadIndex(
  namespace: Namespace,
  index: EligibilityIndex,
): Promise<{ end: number; at: number }> {
  const { end } = await namespace.feed(Number.MAX_SAFE_INTEGER, 1);
  const last = end > 0 ? (await namespace.feed(end - 1, 1)).commits[0] : undefined;
  for (const kind of loadOrder) {
    for await (const [key, record] of namespace.scan(`${kind}/`)) {
      const fact = factOf(kind, splitKey(key).id, undefined, record.value);
      if (fact) index.apply([{ ...fact, version: record.version } as Fact]);
    }
  }
  return { end, at: last?.at ?? 0 };
}
