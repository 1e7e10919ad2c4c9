import type { Kind, Records } from '../contract/records.ts';
import { deadlinesOf } from '../machines/deadlines.ts';
import type { DeadlineChange } from '../store/store.ts';

/** The deadlines to set and to take away when a record changes: each is a function of the record, so none outlives its state. */
export function deadlineChanges(kind: Kind, id: string, before: unknown, after: unknown): DeadlineChange[] {
  const old = before === undefined ? none : deadlinesOf(kind, before as Records[Kind]);
  const next = after === undefined ? none : deadlinesOf(kind, after as Records[Kind]);
  const changes: DeadlineChange[] = [];
  for (const name in old)
    if (next[name] === undefined) changes.push({ id: `${kind}/${id}/${name}`, at: null });
  for (const name in next) {
    const at = next[name] as number;
    if (old[name] !== at) changes.push({ id: `${kind}/${id}/${name}`, at });
  }
  return changes;
}

const none: Readonly<Record<string, number>> = {};
