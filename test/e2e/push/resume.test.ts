import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { WorkerClient } from '../../../server/client/index.ts';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import { record } from '../../support/pushes.ts';
import { testSeed } from '../../support/runs.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let market: MarketFixture;
let worker: string;
let type: string;
const closing: { close(): unknown }[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  market = await openMarket(server);
  worker = await market.worker();
  type = await market.qualificationType();
});
afterEach(() => {
  for (const each of closing.splice(0)) each.close();
});

const grant = (value: number) =>
  market.request('AssociateQualificationWithWorker', {
    QualificationTypeId: type,
    WorkerId: worker,
    IntegerValue: value,
  });

/** A bare connection that asks to resume at a place; all that comes until the snapshot. */
async function resume(auth: object) {
  const socket = io(`${server.url}/worker`, {
    forceNew: true,
    transports: ['websocket'],
    auth: { market: market.id, worker, ...auth },
  });
  closing.push(socket);
  const recorder = record({ socket } as unknown as WorkerClient);
  const snapshot = await recorder.next('snapshot');
  return { replayed: recorder.all.slice(0, -1), snapshot, socket, recorder };
}

it('replays what came after, then states what is', async () => {
  const { snapshot: first, socket } = await resume({});
  socket.disconnect();
  for (const value of [1, 2, 3]) await grant(value);
  const { replayed, snapshot } = await resume({ after: first.seq, epoch: first.epoch });
  expect(replayed.map(({ name, push }) => [name, push.seq, push.value])).toEqual([
    ['qualification:granted', 1, 1],
    ['qualification:updated', 2, 2],
    ['qualification:updated', 3, 3],
  ]);
  expect(snapshot).toMatchObject({ seq: 3, reset: false, qualifications: [{ type, value: 3 }] });
  const later = await resume({ after: 2, epoch: first.epoch });
  expect(later.replayed.map(({ push }) => push.seq)).toEqual([3]);
});

it('replays nothing without `after`, and says so where a replay cannot be had', async () => {
  for (const value of [1, 2]) await grant(value);
  const fresh = await resume({});
  expect(fresh).toMatchObject({ replayed: [], snapshot: { reset: false, seq: 2 } });
  const { epoch } = fresh.snapshot;
  expect(await resume({ after: 2, epoch })).toMatchObject({ replayed: [], snapshot: { reset: false } });
  expect(await resume({ after: 1, epoch: 'another' })).toMatchObject({
    replayed: [],
    snapshot: { reset: true },
  });
  expect(await resume({ after: 1 })).toMatchObject({ replayed: [], snapshot: { reset: true } });
  expect(await resume({ after: 3, epoch })).toMatchObject({ replayed: [], snapshot: { reset: true } });
});

it('says reset where the inbox no longer has what was missed', { timeout: 60_000 }, async () => {
  const { snapshot } = await resume({});
  for (let value = 0; value < 1010; value++) await grant(value);
  const { epoch } = snapshot;
  expect(await resume({ after: 0, epoch })).toMatchObject({
    replayed: [],
    snapshot: { reset: true, seq: 1010 },
  });
  const some = await resume({ after: 500, epoch });
  expect(some.snapshot.reset).toBe(false);
  expect(some.replayed.map(({ push }) => push.seq)).toEqual(Array.from({ length: 510 }, (_, at) => 501 + at));
  const { body } = await market.call('GET', `/workers/${worker}/inbox?after=1`);
  expect(body.error).toMatchObject({ code: 'Gone', first: 11 });
});

it('gives every connection of a worker the whole story', async () => {
  const connections = await Promise.all(Array.from({ length: 5 }, () => resume({})));
  for (const value of [1, 2, 3]) await grant(value);
  for (const { recorder } of connections) {
    await recorder.next('qualification:updated', ({ seq }) => seq === 3);
    expect(recorder.all.map(({ push }) => push.seq)).toEqual([0, 1, 2, 3]);
  }
});

it('misses and doubles nothing for clients that come and go at random moments while things happen', {
  timeout: 60_000,
}, async () => {
  const { group } = await market.hit({
    MaxAssignments: 1,
    QualificationRequirements: [
      {
        QualificationTypeId: type,
        Comparator: 'GreaterThan',
        IntegerValues: [50],
        ActionsGuarded: 'DiscoverPreviewAndAccept',
      },
    ],
  });
  const seed = testSeed() % 2 ** 31;
  let chance = seed;
  const random = () => {
    chance = (Math.imul(chance, 1_103_515_245) + 12_345) & 0x7fffffff;
    return chance / 0x7fffffff;
  };
  const clients = Array.from({ length: 8 }, (_, at) => {
    const client = market.connect(worker, { transports: at % 2 === 0 ? ['websocket'] : ['polling'] });
    closing.push(client);
    const numbers: number[] = [];
    const oneConnection: number[] = [];
    let connected = false;
    client.socket.on('connect', () => {
      connected = true;
      oneConnection.length = 0;
    });
    client.socket.on('disconnect', () => {
      connected = false;
    });
    client.socket.onAny((_name, push) => {
      // What the library hands over in between belongs to no connection.
      if (!connected || push.epoch !== undefined || push.seq === undefined) return;
      expect(push.seq, `seed ${seed}`).toBeGreaterThan(oneConnection.at(-1) ?? 0);
      oneConnection.push(push.seq);
      if (push.seq > (numbers.at(-1) ?? 0)) numbers.push(push.seq);
    });
    return { client, numbers };
  });
  const commits = 300;
  for (let made = 1; made <= commits; made++) {
    await grant(Math.floor(random() * 100));
    for (const { client } of clients) {
      if (random() > 0.1) continue;
      if (client.socket.connected && client.state !== undefined) client.socket.disconnect();
      else client.socket.connect();
    }
  }
  for (const { client } of clients) client.socket.connect();
  const { body } = await market.call('GET', `/workers/${worker}/hits`);
  for (const { client, numbers } of clients) {
    await new Promise<void>((resolve) => {
      const check = () => client.state?.seq === commits && resolve();
      client.onChange(check);
      check();
    });
    const first = numbers[0] ?? commits + 1;
    expect(numbers, `seed ${seed}`).toEqual(
      Array.from({ length: commits - first + 1 }, (_, at) => first + at),
    );
    expect([...(client.state?.groups.keys() ?? [])], `seed ${seed}`).toEqual(
      body.groups.map(({ hitTypeId }: { hitTypeId: string }) => hitTypeId),
    );
    expect([[], [group]]).toContainEqual([...(client.state?.groups.keys() ?? [])]);
  }
});
