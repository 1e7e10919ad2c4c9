import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkerClient } from '../../../server/client/index.ts';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import { type Recorder, record } from '../../support/pushes.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { startTcpGate, type TcpGate } from '../../support/tcp-gate.ts';
import { toolPath } from '../../support/tools.ts';

const soon = { timeout: 10_000, interval: 20 };

describe.skipIf(toolPath('redis-server') === undefined)('a server that lost its place in the feed', () => {
  let redis: RedisServer;
  let gate: TcpGate;
  /** The one that is cut off, and one that is not. */
  let away: TestServer;
  let near: TestServer;
  const clients: WorkerClient[] = [];

  beforeEach(async () => {
    redis = await RedisServer.start();
    gate = await startTcpGate(redis.port);
    away = await startServer({ store: 'redis', redisUrl: `redis://127.0.0.1:${gate.port}` });
    near = await startServer({ store: 'redis', redisUrl: redis.url });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    gate.open();
    await away.close();
    await near.close();
    await gate.close();
    await redis.stop();
  });

  const connect = (market: MarketFixture, worker: string): { client: WorkerClient; pushes: Recorder } => {
    const client = market.connect(worker, { url: away.url, transports: ['websocket'] });
    clients.push(client);
    return { client, pushes: record(client) };
  };
  const grant = (market: MarketFixture, type: string, worker: string, value: number) =>
    market.request('AssociateQualificationWithWorker', {
      QualificationTypeId: type,
      WorkerId: worker,
      IntegerValue: value,
      SendNotification: false,
    });
  const namespaceOf = async (market: MarketFixture) => {
    const { record: known } = await near.app.markets.get(market.id);
    return known.namespace;
  };

  it('[promises 2, 6] builds its index anew after a trim, and its sockets resume where they were', async () => {
    const market = await openMarket(near);
    const [type, worker] = [await market.qualificationType(), await market.worker()];
    const { client, pushes } = connect(market, worker);
    const { epoch } = await pushes.next('snapshot');
    await grant(market, type, worker, 1);
    await pushes.next('qualification:granted');
    pushes.clear();

    gate.cut();
    const late = await market.worker({ approved: 7 });
    const requirement = { QualificationTypeId: type, Comparator: 'Exists', ActionsGuarded: 'Accept' };
    const hit = await market.hit({ QualificationRequirements: [requirement] });
    await grant(market, type, worker, 2);
    await grant(market, type, worker, 3);
    const { position } = await near.app.markets.get(market.id);
    await redis.command('XTRIM', `turksim:{${await namespaceOf(market)}}:feed`, 'MINID', String(position));
    gate.open();

    expect(await pushes.next('snapshot')).toMatchObject({ epoch, reset: false, seq: 3 });
    expect(pushes.names()).toEqual(['qualification:updated', 'qualification:updated', 'snapshot']);
    expect(client.state?.groups.get(hit.group)).toMatchObject({ access: 'accept' });
    const check = `${away.url}/api/markets/${market.id}/eligibility?worker=${late}&hit=${hit.id}`;
    expect(await (await fetch(check)).json()).toMatchObject({ access: 'preview' });

    await grant(market, type, worker, 4);
    expect(await pushes.next('qualification:updated', ({ seq }) => seq === 4)).toMatchObject({ value: 4 });
    const online = await (await fetch(`${away.url}/api/markets/${market.id}`)).json();
    expect(online).toMatchObject({ online: 1 });
  });

  /** Lets Redis come back with what it had at the time of `until`, and `then` happens before that. */
  async function backTo(then: () => Promise<void>): Promise<void> {
    const aof = join(redis.folder, 'appendonlydir');
    const kept = join(redis.folder, 'kept');
    cpSync(aof, kept, { recursive: true });
    await then();
    await redis.kill();
    rmSync(aof, { recursive: true });
    cpSync(kept, aof, { recursive: true });
    await redis.restart();
  }

  it('renews the epoch where Redis has less than it had: clients take the state anew', async () => {
    const market = await openMarket(near);
    const [type, worker] = [await market.qualificationType(), await market.worker()];
    const { client, pushes } = connect(market, worker);
    const { epoch } = await pushes.next('snapshot');
    await grant(market, type, worker, 1);
    await pushes.next('qualification:granted');
    await backTo(async () => {
      await grant(market, type, worker, 2);
      await grant(market, type, worker, 3);
      await pushes.next('qualification:updated', ({ seq }) => seq === 3);
      pushes.clear();
    });
    const snapshot = await pushes.next('snapshot', ({ reset }) => reset);
    expect(snapshot).toMatchObject({ seq: 1, qualifications: [{ value: 1 }] });
    expect(snapshot.epoch).not.toBe(epoch);
    await vi.waitFor(async () => expect((await away.app.markets.get(market.id)).isCurrent).toBe(true), soon);
    await vi.waitFor(() => grant(market, type, worker, 5), soon);
    await vi.waitFor(() => expect(client.state?.qualifications.get(type)).toMatchObject({ value: 5 }), soon);
    const seen = [away, near].map(async ({ app }) => (await app.markets.get(market.id)).record.epoch);
    expect(new Set(await Promise.all(seen)).size).toBe(1);
  });

  it('renews it as well where nobody but a client remembers what was lost', async () => {
    const market = await openMarket(near);
    const [type, worker] = [await market.qualificationType(), await market.worker()];
    const { client, pushes } = connect(market, worker);
    const { epoch } = await pushes.next('snapshot');
    await backTo(async () => {
      await grant(market, type, worker, 1);
      await pushes.next('qualification:granted');
      client.socket.disconnect();
      await away.close();
      await near.close();
    });
    pushes.clear();
    near = await startServer({ store: 'redis', redisUrl: redis.url });
    away = await startServer({ store: 'redis', redisUrl: redis.url });
    const back = market.connect(worker, { url: away.url });
    clients.push(back);
    back.socket.disconnect();
    back.socket.auth = { market: market.id, worker, after: 1, epoch };
    const replayed = record(back);
    back.socket.connect();
    const snapshot = await replayed.next('snapshot');
    expect(snapshot).toMatchObject({ reset: true, seq: 0 });
    expect(snapshot.epoch).not.toBe(epoch);
    await vi.waitFor(async () => {
      expect((await near.app.markets.get(market.id)).record.epoch).toBe(snapshot.epoch);
    }, soon);
  });

  it('makes default anew where Redis lost everything, and closes what was in other markets', async () => {
    const market = await openMarket(near);
    const worker = await market.worker();
    const { pushes } = connect(market, worker);
    const { epoch } = await pushes.next('snapshot');
    const before = (await near.app.markets.get('default')).record.namespace;
    await redis.command('FLUSHALL');
    expect(await pushes.next('closing')).toMatchObject({ code: 'MarketDeleted' });
    for (const { url, app } of [away, near]) {
      await vi.waitFor(async () => {
        const known = (await app.markets.get('default')).record;
        expect(known.namespace).not.toBe(before);
        expect(known.epoch).not.toBe(epoch);
        expect((await fetch(`${url}/api/markets/${market.id}`)).status).toBe(404);
      }, soon);
    }
    const made = await fetch(`${away.url}/api/markets/default/workers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ workers: [{ id: 'A1AFTERALL' }] }),
    });
    expect(made.status).toBe(201);
    await vi.waitFor(async () => {
      expect((await fetch(`${near.url}/api/markets/default/workers/A1AFTERALL`)).status).toBe(200);
    }, soon);
  });
});
