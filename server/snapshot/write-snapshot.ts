import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Refused } from '../contract/errors.ts';
import type { FeedEvent } from '../contract/events.ts';
import { limits } from '../contract/limits.ts';
import type { Market } from '../market/market.ts';
import type { NamespaceExport } from '../store/store.ts';
import type { SnapshotHead } from './format.ts';
import { snapshotVersion } from './format.ts';

/** Commits of the feed read at a time. */
const feedStep = 1000;
/** Characters packed at a time. */
const chunkLength = 262_144;
/** Inbox entries in one line: they fit one commit. */
const inboxStep = Math.floor(limits.commitInboxEntriesMax / 2);

/**
 * Writes the whole market as a packed file, as it is at one position; nobody is held up meanwhile and memory
 * does not grow with it. `begin` is told once the file can be had.
 */
export async function writeSnapshot(market: Market, to: Writable, begin: () => void): Promise<void> {
  const exported = await market.namespace.export();
  try {
    begin();
    await pipeline(Readable.from(chunks(lines(market, exported))), createGzip(), to);
  } finally {
    await exported.close();
  }
}

async function* lines(market: Market, exported: NamespaceExport): AsyncIterable<string> {
  const { position } = exported;
  yield JSON.stringify(headOf(market, position));
  let events = 0;
  for await (const some of story(market, exported)) {
    events += some.length;
    yield JSON.stringify({ events: some });
  }
  // A record may come twice, the same both times.
  let records = 0;
  for await (const [key, { value }] of exported.records()) {
    // Who may do something alone is no part of the market.
    if (key.startsWith('lease/')) continue;
    records++;
    yield JSON.stringify({ record: [key, value] });
  }
  yield JSON.stringify({ end: { records, events } });
}

/** What happened: the inboxes' entries that are older than what is taken of the feed, then the feed. */
async function* story(market: Market, exported: NamespaceExport): AsyncIterable<readonly FeedEvent[]> {
  const { position } = exported;
  const { first } = await market.namespace.feed(position, 1);
  const from = firstTaken(first, position);
  let older: FeedEvent[] = [];
  for await (const entry of exported.inboxes()) {
    if (entry.position >= from) continue;
    older.push(entry.event);
    if (older.length < inboxStep) continue;
    yield older;
    older = [];
  }
  if (older.length > 0) yield older;
  for (let after = from - 1; after < position; ) {
    const page = await market.namespace.feed(after, feedStep);
    if (page.first > after + 1)
      throw new Refused('Unavailable', 'The feed was trimmed faster than it could be read.');
    for (const commit of page.commits) {
      if (commit.first > position) return;
      yield commit.events;
      after = commit.first + commit.events.length - 1;
    }
    if (page.commits.length === 0) return;
  }
}

/** Of a long feed a tenth is left: its oldest end may be trimmed while the rest is read. */
function firstTaken(first: number, position: number): number {
  const kept = position - first + 1;
  return kept > limits.feedEventsMin ? first + Math.ceil(kept / 10) : first;
}

function headOf(market: Market, position: number): SnapshotHead {
  const { environment, settings, seed, createdAt, clock, start } = market.record;
  const { mode, speed, paused } = clock;
  return {
    turksim: 'market',
    version: snapshotVersion,
    environment,
    settings,
    seed,
    createdAt,
    clock: { mode, speed, paused, now: market.now() },
    start,
    position,
  };
}

/** Lines in pieces that are worth packing. */
async function* chunks(from: AsyncIterable<string>): AsyncIterable<string> {
  let text = '';
  for await (const line of from) {
    text += `${line}\n`;
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
  }
  yield text;
}
