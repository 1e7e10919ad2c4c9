import { Buffer } from 'node:buffer';
import { createGzip } from 'node:zlib';
import type { Market } from '../market/market.ts';
import type { SnapshotHead } from './format.ts';
import { snapshotVersion } from './format.ts';

/** Commits of the feed read at a time. */
const feedStep = 1000;
/** Characters packed at a time. */
const chunkLength = 262_144;
/** How often all is read again because something was on its way when the market was held. */
const attemptsMax = 20;

/**
 * The whole market as a file. Commands wait while it is read, so that it equals one position; the file itself is
 * kept in memory, packed, until somebody takes it.
 */
export function writeSnapshot(market: Market): Promise<Buffer> {
  return market.hold(async () => {
    for (let attempt = 1; ; attempt++) {
      const before = await endOf(market);
      const file = await packed(lines(market, before));
      if ((await endOf(market)) === before || attempt === attemptsMax) return file;
    }
  });
}

async function endOf(market: Market): Promise<number> {
  return (await market.namespace.feed(Number.MAX_SAFE_INTEGER, 1)).end;
}

async function* lines(market: Market, position: number): AsyncIterable<string> {
  yield JSON.stringify(headOf(market, position));
  let events = 0;
  for (let after = 0; after < position; ) {
    const { commits } = await market.namespace.feed(after, feedStep);
    for (const commit of commits) {
      events += commit.events.length;
      yield JSON.stringify({ events: commit.events });
      after = commit.first + commit.events.length - 1;
    }
    if (commits.length === 0) break;
  }
  // A scan may give a record twice: the last one counts, as for whoever reads the file.
  let records = 0;
  for await (const [key, { value }] of market.namespace.scan('')) {
    records++;
    yield JSON.stringify({ record: [key, value] });
  }
  yield JSON.stringify({ end: { records, events } });
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

async function packed(from: AsyncIterable<string>): Promise<Buffer> {
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => gzip.once('end', resolve).once('error', reject));
  let text = '';
  const write = () => new Promise<void>((resolve) => gzip.write(text, () => resolve()));
  for await (const line of from) {
    text += `${line}\n`;
    if (text.length < chunkLength) continue;
    await write();
    text = '';
  }
  gzip.end(text);
  await ended;
  return Buffer.concat(chunks);
}
