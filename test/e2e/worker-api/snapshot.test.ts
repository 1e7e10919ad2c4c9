import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MarketFixture, openMarket, send } from '../../support/market-fixture.ts';
import { record } from '../../support/pushes.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), 'turksim-snapshot-'));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const urlOf = (market: { url: string; id: string }) => `${market.url}/api/markets/${market.id}/snapshot`;

async function download(market: MarketFixture): Promise<Buffer> {
  const response = await fetch(urlOf(market));
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/gzip']);
  return Buffer.from(await response.arrayBuffer());
}

async function upload(market: { url: string; id: string }, file: Buffer) {
  const response = await fetch(urlOf(market), { method: 'PUT', body: new Uint8Array(file) });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** A market with a worker in the middle of things. */
async function lived(): Promise<{ market: MarketFixture; worker: string; hit: string; assignment: string }> {
  const market = await openMarket(server, { seed: 3, environment: 'production' });
  const worker = await market.worker({ approved: 150, locale: { country: 'DE' }, requester: 'MYSELF' });
  const type = await market.qualificationType({ Name: 'Kept' });
  await market.request('AssociateQualificationWithWorker', {
    QualificationTypeId: type,
    WorkerId: worker,
    IntegerValue: 7,
  });
  const { id: hit } = await market.hit({ MaxAssignments: 3, AssignmentDurationInSeconds: 600 });
  const { body } = await market.call('POST', `/hits/${hit}/accept`, { worker });
  await market.advance(60);
  return { market, worker, hit, assignment: body.id };
}

/** All that can be read of the market by its routes. */
async function readings(market: MarketFixture, { worker, hit }: { worker: string; hit: string }) {
  const paths = [
    `/workers/${worker}`,
    `/workers/${worker}/hits`,
    `/workers/${worker}/assignments`,
    `/workers/${worker}/qualifications`,
    `/workers/${worker}/earnings`,
    `/hits/${hit}?worker=${worker}`,
    '/hits',
    '/qualification-types',
    '/clock',
  ];
  const bodies = await Promise.all(paths.map(async (path) => (await market.call('GET', path)).body));
  return bodies.map(({ feed: _feed, ...body }) => body);
}

it('a file restores the whole market: records, lists, deadlines, inboxes, clock', async () => {
  const story = await lived();
  const file = await download(story.market);
  const other = await openMarket(server);
  const restored = await upload(other, file);
  expect(restored).toMatchObject({
    status: 200,
    body: { id: other.id, environment: 'production', seed: 3, workers: 1 },
  });
  expect(await readings(other, story)).toEqual(await readings(story.market, story));
  const inbox = async (market: MarketFixture) =>
    (await market.call('GET', `/workers/${story.worker}/inbox`)).body.entries.map(
      ({ event, seq }: { event: string; seq: number }) => [event, seq],
    );
  expect(await inbox(other)).toEqual(await inbox(story.market));
  await other.advance(600);
  const { body } = await other.call('GET', `/workers/${story.worker}/assignments`);
  expect(body.assignments).toMatchObject([{ id: story.assignment, status: 'Abandoned' }]);
});

it('tells sockets the state anew, with another epoch, and ends those of workers that are gone', async () => {
  const { market, worker } = await lived();
  const file = await download(market);
  const stranger = await market.worker();
  const client = market.connect(worker);
  const lost = market.connect(stranger);
  const [pushes, lostPushes] = [record(client), record(lost)];
  const { epoch } = await pushes.next('snapshot');
  await lostPushes.next('snapshot');
  pushes.clear();
  lostPushes.clear();
  await upload(market, file);
  const snapshot = await pushes.next('snapshot');
  expect(snapshot).toMatchObject({ reset: true, worker: { id: worker }, seq: 2, groupsTotal: 1 });
  expect(snapshot.epoch).not.toBe(epoch);
  expect(await lostPushes.next('snapshot')).toMatchObject({ reset: true, groups: [] });
  expect(await lostPushes.next('closing')).toMatchObject({ code: 'MarketReset' });
  await market.call('PATCH', `/workers/${worker}`, { adult: true });
  expect(await pushes.next('system:changed')).toMatchObject({ seq: 3 });
  client.close();
  lost.close();
});

it('takes the file unpacked as well, and changes nothing where it is not whole', async () => {
  const story = await lived();
  const file = await download(story.market);
  const text = gunzipSync(file).toString();
  const other = await openMarket(server);
  await other.worker({ id: 'ASTAYS' });
  const rows = text.trimEnd().split('\n');
  const wrong = [
    Buffer.from('nothing of the kind'),
    Buffer.alloc(0),
    file.subarray(0, file.length - 20),
    gzipSync(rows.slice(0, -1).join('\n')),
    gzipSync([...rows.slice(0, -2), rows.at(-1)].join('\n')),
    gzipSync([rows[0], '{"record":["nonsense",{}]}', ...rows.slice(1)].join('\n')),
    gzipSync(text.replace('"version":1', '"version":2')),
  ];
  for (const each of wrong) {
    const { status, body } = await upload(other, each);
    expect([status, body.error?.code]).toEqual([400, 'BadRequest']);
  }
  expect(
    (await upload(other, gzipSync(text.replace('"version":1', '"version":2')))).body.error.message,
  ).toContain('version 2');
  expect((await other.call('GET', '/workers/ASTAYS')).status).toBe(200);
  expect((await upload(other, Buffer.from(text))).status).toBe(200);
  expect((await other.call('GET', '/workers/ASTAYS')).status).toBe(404);
  expect((await upload({ url: server.url, id: 'nowhere' }, file)).status).toBe(404);
});

it('--load puts a file into the market default when it is empty', async () => {
  const { market, worker } = await lived();
  const path = join(folder, 'market.ndjson.gz');
  writeFileSync(path, await download(market));
  const loaded = await startServer({ load: path });
  const { body } = await send(`${loaded.url}/api/markets/default/workers/${worker}`, 'GET');
  expect(body).toMatchObject({ id: worker, approvalRate: 100, qualifications: [{ name: 'Kept', value: 7 }] });
  await loaded.close();
});
