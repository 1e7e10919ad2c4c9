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

  it('a clock that both advance at once moves by both; each deadline fires once', async () => {
    const market = await make('clocks');
    const shared = await a.app.markets.get(market);
    for (let hit = 0; hit < 20; hit++) await postHit(shared, 1);
    const from = (await b.app.markets.get(market)).now();
    await Promise.all([on(a, market).advance({ hours: 2 }), on(b, market).advance({ hours: 2 })]);
    const now = new Date(from + 4 * 3_600_000).toISOString();
    for (const server of [a, b])
      await vi.waitFor(async () => expect((await on(server, market).clock()).now).toBe(now), soon);
    const { events } = await on(a, market).api<{ events: { type: string }[] }>('GET', '/feed?limit=1000');
    expect(events.filter(({ type }) => type === 'hit:expired')).toHaveLength(20);
  });

  it('[promise 7] while one advances the clock, commands to the other wait: market time never goes back', async () => {
    const market = await make('held');
    const shared = await a.app.markets.get(market);
    for (let hit = 0; hit < 60; hit++) await postHit(shared, 1);
    let isAdvanced = false;
    const advancing = on(a, market)
      .advance({ hours: 2 })
      .finally(() => {
        isAdvanced = true;
      });
    while (!isAdvanced) await on(b, market).worker();
    await advancing;
    await on(b, market).worker();
    const page = await on(a, market).api<{ events: { at: string }[] }>('GET', '/feed?limit=1000');
    const times = page.events.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
  });

  it('a server that dies while it advances a clock holds the others up no longer than its lease', {
    timeout: 20_000,
  }, async () => {
    const market = await make('orphaned');
    const shared = await a.app.markets.get(market);
    const { namespace } = shared.record;
    await postHit(shared, 1);
    const until = Date.now() + 1500;
    const [{ version } = { version: 0 }] = await shared.namespace
      .read(['lease/clock'])
      .then(([found]) => [found]);
    await shared.namespace.commit({
      reads: [['lease/clock', version]],
      writes: [['lease/clock', { holder: 'dead', until }]],
      index: [],
      deadlines: [],
      events: [{ type: 'lease:changed', at: shared.now() }],
      facts: [],
      at: shared.now(),
    });
    await on(b, market).worker();
    expect(Date.now()).toBeGreaterThanOrEqual(until - 50);
    await on(b, market).advance({ hours: 2 });
    expect((await b.app.markets.get(market)).record.namespace).toBe(namespace);
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
