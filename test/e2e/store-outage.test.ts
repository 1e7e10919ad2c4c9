import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asRequester, type MarketFixture, openMarket } from '../support/market-fixture.ts';
import { record } from '../support/pushes.ts';
import { RedisServer } from '../support/redis-server.ts';
import { startServer, type TestServer } from '../support/start-server.ts';
import { startTcpGate, type TcpGate } from '../support/tcp-gate.ts';
import { toolPath } from '../support/tools.ts';

const soon = { timeout: 10_000, interval: 20 };

/** What a server that can't write says: the reason and when to come again; the Requester API its own word. */
async function expectRefused(market: MarketFixture, reason: string): Promise<void> {
  const made = await firstRefused(() =>
    fetch(`${market.url}/api/markets/${market.id}/workers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"workers":[{}]}',
    }),
  );
  expect([made.status, made.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await made.json()).toMatchObject({
    error: { code: 'Unavailable', message: expect.stringContaining(reason) },
  });
  let newcomers = 0;
  const called = await firstRefused(() =>
    fetch(`${market.url}/markets/${market.id}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        ...asRequester('GetAccountBalance', `NEWCOMER${++newcomers}`),
      },
      body: '{}',
    }),
  );
  expect([called.status, await called.json()]).toMatchObject([500, { __type: 'ServiceFault' }]);
}

/** A file that can't grow takes some more commands before it is full. */
async function firstRefused(call: () => Promise<Response>): Promise<Response> {
  for (let calls = 0; calls < 300; calls++) {
    const answer = await call();
    if (answer.status >= 500) return answer;
  }
  throw new Error('nothing was refused');
}

const statusOf = async ({ url }: { readonly url: string }, path: string) => (await fetch(url + path)).status;

