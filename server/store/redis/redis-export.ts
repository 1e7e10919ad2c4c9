import { Refused } from '../../contract/errors.ts';
import { limits } from '../../contract/limits.ts';
import type { InboxEntry, NamespaceExport, Versioned } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import type { NamespaceKeys } from './encode-commit.ts';
import { hashPages } from './hash-pages.ts';
import { globOf, inboxEntryOf, recordOf } from './kept-values.ts';
import { scripts } from './scripts.ts';

/** How long an export outlives its last sign of life, and how often it gives one. */
const lifetimeMs = 60_000;
const sayEveryMs = 5_000;
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
  const parts = { connection, keys, life: new ExportLife(connection, keys), position };
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
  readonly life: ExportLife;
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
  await parts.life.mustLive();
}

/** Fields of a hash that are there throughout. */
async function* fieldsOf(
  { connection, life }: ExportParts,
  hash: string,
): AsyncIterable<readonly [field: string, kept: string]> {
  for await (const page of hashPages(connection, hash)) {
    for (let at = 0; at < page.length; at += 2) yield [page[at] as string, page[at + 1] as string];
    await life.goOn();
  }
}

/** Says from time to time that an export goes on, so that commits go on keeping what was. */
class ExportLife {
  readonly #connection: RedisConnection;
  readonly #keys: NamespaceKeys;
  #saidAt = performance.now();

  constructor(connection: RedisConnection, keys: NamespaceKeys) {
    this.#connection = connection;
    this.#keys = keys;
  }

  async goOn(): Promise<void> {
    if (performance.now() - this.#saidAt > sayEveryMs) await this.mustLive();
  }

  /** Fails if what was is kept no longer, and so may lack something. */
  async mustLive(): Promise<void> {
    const { before } = this.#keys;
    const renewed = await this.#connection.send(before, ['PEXPIRE', before, String(lifetimeMs)]);
    if (renewed !== 1) throw new Refused('Unavailable', 'The export took too long, or Redis lost it.');
    this.#saidAt = performance.now();
  }
}

async function* inboxesAt({ connection, keys, life, position }: ExportParts): AsyncIterable<InboxEntry> {
  for await (const found of keysBeginningWith(connection, keys.inbox(''))) {
    for (const key of found) {
      const command = ['LRANGE', key, '0', String(inboxStep)];
      const kept = (await connection.send(key, command)) as string[];
      for (const entry of kept.map(inboxEntryOf)) if (entry.position <= position) yield entry;
    }
    await life.goOn();
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
