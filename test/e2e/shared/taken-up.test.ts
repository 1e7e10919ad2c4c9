import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMarket } from '../../support/market-fixture.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { toolPath } from '../../support/tools.ts';

const soon = { timeout: 10_000, interval: 20 };

describe.skipIf(toolPath('redis-server') === undefined)('what another server does to a market', () => {
  let redis: RedisServer;
  let one: TestServer;
  let other: TestServer;

  beforeEach(async () => {
    redis = await RedisServer.start();
    one = await startServer({ store: 'redis', redisUrl: redis.url });
    other = await startServer({ store: 'redis', redisUrl: redis.url });
  });
  afterEach(async () => {
    await one.close();
    await other.close();
    await redis.stop();
  });

  it('is taken up in its order: a reset and a change of settings on its heels are one reset', async () => {
    const { id } = await openMarket(one);
    await other.app.markets.get(id);
    const changes: string[] = [];
    other.app.markets.onChange((market, change) => changes.push(`${market.id} ${change}`));
    await one.app.markets.reset(id);
    await one.app.markets.changeSettings(id, { callsPerSecond: 7 });
    await vi.waitFor(async () => {
      const { settings } = (await other.app.markets.get(id)).record;
      expect(settings.callsPerSecond).toBe(7);
    }, soon);
    expect(changes).toEqual([`${id} reset`]);
  });
});
