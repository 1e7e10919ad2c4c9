import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { InboxCheck } from '../../../simulator/drive/inbox-check.ts';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import type { TestServer } from '../../support/start-server.ts';

let data: string;
let port: number;
let child: ChildProcess | undefined;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'turksim-restart-'));
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  port = (probe.address() as { port: number }).port;
  probe.close();
});
afterAll(async () => {
  await kill();
  rmSync(data, { recursive: true, force: true });
});

/** Resolves with the address once the server answers. */
async function serve(): Promise<string> {
  child = spawn(process.execPath, ['--import', 'tsx', 'test/support/serve-here.ts', data, String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const printed = once(child.stdout as NodeJS.ReadableStream, 'data') as Promise<[Buffer]>;
  const ended = once(child, 'exit').then(() => {
    throw new Error('the server ended before it answered');
  });
  const [line] = await Promise.race([printed, ended]);
  ended.catch(() => {});
  return String(line).trim();
}

async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

it('[promises 3, 6] a server killed in the middle of traffic loses no push, and clients resume by themselves', {
  timeout: 120_000,
}, async () => {
  const url = await serve();
  const market: MarketFixture = await openMarket({ url } as TestServer);
  const workers = await Promise.all(Array.from({ length: 6 }, () => market.worker()));
  const type = await market.qualificationType();
  const broken: string[] = [];
  const clients = workers.map((worker, at) => {
    const client = market.connect(worker, { transports: at % 2 === 0 ? ['websocket'] : ['polling'] });
    client.socket.io.reconnectionDelay(50);
    client.socket.io.reconnectionDelayMax(200);
    const check = new InboxCheck((what) => broken.push(`${worker}: ${what}`));
    client.socket.on('connect', () => check.connected());
    client.socket.on('snapshot', (snapshot) => check.snapshot(snapshot));
    client.socket.onAny((name: string, push) => {
      if (name !== 'snapshot' && client.socket.connected) check.push(name, push);
    });
    return { client, check };
  });
  const answered = new Map<string, number>();
  let over = false;
  let value = 0;
  const grantAll = async (worker: string) => {
    while (!over) {
      value++;
      const ask = { QualificationTypeId: type, WorkerId: worker, IntegerValue: value };
      const landed = await market.request('AssociateQualificationWithWorker', ask).then(
        () => true,
        () => false,
      );
      if (landed) answered.set(worker, (answered.get(worker) ?? 0) + 1);
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const traffic = Promise.all(workers.map(grantAll));
  for (let killed = 0; killed < 2; killed++) {
    const wanted = (killed + 1) * 60;
    while ([...answered.values()].reduce((sum, each) => sum + each, 0) < wanted)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await kill();
    await serve();
  }
  over = true;
  await traffic;
  for (const [at, worker] of workers.entries()) {
    const { body } = await market.call('GET', `/workers/${worker}/inbox?limit=1`);
    const { check, client } = clients[at] as (typeof clients)[number];
    expect(body.seq).toBeGreaterThanOrEqual(answered.get(worker) ?? 0);
    await new Promise<void>((resolve) => {
      const look = () => check.last === body.seq && client.socket.connected && resolve();
      client.onChange(look);
      look();
    });
    client.close();
  }
  expect(broken).toEqual([]);
});
