import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMarket } from '../support/market-fixture.ts';
import { RedisServer } from '../support/redis-server.ts';
import { startServer, type TestServer } from '../support/start-server.ts';
import { toolPath } from '../support/tools.ts';

const kinds = ['memory', 'embedded', 'redis'] as const;
type Kind = (typeof kinds)[number];
const available = kinds.filter((kind) => kind !== 'redis' || toolPath('redis-server') !== undefined);

describe('a market goes from any store to any store, as it was at one position of its traffic', () => {
  const servers = new Map<Kind, TestServer>();
  let folder: string;
  let redis: RedisServer | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'turksim-traffic-'));
    if (available.includes('redis')) redis = await RedisServer.start();
    for (const store of available) {
      const redisUrl = redis?.url ?? '';
      servers.set(store, await startServer({ store, data: join(folder, 'data'), redisUrl }));
    }
  });
  afterAll(async () => {
    for (const server of servers.values()) await server.close();
    await redis?.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(available)('from %s', { timeout: 120_000 }, async (from) => {
    const market = await openMarket(servers.get(from) as TestServer);
    const type = await market.qualificationType({ Name: 'Counted' });
    const workers = await Promise.all(Array.from({ length: 12 }, () => market.worker()));
    let isOver = false;
    let value = 0;
    const grant = async () => {
      while (!isOver) {
        const WorkerId = workers[value++ % workers.length];
        const input = { QualificationTypeId: type, WorkerId, IntegerValue: value, SendNotification: false };
        await market.request('AssociateQualificationWithWorker', input);
      }
    };
    const granting = [grant(), grant(), grant()];
    const download = async () => {
      const response = await fetch(`${market.url}/api/markets/${market.id}/snapshot`);
      expect(response.status).toBe(200);
      return new Uint8Array(await response.arrayBuffer());
    };
    const files = [await download(), await download(), await download()];
    isOver = true;
    await Promise.all(granting);
    for (const to of available) {
      const other = await openMarket(servers.get(to) as TestServer);
      const url = `${other.url}/api/markets/${other.id}/snapshot`;
      const restored = await fetch(url, { method: 'PUT', body: files[1] as Uint8Array<ArrayBuffer> });
      expect([to, restored.status]).toEqual([to, 200]);
      for (const worker of workers) {
        // The value that a worker has is the one that its inbox speaks of last, and nothing in between is missing.
        const { qualifications } = (await other.call('GET', `/workers/${worker}/qualifications`)).body;
        const { entries } = (await other.call('GET', `/workers/${worker}/inbox?limit=1000`)).body;
        expect(entries.at(-1)?.value).toBe(qualifications[0]?.value);
        expect(entries.map(({ seq }: { seq: number }) => seq)).toEqual(
          entries.map((_: unknown, at: number) => at + 1),
        );
      }
    }
  });
});
