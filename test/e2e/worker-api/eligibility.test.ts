import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MarketFixture, openMarket, send } from '../../support/market-fixture.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let market: MarketFixture;
let good: string;
let poor: string;
let hit: string;

beforeAll(async () => {
  server = await startServer();
  market = await openMarket(server);
  good = await market.worker({ approved: 500 });
  poor = await market.worker();
  hit = (
    await market.hit({
      MaxAssignments: 2,
      QualificationRequirements: [
        { QualificationTypeId: '00000000000000000040', Comparator: 'GreaterThan', IntegerValues: [100] },
      ],
    })
  ).id;
});
afterAll(() => server.close());

const check = (worker: string, of: string) => market.call('GET', `/eligibility?worker=${worker}&hit=${of}`);

it('answers one check, with what is unmet in words and members', async () => {
  expect((await check(good, hit)).body).toEqual({ access: 'accept', unmet: [], reasons: [] });
  expect((await check(poor, hit)).body).toEqual({
    access: 'preview',
    unmet: [
      {
        requirement: {
          QualificationTypeId: '00000000000000000040',
          Comparator: 'GreaterThan',
          IntegerValues: [100],
          ActionsGuarded: 'Accept',
        },
        value: 0,
        guards: 'Accept',
        text: expect.stringContaining('100'),
      },
    ],
    reasons: [],
  });
  expect((await check('ANOBODY', hit)).status).toBe(404);
  expect((await check(good, 'NOHIT')).status).toBe(404);
  const headers = (await check(good, hit)).headers;
  expect([headers.get('content-type'), headers.get('content-length')]).toEqual([
    'application/json; charset=utf-8',
    '43',
  ]);
});

it('answers batches in order, in all three shapes', async () => {
  const batch = async (body: object) => (await market.call('POST', '/eligibility', body)).body.results;
  const three = [{ access: 'accept' }, { access: 'preview' }, { error: expect.stringContaining('ANOBODY') }];
  const workers = [good, poor, 'ANOBODY'];
  expect(await batch({ checks: workers.map((worker) => ({ worker, hit })) })).toEqual(three);
  expect(await batch({ hit, workers })).toEqual(three);
  expect(await batch({ worker: good, hits: [hit, 'NOHIT'] })).toEqual([
    { access: 'accept' },
    { error: expect.stringContaining('NOHIT') },
  ]);
  expect(await batch({ hit, workers, explain: true })).toMatchObject([
    { access: 'accept', unmet: [], reasons: [] },
    { access: 'preview', unmet: [{ value: 0 }], reasons: [] },
    { error: expect.any(String) },
  ]);
  expect(await batch({ checks: [] })).toEqual([]);
});

it('samples existing pairs, the same for the same seed', async () => {
  const sample = async () => (await market.call('GET', '/eligibility/sample?n=5&seed=3')).body;
  const { checks } = await sample();
  expect(checks).toHaveLength(5);
  expect((await sample()).checks).toEqual(checks);
  for (const { worker, hit: sampled } of checks) expect((await check(worker, sampled)).status).toBe(200);
});

it('refuses what the other routes refuse', async () => {
  const url = `${server.url}/api/markets/${market.id}/eligibility`;
  expect((await send(url, 'GET')).body.error).toMatchObject({ code: 'BadRequest', path: 'query.worker' });
  expect((await send(url, 'POST', { checks: [{ worker: good }] })).body.error).toMatchObject({
    code: 'BadRequest',
    path: 'body.checks[0].hit',
  });
  expect((await send(url, 'POST', '{', {})).status).toBe(400);
  expect((await send(url, 'POST', '{}', { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await send(url, 'PUT', {})).status).toBe(405);
  expect((await send(`${url}/other`, 'GET')).status).toBe(404);
  expect((await send(url.replace(market.id, 'nowhere'), 'GET')).status).toBe(404);
  expect(
    (await send(url, 'POST', { worker: good, hits: Array.from({ length: 10_001 }, () => hit) })).status,
  ).toBe(400);
  expect((await send(url, 'POST', { worker: good, hits: ['x'.repeat(2_200_000)] })).status).toBe(413);
  const headers = { origin: 'https://evil.example' };
  expect((await send(`${url}?worker=${good}&hit=${hit}`, 'GET', undefined, headers)).status).toBe(403);
});

it('[promise 7] sees what is due, though nobody else asked', async () => {
  const short = await market.hit({ LifetimeInSeconds: 60 });
  expect((await check(good, short.id)).body.access).toBe('accept');
  await market.advance(60);
  expect((await check(good, short.id)).body).toMatchObject({ access: 'none', reasons: ['expired'] });
});