describe.skipIf(toolPath('redis-server') === undefined)('Redis can not answer', () => {
  let redis: RedisServer;
  let gate: TcpGate;
  let server: TestServer;
  const replicas: RedisServer[] = [];
  beforeEach(async () => {
    redis = await RedisServer.start();
    gate = await startTcpGate(redis.port);
    server = await startServer({ store: 'redis', redisUrl: `redis://127.0.0.1:${gate.port}` });
  });
  afterEach(async () => {
    await server.close();
    await gate.close();
    await Promise.all([redis, ...replicas.splice(0)].map((each) => each.stop()));
  });

  /** Resolves when it has all that its master has. */
  async function replicaOf(master: RedisServer): Promise<RedisServer> {
    const replica = await RedisServer.start(['--replicaof', '127.0.0.1', String(master.port)]);
    replicas.push(replica);
    const isUp = async () =>
      expect(await replica.command('INFO', 'replication')).toContain('master_link_status:up');
    await vi.waitFor(isUp, soon);
    return replica;
  }

  const grant = (market: MarketFixture, type: string, worker: string, value: number) =>
    market.request('AssociateQualificationWithWorker', {
      QualificationTypeId: type,
      WorkerId: worker,
      IntegerValue: value,
      SendNotification: false,
    });

  /** A market with a worker on line and a type to grant it. */
  async function scene() {
    const market = await openMarket(server);
    const [type, worker] = [await market.qualificationType(), await market.worker()];
    const client = market.connect(worker, { transports: ['websocket'] });
    const pushes = record(client);
    const { epoch } = await pushes.next('snapshot');
    const give = (value: number) => grant(market, type, worker, value);
    return { market, worker, client, pushes, epoch, give };
  }

  it('while it is away: a worker who comes then is let in by its client itself once it is back', async () => {
    const { market, worker, give } = await scene();
    await give(1);
    await redis.kill();
    await expectRefused(market, '127.0.0.1');
    // A client as anybody has it, which comes again after a connection lost, and not after one refused.
    const { socket } = market.connect(worker, { transports: ['websocket'] });
    const lost = new Promise((resolve) => socket.once('disconnect', resolve));
    const refused = new Promise((resolve) => socket.once('connect_error', resolve));
    const pushes = record({ socket });
    await Promise.race([lost, refused, new Promise((resolve) => socket.io.once('close', resolve))]);
    await redis.restart();
    await vi.waitFor(() => expect(pushes.names()).toContain('snapshot'), soon);
    socket.disconnect();
  });

  it('while it restarts: commands are refused, /ready says no, and pushes go on from their place', async () => {
    const { market, client, pushes, give } = await scene();
    await give(1);
    await redis.kill();
    await expectRefused(market, '127.0.0.1');
    expect([await statusOf(server, '/ready'), await statusOf(server, '/health')]).toEqual([503, 200]);
    await redis.restart();
    await vi.waitFor(async () => expect(await statusOf(server, '/ready')).toBe(200), soon);
    await give(2);
    await pushes.next('qualification:updated');
    expect(pushes.names()).toEqual(['snapshot', 'qualification:granted', 'qualification:updated']);
    client.close();
  });

  it('because it is full: commands are refused with the reason, reads go on, and nothing is half done', async () => {
    const market = await openMarket(server);
    const worker = await market.worker();
    await redis.command('CONFIG', 'SET', 'maxmemory', '1mb');
    await expectRefused(market, 'maxmemory');
    expect(await market.call('GET', `/workers/${worker}`)).toMatchObject({ status: 200 });
    expect((await market.call('GET', '/workers')).body.workers).toHaveLength(1);
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await market.worker();
    await market.hit();
    expect((await market.call('GET', '/workers')).body.workers).toHaveLength(2);
  });

  it('and fails over to a replica: what had reached it is there, and pushes go on', async () => {
    const { client, pushes, give } = await scene();
    const replica = await replicaOf(redis);
    await give(1);
    await vi.waitFor(async () => expect(await offsetOf(replica)).toBe(await offsetOf(redis)), soon);
    gate.cut();
    await redis.kill();
    await replica.command('REPLICAOF', 'NO', 'ONE');
    gate.open(replica.port);
    await vi.waitFor(() => give(2), soon);
    await pushes.next('qualification:updated');
    expect(pushes.names()).toEqual(['snapshot', 'qualification:granted', 'qualification:updated']);
    client.close();
  });

  it('and fails over to a replica that lacks what was answered: clients take the state anew', async () => {
    const { client, pushes, epoch, give } = await scene();
    await give(1);
    const replica = await replicaOf(redis);
    await replica.command('REPLICAOF', 'NO', 'ONE');
    await give(2);
    await pushes.next('qualification:updated');
    pushes.clear();
    gate.cut();
    await redis.kill();
    gate.open(replica.port);
    const snapshot = await pushes.next('snapshot', ({ reset }) => reset);
    expect(snapshot).toMatchObject({ qualifications: [{ value: 1 }] });
    expect(snapshot.epoch).not.toBe(epoch);
    client.close();
  });

  it('when the server is to end: it closes all the same', async () => {
    await openMarket(server, { clock: { mode: 'scaled', speed: 5 } });
    await redis.kill();
    await server.close();
    await redis.restart();
    server = await startServer({ store: 'redis', redisUrl: redis.url });
  });
});

/** How much of the stream of writes a Redis has. */
async function offsetOf(redis: RedisServer): Promise<string | undefined> {
  return /^master_repl_offset:(\d+)/m.exec(String(await redis.command('INFO', 'replication')))?.[1];
}

describe('the disk of the embedded store is full', () => {
  let data: string;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'turksim-full-'));
  });
  afterEach(async () => {
    if (child && child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(data, { recursive: true, force: true });
  });

  it('commands are refused with the reason, checks go on, nothing is half done, and it goes on when there is room', {
    timeout: 60_000,
  }, async () => {
    const script = new URL('../support/serve-here.ts', import.meta.url).pathname;
    const args = ['--import', 'tsx', script, data, '0'];
    const running = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    child = running;
    const [line] = (await once(running.stdout, 'data')) as [Buffer];
    const url = String(line).trim();
    const market = await openMarket({ url } as TestServer);
    const worker = await market.worker();
    const hit = await market.hit();
    const limit = (bytes: string) =>
      execFileSync('prlimit', ['--pid', String(running.pid), `--fsize=${bytes}:unlimited`]);
    limit(String(statSync(join(data, 'data.mdb')).size));
    await expectRefused(market, data);
    expect(await market.call('GET', `/eligibility?worker=${worker}&hit=${hit.id}`)).toMatchObject({
      status: 200,
      body: { access: 'accept' },
    });
    const count = async () => (await market.call('GET', '/workers?limit=1000')).body.workers.length;
    const before = await count();
    limit('unlimited');
    await vi.waitFor(() => market.worker(), soon);
    await market.hit();
    expect(await count()).toBe(before + 1);
    expect(await statusOf({ url }, '/ready')).toBe(200);
  });
});
