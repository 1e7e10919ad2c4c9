import type { InboxEntry, Versioned } from '../store.ts';

/** Text as a glob that matches nothing else. */
export const globOf = (text: string): string => text.replace(/[*?[\]\\^-]/g, '\\$&');

/** `version:text` */
export function recordOf(kept: string | null): Versioned | undefined {
  if (kept === null) return undefined;
  const colon = kept.indexOf(':');
  return { value: JSON.parse(kept.slice(colon + 1)), version: Number(kept.slice(0, colon)) };
}

/** `seq:position:time:text` */
export function inboxEntryOf(kept: string): InboxEntry {
  const positionAt = kept.indexOf(':') + 1;
  const timeAt = kept.indexOf(':', positionAt) + 1;
  const textAt = kept.indexOf(':', timeAt) + 1;
  return { position: Number(kept.slice(positionAt, timeAt - 1)), event: JSON.parse(kept.slice(textAt)) };
}
