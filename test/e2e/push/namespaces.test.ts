import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { marketPushSchemas, requesterPushSchemas } from '../../../server/contract/schemas/pushes.ts';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import type { Came } from '../../support/pushes.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let market: MarketFixture;
const sockets: { disconnect(): unknown }[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  market = await openMarket(server);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

async function connected(namespace: '/requester' | '/market', auth: object) {
  const socket = io(`${server.url}${namespace}`, { forceNew: true, auth: { market: market.id, ...auth } });
  sockets.push(socket);
  const schemas = namespace === '/requester' ? requesterPushSchemas : marketPushSchemas;
  const all: Came[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((name: string, push) => {
    expect(schemas[name]?.parse(push), name).toEqual(push);
    all.push({ name, push });
    for (const check of waiting) check();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const next = (name: string, suits: (push: Came['push']) => boolean = () => true): Promise<Came['push']> =>
    new Promise((resolve) => {
      const check = () => {
        const found = all.find((each) => each.name === name && suits(each.push));
        if (found) resolve(found.push);
      };
      waiting.add(check);
      check();
    });
  return { socket, all, next };
}

describe('/requester', () => {
  it('tells a requester what becomes of its HITs and types, and nobody else', async () => {
    const worker = await market.worker();
    const mine = await connected('/requester', { accessKeyId: 'ME' });
    const other = await connected('/requester', { accessKeyId: 'OTHER' });
    const spec = { MaxAssignments: 2, LifetimeInSeconds: 7200, AssignmentDurationInSeconds: 60 };
    const hit = await market.hit(spec, 'ME');
    const { body: first } = await market.call('POST', `/hits/${hit.id}/accept`, { worker });
    expect(await mine.next('assignment:accepted')).toMatchObject({
      assignment: first.id,
      hit: hit.id,
      hitTypeId: hit.group,
      worker,
    });
    await market.call('POST', `/assignments/${first.id}/return`, { worker });
    await mine.next('assignment:returned');
    const { body: second } = await market.call('POST', `/hits/${hit.id}/accept`, { worker });
    await market.advance(61);
    expect(await mine.next('assignment:abandoned')).toMatchObject({ assignment: second.id });
    const { body: third } = await market.call('POST', `/hits/${hit.id}/accept`, { worker });
    await market.call('POST', `/assignments/${third.id}/submit`, { worker, answer: { text: 'done' } });
    await mine.next('assignment:submitted');
    await market.advance(7200);
    expect(await mine.next('hit:expired')).toMatchObject({ hit: hit.id });
    expect(await mine.next('hit:reviewable')).toMatchObject({ hit: hit.id });
    const { QualificationType } = await market.request(
      'CreateQualificationType',
      { Name: 'Mine', Description: 'Mine', QualificationTypeStatus: 'Active' },
      'ME',
    );
    const type = QualificationType.QualificationTypeId;
    const { body: request } = await market.call('POST', `/workers/${worker}/qualification-requests`, {
      type,
    });
    expect(await mine.next('request:pending')).toMatchObject({ id: request.id, type, worker });
    expect(other.all).toEqual([]);
    expect(mine.all.every(({ push }, at) => at === 0 || push.feed >= mine.all[at - 1]?.push.feed)).toBe(true);
  });

  it('goes on after a reset, and answers requests with a refusal', async () => {
    const mine = await connected('/requester', { accessKeyId: 'ME' });
    await market.call('POST', '/reset');
    const worker = await market.worker();
    const hit = await market.hit({}, 'ME');
    await market.call('POST', `/hits/${hit.id}/accept`, { worker });
    await mine.next('assignment:accepted');
    expect(await mine.socket.emitWithAck('anything', {})).toMatchObject({
      ok: false,
      error: { code: 'NotFound' },
    });
  });
});

describe('/market', () => {
  it('tells figures once a second, and events as they happen, also after a reset', async () => {
    const dashboard = await connected('/market', {});
    await dashboard.next('stats', ({ workers }) => workers === 0);
    const worker = await market.worker();
    await dashboard.next('events', ({ events }) =>
      events.some(({ type }: { type: string }) => type === 'worker:created'),
    );
    await dashboard.next('stats', ({ workers, counts }) => workers === 1 && counts['worker:created'] === 1);
    const client = market.connect(worker);
    sockets.push(client.socket);
    await new Promise<void>((resolve) => client.onChange(() => resolve()));
    const hit = await market.hit();
    const visible = await dashboard.next('events', ({ events }) =>
      events.some(({ type }: { type: string }) => type === 'hit:visible'),
    );
    expect(visible.events.find(({ type }: { type: string }) => type === 'hit:visible')).toMatchObject({
      hitTypeId: hit.group,
      workers: 1,
    });
    await dashboard.next('stats', ({ online, sockets: open }) => online === 1 && open === 1);
    await market.call('POST', '/reset');
    await dashboard.next('stats', ({ workers, feed }) => workers === 0 && feed === 0);
  });

  it('tells at most 20 events a second and counts the others', { timeout: 30_000 }, async () => {
    const dashboard = await connected('/market', {});
    const start = Date.now();
    for (let made = 0; made < 10; made++) await market.call('POST', '/workers', { count: 60 });
    const told = () =>
      dashboard.all
        .filter(({ name }) => name === 'events')
        .reduce((sum, { push }) => sum + push.events.length, 0);
    const skipped = () =>
      dashboard.all.filter(({ name }) => name === 'events').reduce((sum, { push }) => sum + push.skipped, 0);
    await dashboard.next('events', () => told() + skipped() === 600);
    const seconds = (Date.now() - start) / 1000;
    expect(told()).toBeLessThanOrEqual(20 * (seconds + 1));
    expect(skipped()).toBeGreaterThan(400);
  });
});
