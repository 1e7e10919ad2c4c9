import type { FeedEvent } from '../../contract/events.ts';
import { limits } from '../../contract/limits.ts';
import type { InboxEntry, InboxPage } from '../store.ts';
import type { Readable } from './environment.ts';
import type { FlushGroup } from './flush-queue.ts';
import { type NamespacePrefixes, paddedNumber, unpaddedNumber } from './keys.ts';

export type KeptEntry = readonly [position: number, event: FeedEvent];

/** Ages are looked at with every so many entries: one more for a while harms nobody. */
const entriesPerLook = 16;
/** Old entries removed by one look; more than came since the last one. */
const removedPerLook = 64;

const inboxPrefix = (prefixes: NamespacePrefixes, worker: string): string => `${prefixes.inbox}${worker}\0`;

/** Adds an addressed event to its worker's inbox, and takes off what is beyond the inbox's bounds. */
export function addToInbox(
  environment: Readable,
  prefixes: NamespacePrefixes,
  { position, event }: InboxEntry,
  now: number,
  group: FlushGroup,
): void {
  const inbox = inboxPrefix(prefixes, event.worker as string);
  const seq = event.seq as number;
  group.add(inbox + paddedNumber(seq), [position, event] satisfies KeptEntry);
  if (seq > limits.inboxEntriesMax) group.remove(inbox + paddedNumber(seq - limits.inboxEntriesMax));
  if (seq % entriesPerLook !== 0) return;
  const oldest = { start: inbox, end: inbox + paddedNumber(seq), limit: removedPerLook };
  for (const { key, value } of environment.range(oldest)) {
    if ((value as KeptEntry)[1].at < now - limits.inboxAgeMaxMs) group.remove(key);
  }
}

export function readInbox(
  environment: Readable,
  prefixes: NamespacePrefixes,
  worker: string,
  after: number,
  limit: number,
): InboxPage {
  const inbox = inboxPrefix(prefixes, worker);
  const end = `${inbox}:`;
  let first = 1;
  for (const key of environment.keys({ start: inbox, end, limit: 1 }))
    first = unpaddedNumber(key.slice(inbox.length));
  const entries: InboxEntry[] = [];
  for (const { value } of environment.range({ start: inbox + paddedNumber(after + 1), end, limit })) {
    const [position, event] = value as KeptEntry;
    entries.push({ position, event });
  }
  return { entries, first };
}
