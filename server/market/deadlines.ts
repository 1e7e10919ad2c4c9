import type { Kind, Records } from '../contract/records.ts';
import { deadlinesOf } from '../machines/deadlines.ts';
import type { DeadlineChange } from '../store/store.ts';
import { splitKey } from './indexes.ts';

/** The deadlines to set and to take away when `key` changes: each is a function of the record, so none outlives its state. */
export function deadlineChanges(key: string, before: unknown, after: unknown): DeadlineChange[] {
  const { kind } = splitKey(key);
  const old = before === undefined ? {} : deadlinesOf(kind, before as Records[Kind]);
  const next = after === undefined ? {} : deadlinesOf(kind, after as Records[Kind]);
  const changes: DeadlineChange[] = [];
  for (const name of Object.keys(old))
    if (next[name] === undefined) changes.push({ id: `${key}/${name}`, at: null });
  for (const [name, at] of Object.entries(next))
    if (old[name] !== at) changes.push({ id: `${key}/${name}`, at });
  return changes;
}
