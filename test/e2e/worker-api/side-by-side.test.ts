import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestMarket } from '../../../testing/test-market.ts';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const hitsMade = 60;
const workersMade = 20;

/** Markets of one seed make the same ids, so whatever leaked from one to the other would find its mark there. */
async function populated(): Promise<{ market: MarketFixture; client: TestMarket; workers: string[] }> {
  const market = await openMarket(server, { seed: 7 });
  const client = new TestMarket({ url: server.url, market: market.id });
  const workers = await client.workers(
    Array.from({ length: workersMade }, (_, at) => ({ id: `ATWIN${at}` })),
  );
  return { market, client, workers: workers.map(({ id }) => id) };
}

async function postAll({ market }: { market: MarketFixture }): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < hitsMade; at++)
    ids.push((await market.hit({ Title: `Task ${at}`, MaxAssignments: 3 })).id);
  return ids;
}

it('two markets under load see nothing of each other, though their ids are the same', async () => {
  const [busy, quiet] = await Promise.all([populated(), populated()]);
  const [watched, unwatched] = await Promise.all([
    quiet.client.connect('ATWIN0'),
    busy.client.connect('ATWIN0'),
  ]);
  const [inBusy, inQuiet] = await Promise.all([postAll(busy), postAll(quiet)]);
  expect(inBusy).toEqual(inQuiet);

  await Promise.all([
    ...inBusy.map(async (hit, at) => {
      for (let place = 0; place < 3; place++) {
        const worker = busy.workers[(at + place) % workersMade] as string;
        const { id } = await busy.client.accept(worker, hit);
        if (place < 2) await busy.client.submit(worker, id, { text: 'done' });
      }
    }),
    ...inQuiet.map((hit) => quiet.market.call('GET', `/hits/${hit}?worker=ATWIN1`)),
    busy.client.changeWorker('ATWIN2', { submitted: 600, approved: 500 }),
    busy.market.request('CreateWorkerBlock', { WorkerId: 'ATWIN3', Reason: 'spam' }),
  ]);
  await busy.client.advance({ days: 2 });

  const eventsOf = async ({ market }: { market: MarketFixture }) =>
    (await market.call('GET', '/feed?limit=1000')).body.events.map(({ type }: { type: string }) => type);
  expect(new Set(await eventsOf(quiet))).toEqual(
    new Set(['worker:created', 'requester:created', 'hit-type:created', 'hit:created']),
  );
  expect(await eventsOf(busy)).toEqual(expect.arrayContaining(['assignment:submitted', 'worker:blocked']));
  const { body: hits } = await quiet.market.call('GET', '/hits?limit=1000');
  expect(hits.hits).toHaveLength(hitsMade);
  for (const { status, places } of hits.hits) expect([status, places]).toEqual(['Assignable', 3]);
  expect(await quiet.client.readWorker('ATWIN2')).toMatchObject({ approved: 0 });
  await quiet.client.accept('ATWIN3', inQuiet[0] as string);
  const { body: requests } = await quiet.market.call('GET', '/requests?limit=1000');
  expect(new Set(requests.requests.map(({ operation }: { operation: string }) => operation))).toEqual(
    new Set(['CreateHIT']),
  );
  expect(
    Date.parse((await busy.client.clock()).now) - Date.parse((await quiet.client.clock()).now),
  ).toBeGreaterThan(2 * 86_400_000 - 60_000);
  await expect(watched.next('assignment:accepted', undefined, 100)).rejects.toThrow(
    /^No assignment:accepted/,
  );
  expect(await unwatched.next('assignment:submitted')).toMatchObject({ hit: expect.any(String) });
  await Promise.all([busy.client.delete(), quiet.client.delete()]);
});
