import { createApp } from '../../server/app.ts';
import { standardConfig } from '../../server/config.ts';
import { createHit } from '../../server/lifecycle/hit.ts';
import { findOrCreateHitType } from '../../server/lifecycle/hit-type.ts';
import { openAccount } from '../../server/lifecycle/requester.ts';
import { createWorker } from '../../server/lifecycle/worker.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';

/** What the benchmark orders; every order is answered by a message. */
export type Order =
  | { readonly name: 'fill'; readonly market: string; readonly workers: number; readonly hits: number }
  | { readonly name: 'memory' };

/** A whole server on the memory store, in a process of its own. */

const yearSeconds = 365 * 86_400;
const properties = {
  title: 'Name the colour',
  description: 'Look and write',
  rewardMills: 50,
  assignmentDurationSeconds: 600,
  autoApprovalDelaySeconds: 3600,
  requirements: [],
};
const requester = 'BENCH';

const config = { ...standardConfig(), store: 'memory', population: 0, port: 0 } as const;
const app = await createApp({ store: openMemoryStore(), config, wallTime: Date.now });
await app.openDefault();
await app.listen();

process.on('message', (order: Order) => {
  void carryOut(order).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
process.send?.(app.url);

async function carryOut(order: Order): Promise<number> {
  if (order.name === 'fill') return fill(order.market, order.workers, order.hits);
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

/** Lifetimes that end evenly over a year; a HIT is disposed of 120 days behind its end. */
async function fill(id: string, workers: number, hits: number): Promise<number> {
  const market = await app.markets.get(id);
  for (let at = 0; at < workers; at++)
    await market.run([], (tx) => createWorker(tx, { seed: at, locale: { country: 'US' } }));
  for (let at = 0; at < hits; at++) {
    const lifetimeSeconds = 60 + Math.floor((at * (yearSeconds - 60)) / hits);
    await market.run([], async (tx) => {
      await openAccount(tx, { id: requester });
      const hitType = await findOrCreateHitType(tx, { requester, properties });
      await createHit(tx, { requester, hitType, question: '<Q/>', maxAssignments: 1, lifetimeSeconds });
    });
  }
  return hits;
}
