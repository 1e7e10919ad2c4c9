import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WorkerClient } from '../../../server/client/index.ts';
import { drive } from '../../../simulator/drive/drive.ts';
import { openMarket } from '../../support/market-fixture.ts';
import { record } from '../../support/pushes.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { testSeed } from '../../support/runs.ts';
import { silent } from '../../support/silent-drive.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { toolPath } from '../../support/tools.ts';

const without = toolPath('redis-server') === undefined;
let redis: RedisServer;
let servers: TestServer[];

beforeAll(async () => {
  if (without) return;
  redis = await RedisServer.start();
  const start = () => startServer({ store: 'redis', redisUrl: redis.url });
  servers = [await start(), await start()];
});
afterAll(async () => {
  if (without) return;
  for (const server of servers) await server.close();
  await redis.stop();
});

it.skipIf(without)(
  'sockets of two servers that share a market are told the same, and resume at the other',
  {
    timeout: 60_000,
  },
  async () => {
    const [here, there] = servers as [TestServer, TestServer];
    const market = await openMarket(here);
    const worker = await market.worker();
    const type = await market.qualificationType();
    const clients: WorkerClient[] = [here, there].map(({ url }) => market.connect(worker, { url }));
    const pushes = clients.map(record);
    await Promise.all(pushes.map((each) => each.next('snapshot')));
    await market.request('AssociateQualificationWithWorker', { QualificationTypeId: type, WorkerId: worker });
    const hit = await market.hit({
      QualificationRequirements: [
        { QualificationTypeId: type, Comparator: 'Exists', ActionsGuarded: 'Accept' },
      ],
    });
    for (const each of pushes) {
      expect(await each.next('hit:visible')).toMatchObject({ hitTypeId: hit.group, access: 'accept' });
      expect(await each.next('qualification:granted')).toMatchObject({ seq: 1 });
    }
    const [first, second] = pushes as [(typeof pushes)[0], (typeof pushes)[0]];
    expect(first.all.map(({ push }) => push.feed)).toEqual(second.all.map(({ push }) => push.feed));
    expect(clients[0]?.state?.epoch).toBe(clients[1]?.state?.epoch);

    const { seq: after, epoch } = clients[0]?.state ?? { seq: 0, epoch: '' };
    clients[0]?.close();
    await market.call('PATCH', `/workers/${worker}`, { adult: true });
    const resumed = market.connect(worker, { url: there.url });
    resumed.socket.disconnect();
    resumed.socket.auth = { market: market.id, worker, after, epoch };
    const replayed = record(resumed);
    resumed.socket.connect();
    expect(await replayed.next('snapshot')).toMatchObject({ seq: 2, reset: false });
    expect(replayed.names()).toEqual(['system:changed', 'snapshot']);
    clients[1]?.close();
    resumed.close();
  },
);

it.skipIf(without)(
  '[promises 2, 6] a drive against one of two servers finds nothing broken',
  { timeout: 60_000 },
  async () => {
    const market = await openMarket(servers[0] as TestServer, { clock: { mode: 'real' } });
    const options = {
      workers: 40,
      rampMs: 500,
      durationMs: 5000,
      seed: testSeed(),
      disconnectsPerMinute: 20,
    };
    const findings = await drive({ url: servers[1]?.url ?? '', market: market.id, ...options }, silent);
    expect(findings.text()).toContain('No promise was broken.');
  },
);
