import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { WorkerClient } from '../../../server/client/index.ts';
import { limits } from '../../../server/contract/limits.ts';
import { htmlQuestion, type MarketFixture, openMarket, send } from '../../support/market-fixture.ts';
import { record } from '../../support/pushes.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
const closing: { close(): unknown }[] = [];

beforeAll(async () => {
  server = await startServer({ connectionsPerAddress: 60 });
});
afterAll(() => server.close());
afterEach(() => {
  for (const each of closing.splice(0)) each.close();
});

const ended = (client: WorkerClient) =>
  new Promise<{ reason: string; details: unknown }>((resolve) => {
    client.socket.once('disconnect', (reason, details) => resolve({ reason, details }));
  });

async function connected(market: MarketFixture, worker: string) {
  const client = market.connect(worker, { transports: ['websocket'] });
  closing.push(client);
  const pushes = record(client);
  await pushes.next('snapshot');
  return { client, pushes };
}

function bare(namespace: string, auth: object) {
  const socket = io(`${server.url}${namespace}`, {
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    auth,
  });
  closing.push(socket);
  return socket;
}
const refusal = (namespace: string, auth: object) =>
  new Promise<Error & { data: Record<string, unknown> }>((resolve, reject) => {
    const socket = bare(namespace, auth);
    socket.once('connect', () => reject(new Error('connected')));
    socket.once('connect_error', (error) => resolve(error as Error & { data: Record<string, unknown> }));
  });

it('a reset tells the empty state with reset, then ends the connection with the reason', async () => {
  const market = await openMarket(server);
  const worker = await market.worker();
  const { client, pushes } = await connected(market, worker);
  const before = client.state?.epoch;
  pushes.clear();
  const end = ended(client);
  await market.call('POST', '/reset');
  expect((await end).reason).toBe('io server disconnect');
  expect(pushes.all).toMatchObject([
    {
      name: 'snapshot',
      push: { reset: true, groups: [], qualifications: [], requests: [], assignments: [], seq: 0 },
    },
    { name: 'closing', push: { code: 'MarketReset' } },
  ]);
  expect(pushes.all[0]?.push.epoch).not.toBe(before);
  expect((await refusal('/worker', { market: market.id, worker })).message).toContain(worker);
});

it('a deletion ends all connections with the reason', async () => {
  const market = await openMarket(server);
  const { client, pushes } = await connected(market, await market.worker());
  const dashboard = bare('/market', { market: market.id });
  const told = new Promise((resolve) => dashboard.once('closing', resolve));
  await new Promise<void>((resolve) => dashboard.once('connect', () => resolve()));
  const end = ended(client);
  expect((await market.call('DELETE', '')).status).toBe(204);
  await end;
  expect(await pushes.next('closing')).toMatchObject({ code: 'MarketDeleted' });
  expect(await told).toMatchObject({ code: 'MarketDeleted' });
});

it('an unknown market, worker or namespace and wrong auth are refused by name', async () => {
  const market = await openMarket(server);
  expect((await refusal('/worker', { market: 'nowhere', worker: 'A1' })).message).toContain('nowhere');
  expect((await refusal('/worker', { market: market.id, worker: 'ANOBODY' })).message).toContain('ANOBODY');
  expect((await refusal('/worker', { market: market.id })).message).toContain('auth.worker');
  expect(await refusal('/worker', { market: market.id, worker: 'A1', after: -1 })).toMatchObject({
    data: { code: 'BadRequest', path: 'auth.after', value: -1 },
  });
  expect((await refusal('/requester', { market: market.id })).message).toContain('auth.accessKeyId');
  expect((await refusal('/market', { market: 'nowhere' })).message).toContain('nowhere');
  expect((await refusal('/', {})).message).toContain('/worker');
  expect((await refusal('/nothing', {})).message).toBe('Invalid namespace');
});

it('more connections of one worker, or of one address, than the limits are refused; the others notice nothing', async () => {
  const market = await openMarket(server);
  const worker = await market.worker();
  const other = await market.worker();
  const { pushes } = await connected(market, worker);
  const more = Array.from({ length: limits.connectionsPerWorkerMax - 1 }, () => connected(market, worker));
  await Promise.all(more);
  expect((await refusal('/worker', { market: market.id, worker })).data).toMatchObject({
    code: 'TooManyRequests',
  });
  const rest = 60 - limits.connectionsPerWorkerMax;
  const others = Array.from({ length: rest - 1 }, () => connected(market, other));
  await Promise.all(others);
  await connected(market, other).catch(() => {});
  expect((await refusal('/worker', { market: market.id, worker: other })).data).toMatchObject({
    code: 'TooManyRequests',
    allowed: 60,
  });
  const type = await market.qualificationType();
  await market.request('AssociateQualificationWithWorker', { QualificationTypeId: type, WorkerId: worker });
  await pushes.next('qualification:granted');
});

