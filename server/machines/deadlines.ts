import type { Kind, Records } from '../contract/records.ts';

/** The deadlines that a record has in its present state: delay name → instant, epoch ms. */
export function deadlinesOf<K extends Kind>(_kind: K, _record: Records[K]): Readonly<Record<string, number>> {
  return {};
}
