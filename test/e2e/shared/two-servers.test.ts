import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createHit } from '../../../server/lifecycle/hit.ts';
import { findOrCreateHitType } from '../../../server/lifecycle/hit-type.ts';
import { openAccount } from '../../../server/lifecycle/requester.ts';
import type { Market } from '../../../server/market/market.ts';
import { TestMarket } from '../../../testing/test-market.ts';
import { TestWorker } from '../../../testing/test-worker.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { toolPath } from '../../support/tools.ts';

const soon = { timeout: 5000, interval: 20 };

async function postHit(market: Market, places: number): Promise<string> {
  const hit = await market.run([], async (tx) => {
    await openAccount(tx, { id: 'SHARED' });
    const properties = {
      title: 'shared',
      description: 'by two servers',
      rewardMills: 100,
      assignmentDurationSeconds: 3600,
      autoApprovalDelaySeconds: 3600,
      requirements: [],
    };
    const hitType = await findOrCreateHitType(tx, { requester: 'SHARED', properties });
    return createHit(tx, {
      requester: 'SHARED',
      hitType,
      question: '<Q/>',
      maxAssignments: places,
      lifetimeSeconds: 3600,
    });
  });
  return hit.id;
}

describe.skipIf(toolPath('redis-server') === undefined)('two servers on one Redis', () => {
  let redis: RedisServer;
  let a: TestServer;
  let b: TestServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
    a = await startServer({ store: 'redis', redisUrl: redis.url });
    b = await startServer({ store: 'redis', redisUrl: redis.url });
  });
  afterAll(async () => {
    await a?.close();
    await b?.close();
    await redis?.stop();
  });

  const on = (server: TestServer, market: string) => new TestMarket({ url: server.url, market });
  const make = async (id: string) => {
    const { id: market } = await on(a, id)
      .api<{ id: string }>('GET', '')
      .catch(async () => {
        const response = await fetch(`${a.url}/api/markets`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ id, clock: { mode: 'manual' } }),
        });
        return (await response.json()) as { id: string };
      });
    return market;
  };

  it('a worker made on one is known to a check on the other within a second', async () => {
    const market = await make('checks');
    const { id } = await on(a, market).worker({ approved: 12 });
    await vi.waitFor(async () => expect(await on(b, market).readWorker(id)).toMatchObject({ approved: 12 }), {
      timeout: 1000,
      interval: 10,
    });
  });

  it('each pushes to its own sockets what happens on the other', async () => {
    const market = await make('pushes');
    const { id } = await on(a, market).worker();
    const worker = await TestWorker.connect(b.url, market, id);
    const hit = await postHit(await a.app.markets.get(market), 1);
    expect(await worker.next('hit:visible')).toMatchObject({ access: 'accept' });
    await on(a, market).accept(id, hit);
    expect(await worker.next('assignment:accepted')).toMatchObject({ hit, seq: 1 });
    worker.close();
  });

  it('a clock moved on one has moved on the other; each deadline fires once', async () => {
    const market = await make('clocks');
    const shared = await a.app.markets.get(market);
    await postHit(shared, 1);
    await b.app.markets.get(market);
    const [one, other] = await Promise.allSettled([
      on(a, market).advance({ hours: 2 }),
      on(b, market).advance({ hours: 2 }),
    ]);
    const { now } = await on(a, market).clock();
    await vi.waitFor(async () => expect((await on(b, market).clock()).now).toBe(now), soon);
    expect([one.status, other.status]).toContain('fulfilled');
    const { events } = await on(a, market).api<{ events: { type: string }[] }>('GET', '/feed?limit=1000');
    expect(events.filter(({ type }) => type === 'hit:expired')).toHaveLength(1);
  });

  it('a market reset on one is empty on the other, one deleted is gone', async () => {
    const market = await make('resets');
    const { id } = await on(a, market).worker();
    await vi.waitFor(() => on(b, market).readWorker(id), soon);
    await on(a, market).reset();
    await vi.waitFor(
      async () => await expect(on(b, market).readWorker(id)).rejects.toThrow(/NotFound/),
      soon,
    );
    await on(b, market).api('DELETE', '');
    await vi.waitFor(async () => await expect(on(a, market).clock()).rejects.toThrow(/NotFound/), soon);
  });

  it('never sells a place twice, whichever server is asked', async () => {
    const market = await make('rush');
    const hit = await postHit(await a.app.markets.get(market), 10);
    const workers = await on(a, market).workers(Array.from({ length: 40 }, () => ({})));
    await vi.waitFor(() => on(b, market).readWorker(workers[39]?.id ?? ''), soon);
    const asked = await Promise.allSettled(
      workers.map(({ id }, at) => on(at % 2 ? a : b, market).accept(id, hit)),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });
});
