import { limits } from '../contract/limits.ts';
import type { Commit } from './store.ts';

/** Fails for a commit that no store takes. It is the caller's defect, so no `Refused`: whoever commits splits beforehand. */
export function checkBounds(commit: Commit): void {
  const { reads, writes, index, deadlines, events } = commit;
  const changes = writes.length + index.length + deadlines.length;
  if (changes > 0 && events.length === 0) throw new Error('A commit that changes something needs an event.');
  if (
    writes.length > limits.commitWritesMax ||
    reads.length > limits.commitReadsMax ||
    index.length > limits.commitIndexChangesMax
  ) {
    throw new Error(
      `A commit is too large: ${reads.length} reads, ${writes.length} writes, ${index.length} index changes.`,
    );
  }
  let addressed = 0;
  for (const event of events) if (event.seq !== undefined) addressed++;
  if (addressed > limits.commitInboxEntriesMax) throw new Error(`A commit has ${addressed} inbox entries.`);
  for (const [key] of writes) checkKey(key);
  for (const change of index) checkKey(change.index, change.sort);
  for (const { id, at } of deadlines) {
    checkKey(id);
    if (at !== null && !(Number.isSafeInteger(at) && at >= 0))
      throw new Error(`The deadline ${id} is at ${at}.`);
  }
}

function checkKey(key: string, rest = ''): void {
  if (key.length + rest.length > 0 && fitsKey(key, rest)) return;
  throw new Error(`A key has ${key.length + rest.length} characters: ${key.slice(0, 80)}`);
}

/** Whether a key is short enough to be kept. */
export function fitsKey(key: string, rest = ''): boolean {
  // A UTF-16 unit takes at most three bytes of UTF-8.
  if ((key.length + rest.length) * 3 <= limits.keyBytesMax) return true;
  return Buffer.byteLength(key) + Buffer.byteLength(rest) <= limits.keyBytesMax;
}
