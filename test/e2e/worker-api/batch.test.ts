import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMarket } from '../../../testing/test-market.ts';
import { type MarketFixture, openMarket, send } from '../../support/market-fixture.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let market: MarketFixture;
beforeAll(async () => {
  server = await startServer();
  market = await openMarket(server);
});
afterAll(() => server.close());

const batch = (calls: unknown) => market.call('POST', '/batch', { calls });

describe('a batch of calls', () => {
  it('answers each as if it had come alone, in their order', async () => {
    const worker = await market.worker({ approved: 7 });
    const { id: hit } = await market.hit();
    const { status, body } = await batch([
      { method: 'POST', path: `/hits/${hit}/accept`, body: { worker } },
      { method: 'GET', path: `/workers/${worker}` },
      { method: 'GET', path: `/workers/${worker}/` },
      { method: 'GET', path: '/workers?limit=1' },
      { method: 'GET', path: '/workers?limit=0' },
      { method: 'GET', path: '/workers/ANOBODY' },
      { method: 'PATCH', path: `/workers/${worker}`, body: { approved: 'many' } },
    ]);
    expect(status).toBe(200);
    const [accepted, shown, slashed, listed, wrongQuery, unknown, wrongBody] = body.answers;
    expect(accepted).toMatchObject({ status: 201, body: { worker, hit, status: 'Accepted' } });
    expect(shown.body).toEqual((await market.call('GET', `/workers/${worker}`)).body);
    expect(slashed).toEqual(shown);
    expect(listed.body.workers).toHaveLength(1);
    expect(wrongQuery).toMatchObject({ status: 400, body: { error: { path: 'query.limit' } } });
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'NotFound' } } });
    expect(wrongBody).toMatchObject({
      status: 400,
      body: { error: { path: 'body.approved', value: 'many' } },
    });
  });

  it.each([
    ['GET', '/nowhere', 404],
    ['GET', '/workers/%ff', 404],
    ['DELETE', '/clock', 405],
    ['POST', '/batch', 404],
    ['GET', '/../default/clock', 404],
    ['GET', '//default', 404],
  ])('knows no %s %s', async (method, path, status) => {
    const { body } = await batch([{ method, path }]);
    expect(body.answers[0]).toMatchObject({ status, body: { error: { message: expect.any(String) } } });
  });

  it.each([
    ['no list', 'all', 'body.calls'],
    [
      'more than a thousand',
      Array.from({ length: 1001 }, () => ({ method: 'GET', path: '/clock' })),
      'body.calls',
    ],
    ['another method', [{ method: 'PUT', path: '/clock' }], 'body.calls[0].method'],
    ['a path that is none', [{ method: 'GET', path: 'clock' }], 'body.calls[0].path'],
    ['a further member', [{ method: 'GET', path: '/clock', headers: {} }], 'body.calls[0]'],
  ])('is refused whole for %s', async (_, calls, path) => {
    const { status, body } = await batch(calls);
    expect({ status, path: body.error.path }).toEqual({ status: 400, path });
  });

  it('of a market that there is not is refused, also when it is empty', async () => {
    const { status } = await send(`${server.url}/api/markets/gone/batch`, 'POST', { calls: [] });
    expect(status).toBe(404);
    expect((await batch([])).body).toEqual({ answers: [] });
  });

  it('the test client sends what begins in one turn as one, and refuses what was refused', async () => {
    const client = new TestMarket({ url: server.url, market: market.id });
    const workers = await client.workers(Array.from({ length: 30 }, () => ({})));
    const { id: hit } = await market.hit({ MaxAssignments: 20 });
    const accepted = await Promise.allSettled(workers.map(({ id }) => client.accept(id, hit)));
    expect(accepted.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    const [refused] = accepted.filter((outcome) => outcome.status === 'rejected');
    expect(refused?.reason).toMatchObject({
      name: 'TurksimRefusal',
      status: 409,
      code: 'NoMoreWorkableHITsInGroup',
    });
    const gone = new TestMarket({ url: server.url, market: 'gone' });
    await expect(gone.readWorker('A1')).rejects.toMatchObject({ status: 404 });
  });
});

describe('[9110] what is not served', () => {
  it.each([
    ['DELETE', '/api/markets', 405, 'GET, POST, HEAD'],
    ['PATCH', '/health', 405, 'GET, HEAD'],
    ['DELETE', '/api/markets/default/snapshot', 405, 'GET, PUT, HEAD'],
    ['PUT', '/api/markets/default/eligibility', 405, 'GET, POST, HEAD'],
    ['PUT', '/mturk/externalSubmit', 405, 'GET, POST, HEAD'],
    ['GET', '/nowhere', 404, null],
    ['POST', '/api/nowhere', 404, null],
  ])('%s %s is answered %i, with the methods that are', async (method, path, status, allow) => {
    const answer = await send(`${server.url}${path}`, method);
    expect({ status: answer.status, allow: answer.headers.get('allow') }).toEqual({ status, allow });
    expect(answer.body.error.code).toBe(status === 405 ? 'MethodNotAllowed' : 'NotFound');
  });
});
