import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkerClient } from '../../../server/client/index.ts';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import { record } from '../../support/pushes.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { toolPath } from '../../support/tools.ts';

const soon = { timeout: 6000, interval: 50 };

describe.skipIf(toolPath('redis-server') === undefined)(
  'workers on line, of servers that share a market',
  () => {
    let redis: RedisServer;
    let servers: TestServer[];
    const clients: WorkerClient[] = [];

    beforeEach(async () => {
      redis = await RedisServer.start();
      servers = [await start(), await start()];
    });
    afterEach(async () => {
      for (const client of clients.splice(0)) client.close();
      for (const server of servers) await server.close();
      await redis.stop();
    });

    const start = () => startServer({ store: 'redis', redisUrl: redis.url });

    async function connect(market: MarketFixture, worker: string, server: TestServer | undefined) {
      const client = market.connect(worker, { url: server?.url ?? '', transports: ['websocket'] });
      clients.push(client);
      await record(client).next('snapshot');
      return client;
    }

    /** What a server says: of the market, of those who could accept, and of one worker. */
    async function said(market: MarketFixture, worker: string, server: TestServer | undefined) {
      const base = `${server?.url}/api/markets/${market.id}`;
      const requirement = {
        QualificationTypeId: '00000000000000000040',
        Comparator: 'GreaterThan',
        IntegerValues: [5],
        ActionsGuarded: 'Accept',
      };
      const audience = await fetch(`${base}/audience`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ QualificationRequirements: [requirement] }),
      });
      const { online } = (await audience.json()) as { online: { discover: number; accept: number } };
      const market_ = (await (await fetch(base)).json()) as { online: number };
      const one = (await (await fetch(`${base}/workers/${worker}`)).json()) as { online: boolean };
      return { market: market_.online, discover: online.discover, accept: online.accept, worker: one.online };
    }

    it('are counted once each wherever they are connected, until they go or their server does', async () => {
      const market = await openMarket(servers[0] as TestServer);
      const good = await market.worker({ approved: 9 });
      const both = await market.worker({ approved: 9 });
      const poor = await market.worker({ approved: 1 });
      await connect(market, good, servers[0]);
      await connect(market, both, servers[0]);
      await connect(market, both, servers[1]);
      const last = await connect(market, poor, servers[1]);
      for (const server of servers)
        await vi.waitFor(
          async () =>
            expect(await said(market, poor, server)).toEqual({
              market: 3,
              discover: 3,
              accept: 2,
              worker: true,
            }),
          soon,
        );

      const late = await start();
      servers.push(late);
      await vi.waitFor(
        async () =>
          expect(await said(market, good, late)).toEqual({ market: 3, discover: 3, accept: 2, worker: true }),
        soon,
      );

      last.close();
      await vi.waitFor(
        async () =>
          expect(await said(market, poor, servers[0])).toEqual({
            market: 2,
            discover: 2,
            accept: 2,
            worker: false,
          }),
        soon,
      );
      const [first] = servers.splice(0, 1);
      for (const client of clients.splice(0)) client.socket.io.reconnection(false);
      await first?.close();
      await vi.waitFor(async () => expect((await said(market, both, late)).market).toBe(1), soon);
    });
  },
);
