import { Refused } from '../../contract/errors.ts';
import { limits } from '../../contract/limits.ts';
import type { InboxEntry, NamespaceExport, Versioned } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import type { NamespaceKeys } from './encode-commit.ts';
import { globOf, inboxEntryOf, recordOf } from './kept-values.ts';
import { scripts } from './scripts.ts';

/** How long an export outlives its last step. */
const lifetimeMs = 60_000;
/** Entries of an inbox read at once; all that one has. */
const inboxStep = limits.inboxEntriesMax;

/**
 * Redis keeps no old states, so commits themselves keep what a record was, as long as an export runs. What has
 * not changed since comes from the records, what has from there.
 */
export async function beginExport(
  connection: RedisConnection,
  keys: NamespaceKeys,
): Promise<NamespaceExport> {
  const begun = [String(lifetimeMs)];
  const position = (await connection.run(scripts.export, [keys.end, keys.before], begun)) as number;
  if (position < 0) throw new Refused('Conflict', 'Another export of this market is running.');
  const parts = { connection, keys, position };
  return {
    position,
    records: () => recordsAt(parts),
    inboxes: () => inboxesAt(parts),
    async close() {
      await connection.send(keys.before, ['UNLINK', keys.before]);
    },
  };
}

interface ExportParts {
  readonly connection: RedisConnection;
  readonly keys: NamespaceKeys;
  readonly position: number;
}

async function* recordsAt(parts: ExportParts): AsyncIterable<readonly [string, Versioned]> {
  const { connection, keys, position } = parts;
  const kinds = (await connection.send(keys.kinds, ['SMEMBERS', keys.kinds])) as string[];
  for (const kind of kinds) {
    for await (const [field, kept] of fieldsOf(parts, keys.hash(kind))) {
      const record = recordOf(kept);
      if (record && record.version <= position) yield [`${kind}${field}`, record];
    }
  }
  for await (const [key, kept] of fieldsOf(parts, keys.before)) {
    if (kept !== '') yield [key, recordOf(kept) as Versioned];
  }
}

/** Fields of a hash that are there throughout; each step says that the export goes on. */
async function* fieldsOf(
  { connection, keys }: ExportParts,
  hash: string,
): AsyncIterable<readonly [field: string, kept: string]> {
  let cursor = '0';
  do {
    const step = ['HSCAN', hash, cursor, 'COUNT', String(limits.scanStepRecords)];
    const [next, kept] = (await connection.send(hash, step)) as [string, string[]];
    for (let at = 0; at < kept.length; at += 2) yield [kept[at] as string, kept[at + 1] as string];
    await goOn(connection, keys);
    cursor = next;
  } while (cursor !== '0');
}

async function goOn(connection: RedisConnection, keys: NamespaceKeys): Promise<void> {
  const renewed = await connection.send(keys.before, ['PEXPIRE', keys.before, String(lifetimeMs)]);
  if (renewed !== 1) throw new Refused('Unavailable', 'The export took too long, or Redis lost it.');
}

async function* inboxesAt({ connection, keys, position }: ExportParts): AsyncIterable<InboxEntry> {
  for await (const found of keysBeginningWith(connection, keys.inbox(''))) {
    for (const key of found) {
      const command = ['LRANGE', key, '0', String(inboxStep)];
      const kept = (await connection.send(key, command)) as string[];
      for (const entry of kept.map(inboxEntryOf)) if (entry.position <= position) yield entry;
    }
    await goOn(connection, keys);
  }
}

/** Keys of one slot that begin so, each at least once, in steps. */
export async function* keysBeginningWith(
  connection: RedisConnection,
  start: string,
): AsyncIterable<string[]> {
  const match = `${globOf(start)}*`;
  let cursor = '0';
  do {
    const command = ['SCAN', cursor, 'MATCH', match, 'COUNT', String(limits.dropStepEntries)];
    const [next, found] = (await connection.send(start, command)) as [string, string[]];
    if (found.length > 0) yield found;
    cursor = next;
  } while (cursor !== '0');
}
