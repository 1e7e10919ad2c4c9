import { createWriteStream } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createWorker } from '../../server/lifecycle/worker.ts';
import { seededIds } from '../../server/market/ids.ts';
import type { Market } from '../../server/market/market.ts';
import { Markets } from '../../server/market/markets.ts';
import { writeSnapshot } from '../../server/snapshot/write-snapshot.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';

/**
 * A market of many workers, in a process of its own: `many-workers.ts fill|start|snapshot STORE PLACE WORKERS`, of
 * which PLACE is a folder or the address of a Redis. Its last line is what it measured, as JSON.
 */

/** Workers in one commit, and commits under way at once. */
const batch = 64;
const atOnce = 32;
const countries = ['US', 'US', 'US', 'US', 'IN', 'CA', 'GB', 'DE', 'BR', 'IT'];

export interface Measured {
  readonly seconds: number;
  /** Peak of the process's resident memory, MB; of a snapshot, what it grew by. */
  readonly megabytes: number;
}

const [task = '', kind = '', place = '', count = '0'] = process.argv.slice(2);
const workers = Number(count);
const began = performance.now();
const store = await openStore({ kind: kind as Store['kind'], dataFolder: place, redisUrl: place });
const observer = { committed() {}, deadlineFired() {}, indexLate() {} };
const markets = new Markets({ store, wallTime: Date.now, observer });
const measured = await { fill, start, snapshot }[task as 'fill' | 'start' | 'snapshot']();
await markets.close();
await store.close();
process.stdout.write(`${JSON.stringify(measured)}\n`);

async function fill(): Promise<Measured> {
  const market = await markets.create({ id: 'many', environment: 'production', clock: { mode: 'manual' } });
  let made = 0;
  const ids = seededIds(1);
  const fillSome = async () => {
    while (made < workers) {
      const from = made;
      made += batch;
      await market.run([], async (tx) => {
        for (let number = from; number < Math.min(workers, from + batch); number++)
          await createWorker(tx, specOf(number, ids.uint32()));
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, fillSome));
  return sinceBegin();
}

function specOf(number: number, chance: number) {
  const approved = chance % 4000;
  return {
    seed: number,
    locale: { country: countries[chance % countries.length] as string },
    approved,
    rejected: Math.floor((approved * (chance % 17)) / 100),
    adult: chance % 3 === 0,
  };
}

async function start(): Promise<Measured> {
  await opened();
  return sinceBegin();
}

async function opened(): Promise<Market> {
  const market = await markets.get('many');
  if (market.index.population() !== workers) throw new Error(`it has ${market.index.population()} workers`);
  return market;
}

async function snapshot(): Promise<Measured> {
  const market = await opened();
  global.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const asked = performance.now();
  await writeSnapshot(market, createWriteStream('/dev/null'), () => {});
  clearInterval(watching);
  return { seconds: (performance.now() - asked) / 1000, megabytes: (peak - before) / 1e6 };
}

function sinceBegin(): Measured {
  return {
    seconds: (performance.now() - began) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1000,
  };
}
