import type { MarketRecord } from '../../server/contract/market-records.ts';
import { createWorker } from '../../server/lifecycle/worker.ts';
import { newUuid, seededIds } from '../../server/market/ids.ts';
import { Market } from '../../server/market/market.ts';
import type { MarketObserver, RunAt } from '../../server/market/market-parts.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';
import type { Population } from '../population/population.ts';
import { workerSpec } from '../population/worker-spec.ts';

/** Nobody reads the feed again here, and nobody an inbox: both are kept as short as the store lets us. */
const storeOptions = { feedEventsMax: 1000, inboxEntriesMax: 0 };
/** Workers made in one commit; each writes one record. */
const workersPerCommit = 60;

export interface SimulatedMarket {
  readonly market: Market;
  close(): Promise<void>;
}

/** A market of its own in memory, in which no wall clock and no chance but the seed's plays a part. */
export async function openSimulatedMarket(
  startsAt: number,
  seed: number,
  observer: MarketObserver,
): Promise<SimulatedMarket> {
  const store = openMemoryStore(storeOptions);
  const ids = seededIds(seed);
  const market = await Market.open(marketRecord(startsAt, seed, newUuid(ids)), {
    store,
    ids,
    wallTime: () => startsAt,
    observer,
  });
  const close = async () => {
    market.close();
    await store.close();
  };
  return { market, close };
}

/** In production money moves: what work costs is part of the answer. */
function marketRecord(startsAt: number, seed: number, name: string): MarketRecord {
  return {
    id: 'simulated',
    environment: 'production',
    settings: { unknownWorkers: 'refuse', external: 'ignore', touch: 'all' },
    clock: { mode: 'manual', speed: 1, paused: false, marketBase: startsAt, wallBase: startsAt },
    start: { mode: 'manual', speed: 1, at: startsAt },
    seed,
    namespace: name,
    epoch: name,
    createdAt: startsAt,
  };
}

/** Makes the workers' accounts. */
export async function admitWorkers(
  runAt: RunAt,
  at: number,
  population: Population,
  workers: readonly number[],
): Promise<void> {
  for (let from = 0; from < workers.length; from += workersPerCommit) {
    const batch = workers.slice(from, from + workersPerCommit);
    await runAt(at, async (tx) => {
      for (const worker of batch) await createWorker(tx, workerSpec(population, worker));
    });
  }
}
