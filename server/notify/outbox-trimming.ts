import { limits } from '../contract/limits.ts';
import type { Log } from '../log.ts';
import { indexNames } from '../market/indexes.ts';
import type { Market } from '../market/market.ts';

/** Changes of the outbox between two looks at its size. */
const changesPerLook = 500;
/** Entries that one commit removes: three index entries each. */
const removedPerCommit = 50;

/** Keeps a market's outbox to its newest entries. Answers the function that ends it. */
export function trimOutbox(
  market: Market,
  log: Log,
  entriesMax: number = limits.outboxEntriesMax,
): () => void {
  let changes = 0;
  let trimming = false;
  let stopped = false;
  const unfollow = market.follow(({ events }) => {
    for (const { type } of events) if (type === 'outbox:changed') changes++;
    if (changes < Math.min(changesPerLook, entriesMax) || trimming) return;
    changes = 0;
    trimming = true;
    trim(market, entriesMax, () => stopped)
      .catch((error: unknown) => log.error({ err: error, market: market.id }, 'outbox'))
      .finally(() => {
        trimming = false;
      });
  });
  return () => {
    stopped = true;
    unfollow();
  };
}

async function trim(market: Market, entriesMax: number, stopped: () => boolean): Promise<void> {
  const newest = { limit: entriesMax, reverse: true };
  const kept = await market.namespace.list(indexNames.outbox, newest);
  const oldestKept = kept.length === entriesMax ? kept.at(-1)?.sort : undefined;
  while (oldestKept !== undefined && !stopped()) {
    const range = { limit: removedPerCommit, reverse: true, after: oldestKept };
    const surplus = await market.namespace.list(indexNames.outbox, range);
    if (surplus.length === 0) return;
    await market.run([], async (tx) => {
      for (const { id } of surplus) {
        if (await tx.get('outbox', id)) tx.remove('outbox', id);
      }
      tx.emit('outbox:trimmed', { entries: surplus.length });
    });
  }
}
