/**
 * turksim for test suites: a server in this process, or one that runs, and a fresh market for every test.
 *
 *     const turksim = await startTurksim();
 *     const market = await turksim.market();
 *     const worker = await market.worker({ approved: 1200 });
 */
import type { z } from 'zod';
import type { newMarketBody } from '../server/contract/schemas/market.ts';
import { call } from './http-client.ts';
import { TestMarket } from './test-market.ts';

export { TurksimRefusal } from './http-client.ts';
export {
  type Advance,
  type ClockView,
  TestMarket,
  type WorkerChange,
  type WorkerSpec,
} from './test-market.ts';
export { type AskOf, type PushOf, TestWorker } from './test-worker.ts';

export type NewMarket = z.input<typeof newMarketBody>;

export interface Turksim {
  /** Without trailing slash. */
  readonly url: string;
  /** A new market, with a manual clock unless said otherwise: time moves when the test says so. */
  market(wanted?: NewMarket): Promise<TestMarket>;
  /** Stops the server, if it was started here. */
  close(): Promise<void>;
}

/** A server that runs already. */
export function attachTurksim({ url, adminKey }: { url: string; adminKey?: string }): Turksim {
  const base = url.replace(/\/+$/, '');
  return {
    url: base,
    market: (wanted) => newMarket(base, wanted, adminKey),
    close: async () => {},
  };
}

/** A server in this process, in memory, on a free port of 127.0.0.1. */
export async function startTurksim(): Promise<Turksim> {
  const [{ createApp }, { openMemoryStore }, { standardConfig }] = await Promise.all([
    import('../server/app.ts'),
    import('../server/store/memory-store.ts'),
    import('../server/config.ts'),
  ]);
  const config = { ...standardConfig(), store: 'memory', population: 0, port: 0 } as const;
  const app = await createApp({ store: openMemoryStore(), config, wallTime: Date.now });
  await app.openDefault();
  await app.listen();
  return { url: app.url, market: (wanted) => newMarket(app.url, wanted), close: () => app.close() };
}

async function newMarket(url: string, wanted: NewMarket = {}, adminKey?: string): Promise<TestMarket> {
  const body = { clock: { mode: 'manual' as const }, ...wanted };
  const { id } = await call<{ id: string }>('POST', `${url}/api/markets`, body, adminKey);
  return new TestMarket({ url, market: id, adminKey });
}
