import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FeedEvent } from '../contract/events.ts';
import { limits } from '../contract/limits.ts';
import type { MarketRecord } from '../contract/market-records.ts';
import { deadlineChanges } from '../market/deadlines.ts';
import { indexChanges, splitKey } from '../market/indexes.ts';
import type { Market } from '../market/market.ts';
import type { Markets } from '../market/markets.ts';
import type { Commit, Namespace } from '../store/store.ts';
import type { SnapshotHead, SnapshotLine } from './format.ts';
import { readSnapshot } from './read-snapshot.ts';

/** Index entries that one record may have; a commit takes no more records than fit with them. */
const indexEntriesEach = 8;
const recordsPerCommit = Math.min(
  limits.commitWritesMax,
  Math.floor(limits.commitIndexChangesMax / indexEntriesEach),
);
/** Characters of one commit's records. */
const lengthPerCommit = 262_144;

/** Puts a file's market in the place of the market `id`. A file that is not whole changes nothing. */
export async function restoreMarket(
  markets: Markets,
  id: string,
  file: Readable,
  wall: number,
): Promise<Market> {
  const { head, lines } = await readSnapshot(file);
  return markets.replace(
    id,
    (before) => restoredRecord(before, head, wall),
    (namespace) => fill(namespace, head, lines),
  );
}

/** As `restoreMarket`, from a file on this machine. */
export function loadMarket(markets: Markets, id: string, path: string, wall: number): Promise<Market> {
  return restoreMarket(markets, id, createReadStream(path), wall);
}

/** Market time goes on from where it stood, but for a real clock, which shows wall time. */
function restoredRecord(before: MarketRecord, head: SnapshotHead, wall: number): MarketRecord {
  const { mode, speed, paused, now } = head.clock;
  const marketBase = mode === 'real' ? Math.max(now, wall) : now;
  const { at, ...start } = head.start;
  return {
    ...before,
    environment: head.environment,
    settings: head.settings,
    seed: head.seed,
    createdAt: head.createdAt,
    clock: { mode, speed, paused, marketBase, wallBase: wall },
    start: at === undefined ? start : { ...start, at },
  };
}

async function fill(
  namespace: Namespace,
  head: SnapshotHead,
  lines: AsyncIterable<SnapshotLine>,
): Promise<void> {
  const filler = new Filler(namespace, head.clock.now);
  for await (const line of lines) {
    if ('events' in line) await filler.events(line.events as unknown as FeedEvent[]);
    else if ('record' in line) await filler.record(...line.record);
  }
  await filler.flush();
}

/** Writes records and events into a new namespace, in bounded commits. */
class Filler {
  readonly #namespace: Namespace;
  readonly #at: number;
  #records = new Map<string, unknown>();
  #length = 0;

  constructor(namespace: Namespace, at: number) {
    this.#namespace = namespace;
    this.#at = at;
  }

  /** The story up to now, for the feed and the inboxes. */
  async events(events: readonly FeedEvent[]): Promise<void> {
    const [first] = events;
    if (first) await this.#commit({ events, writes: [], at: first.at });
  }

  async record(key: string, value: unknown): Promise<void> {
    const length = JSON.stringify(value).length;
    if (this.#records.size >= recordsPerCommit || this.#length + length > lengthPerCommit) await this.flush();
    this.#records.set(key, value);
    this.#length += length;
  }

  async flush(): Promise<void> {
    if (this.#records.size === 0) return;
    const writes = [...this.#records];
    this.#records = new Map();
    this.#length = 0;
    await this.#commit({ events: [{ type: 'market:restored', at: this.#at }], writes, at: this.#at });
    await nextTurn();
  }

  async #commit({ writes, events, at }: Pick<Commit, 'writes' | 'events' | 'at'>): Promise<void> {
    const before = await this.#namespace.read(writes.map(([key]) => key));
    const changes = writes.map(([key, after], place) => {
      const { kind, id } = splitKey(key);
      return [kind, id, before[place]?.value, after] as const;
    });
    const outcome = await this.#namespace.commit({
      reads: writes.map(([key], place) => [key, before[place]?.version ?? 0]),
      writes,
      index: changes.flatMap((change) => indexChanges(...change)),
      deadlines: changes.flatMap((change) => deadlineChanges(...change)),
      events,
      facts: [],
      at,
    });
    if (!outcome.ok) throw new Error(`a new namespace was written to by another: ${outcome.conflict}`);
  }
}