it('a client that does not read is cut with the reason, comes back and resumes', {
  timeout: 60_000,
}, async () => {
  const market = await openMarket(server);
  const worker = await market.worker();
  const { id: hit } = await market.hit({
    Question: htmlQuestion.replace('<input name="text">', 'x'.repeat(60_000)),
  });
  const { client, pushes } = await connected(market, worker);
  const quick = await connected(market, worker);
  const { transport } = client.socket.io.engine as unknown as {
    transport: { ws: { _socket: { pause(): void; resume(): void } } };
  };
  const raw = transport.ws._socket;
  raw.pause();
  const end = ended(client);
  // Far more than the kernel and the server hold for it.
  for (let asked = 0; asked < 400; asked++) client.socket.emit('hit:preview', { hit }, () => {});
  const type = await market.qualificationType();
  await market.request('AssociateQualificationWithWorker', { QualificationTypeId: type, WorkerId: worker });
  await quick.pushes.next('qualification:granted');
  await market.call('PATCH', `/workers/${worker}`, { adult: true });
  await quick.pushes.next('system:changed');
  raw.resume();
  const { details } = await end;
  expect(details).toMatchObject({ context: { reason: expect.stringContaining('too slow') } });
  pushes.clear();
  const snapshot = await pushes.next('snapshot');
  expect(snapshot).toMatchObject({ seq: 2, reset: false });
  expect(client.state?.seq).toBe(2);
});

it('malformed requests are answered with what was wrong; oversized ones end that connection alone', async () => {
  const market = await openMarket(server);
  const worker = await market.worker();
  const { client } = await connected(market, worker);
  const other = await connected(market, worker);
  const emit = (name: string, ...given: unknown[]) =>
    (
      client.socket as unknown as { emitWithAck(name: string, ...given: unknown[]): Promise<unknown> }
    ).emitWithAck(name, ...given);
  const refused = (code: string, about: string) => ({
    ok: false,
    error: { code, message: expect.stringContaining(about) },
  });
  expect(await emit('nothing:like-this', {})).toMatchObject(refused('NotFound', 'nothing:like-this'));
  expect(await emit('toString', {})).toMatchObject(refused('NotFound', 'toString'));
  expect(await emit('hit:preview', {})).toMatchObject(refused('BadRequest', 'hit:preview.hit'));
  expect(await emit('hit:preview', 7)).toMatchObject(refused('BadRequest', 'hit:preview'));
  expect(await emit('hit:preview', { hit: 'X' }, 2)).toMatchObject(refused('BadRequest', 'one object'));
  expect(await emit('hit:preview', { hit: 'NOHIT' })).toMatchObject(refused('NotFound', 'NOHIT'));
  expect(await emit('hits:list', { limit: 5000 })).toMatchObject(refused('BadRequest', 'hits:list.limit'));
  expect(await emit('assignment:submit', { assignment: 'NONE', answer: {} })).toMatchObject(
    refused('NotFound', 'NONE'),
  );
  expect(await emit('eligibility:check', { hits: ['NOHIT'] })).toMatchObject({
    ok: true,
    results: [{ error: expect.stringContaining('NOHIT') }],
  });
  const end = ended(client);
  client.socket.emit('types:list', { search: 'x'.repeat(limits.messageBytesMax + 1) }, () => {});
  await end;
  expect(other.client.socket.connected).toBe(true);
  expect(await other.client.ask('types:list', {})).toEqual({ qualificationTypes: [] });
});

it('the page of a foreign origin gets no socket', async () => {
  const poll = `${server.url}/socket.io/?EIO=4&transport=polling`;
  const foreign = await send(poll, 'GET', undefined, { origin: 'https://evil.example' });
  expect(foreign.status).toBe(403);
  const ours = await send(poll, 'GET', undefined, { origin: 'http://localhost:3000' });
  expect(ours.status).toBe(200);
});
