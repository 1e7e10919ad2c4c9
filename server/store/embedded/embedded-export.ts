import { setImmediate as nextTurn } from 'node:timers/promises';
import { limits } from '../../contract/limits.ts';
import type { InboxEntry, NamespaceExport, Versioned } from '../store.ts';
import type { Entry, Frozen } from './environment.ts';
import { feedBounds } from './kept-feed.ts';
import type { KeptEntry } from './kept-inbox.ts';
import type { NamespacePrefixes } from './keys.ts';

/** A namespace as `frozen` has it. */
export function embeddedExport(frozen: Frozen, prefixes: NamespacePrefixes): NamespaceExport {
  const { record, recordEnd, inbox, inboxEnd } = prefixes;
  return {
    position: feedBounds(frozen, prefixes).end,
    async *records() {
      for await (const { key, value } of entries(frozen, record, recordEnd)) {
        yield [key.slice(record.length), recordOf(value)] as const;
      }
    },
    async *inboxes() {
      for await (const { value } of entries(frozen, inbox, inboxEnd)) yield inboxEntryOf(value);
    },
    async close() {
      frozen.release();
    },
  };
}

export function recordOf(kept: unknown): Versioned {
  const [version, value] = kept as [number, unknown];
  return { value, version };
}

function inboxEntryOf(kept: unknown): InboxEntry {
  const [position, event] = kept as KeptEntry;
  return { position, event };
}

/** Entries from `start` to `end`, in steps between which others have their turn. */
async function* entries(frozen: Frozen, start: string, end: string): AsyncIterable<Entry> {
  let after: string | undefined;
  for (;;) {
    const from = { start: after ?? start, exclusiveStart: after !== undefined };
    const page = [...frozen.range({ ...from, end, limit: limits.scanStepRecords })];
    yield* page;
    if (page.length < limits.scanStepRecords) return;
    after = page.at(-1)?.key;
    await nextTurn();
  }
}
