import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { portOf } from '../../../server/http/listen.ts';
import { type MarketFixture, openMarket, send } from '../../support/market-fixture.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let market: MarketFixture;
let base: string;

beforeAll(async () => {
  server = await startServer();
  base = `${server.url}/api/markets`;
});
afterAll(() => server.close());
beforeEach(async () => {
  market = await openMarket(server);
});

describe('markets', () => {
  it('are made, listed newest first, changed, reset and deleted', async () => {
    const made = await send(base, 'POST', {
      id: 'made-here',
      seed: 7,
      environment: 'production',
      clock: { mode: 'manual', start: '2026-01-01T00:00:00Z' },
      settings: { unknownWorkers: 'create' },
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        id: 'made-here',
        environment: 'production',
        seed: 7,
        clock: { mode: 'manual', now: '2026-01-01T00:00:00.000Z', speed: 1, paused: false },
        settings: { unknownWorkers: 'create', external: 'ignore', touch: 'all' },
        workers: 0,
      },
    });
    expect((await send(base, 'POST', { id: 'made-here' })).status).toBe(409);
    const unnamed = await send(base, 'POST', {});
    expect(unnamed.body.id).toMatch(/^[a-z0-9][a-z0-9-]{0,62}$/);
    expect(unnamed.body.clock.mode).toBe('real');
    const { body: page } = await send(`${base}?limit=2`, 'GET');
    expect(page.markets).toHaveLength(2);
    const { body: rest } = await send(`${base}?limit=2&nextToken=${page.nextToken}`, 'GET');
    expect(rest.markets[0].id).not.toBe(page.markets[1].id);
    const changed = await send(`${base}/made-here`, 'PATCH', { settings: { touch: 'own' } });
    expect(changed.body.settings).toEqual({ unknownWorkers: 'create', external: 'ignore', touch: 'own' });
    await send(`${base}/made-here/workers`, 'POST', { count: 3 });
    await send(`${base}/made-here/clock/advance`, 'POST', { seconds: 60 });
    const reset = await send(`${base}/made-here/reset`, 'POST');
    expect(reset.body).toMatchObject({ workers: 0, seed: 7, clock: { now: '2026-01-01T00:00:00.000Z' } });
    expect((await send(`${base}/made-here`, 'DELETE')).status).toBe(204);
    expect((await send(`${base}/made-here`, 'GET')).status).toBe(404);
    expect((await send(`${base}/default`, 'DELETE')).status).toBe(409);
  });

  it('have clocks that are turned forward, never back', async () => {
    const { body: before } = await market.call('GET', '/clock');
    const to = new Date(Date.parse(before.now) + 3_600_000).toISOString();
    expect(await market.call('POST', '/clock/advance', { to })).toMatchObject({
      status: 200,
      body: { now: to, fired: 0 },
    });
    expect((await market.call('POST', '/clock/advance', { to: before.now })).status).toBe(400);
    expect((await market.call('POST', '/clock/advance', { seconds: -1 })).status).toBe(400);
    expect((await market.call('PATCH', '/clock', { speed: 2 })).status).toBe(409);
    const scaled = await openMarket(server, { clock: { mode: 'scaled', speed: 1000 } });
    expect((await scaled.call('PATCH', '/clock', { paused: true })).body).toMatchObject({
      speed: 1000,
      paused: true,
    });
    const real = await openMarket(server, { clock: { mode: 'real' } });
    expect((await real.call('POST', '/clock/advance', { seconds: 1 })).status).toBe(409);
  });
});

describe('workers', () => {
  it('are minted by what they are to have', async () => {
    const type = await market.qualificationType({ Name: 'Spanish' });
    const minted = await market.call('POST', '/workers', {
      workers: [
        {
          id: 'AONE',
          locale: { country: 'US', subdivision: 'CA' },
          adult: true,
          approved: 180,
          rejected: 20,
          masters: true,
          requester: 'ME',
          qualifications: [{ type, value: 5 }],
        },
        {},
      ],
    });
    expect(minted.status).toBe(201);
    expect(minted.body.workers).toMatchObject([
      { id: 'AONE', approvalRate: 90, hitsApproved: 180, submitted: 200 },
      {},
    ]);
    const one = await market.call('GET', '/workers/AONE');
    expect(one.body).toMatchObject({
      id: 'AONE',
      name: expect.any(String),
      locale: { country: 'US', subdivision: 'CA' },
      adult: true,
      masters: true,
      requester: 'ME',
      qualifications: [{ type, name: 'Spanish', value: 5 }],
    });
    const patched = await market.call('PATCH', '/workers/AONE', {
      locale: { country: 'DE' },
      qualifications: [{ type, value: null }],
    });
    expect(patched.body).toMatchObject({ locale: { country: 'DE' }, adult: true, qualifications: [] });
  });

  it('are minted in any number, each an answer in order', { timeout: 60_000 }, async () => {
    const many = Array.from({ length: 300 }, (_, at) => ({ id: `AMANY${at}`, approved: at }));
    const { body } = await market.call('POST', '/workers', { workers: many });
    expect(body.workers.map(({ id }: { id: string }) => id)).toEqual(many.map(({ id }) => id));
    await market.call('POST', '/workers', { count: 50, seed: 3 });
    const { body: shown } = await market.call('GET', '');
    expect(shown.workers).toBe(350);
    let token: string | undefined;
    const seen = new Set<string>();
    do {
      const page: { body: { workers: { id: string }[]; nextToken?: string } } = await market.call(
        'GET',
        `/workers?limit=100${token === undefined ? '' : `&nextToken=${token}`}`,
      );
      for (const { id } of page.body.workers) seen.add(id);
      token = page.body.nextToken;
    } while (token !== undefined);
    expect(seen.size).toBe(350);
  });

  it('are not made at all where one specification is wrong', async () => {
    await market.worker({ id: 'AKNOWN' });
    const wrong = [
      [{ id: 'AKNOWN' }, 409],
      [{ approved: 10, submitted: 9 }, 400],
      [{ locale: { country: 'XX' } }, 400],
      [{ locale: { country: 'DE', subdivision: 'CA' } }, 400],
      [{ qualifications: [{ type: 'NOTYPE' }] }, 404],
      [{ id: 'lower' }, 400],
      [{ approved: -1 }, 400],
      [{ unheard: 'of' }, 400],
    ] as const;
    for (const [spec, status] of wrong) {
      const answer = await market.call('POST', '/workers', { workers: [{ id: 'AFRESH' }, spec] });
      expect([spec, answer.status]).toEqual([spec, status]);
    }
    expect((await market.call('GET', '/workers/AFRESH')).status).toBe(404);
  });
});

describe('what is asked wrongly', () => {
  it('is answered with path, value and what is allowed', async () => {
    const answer = await market.call('POST', '/workers', { workers: [{}, { approved: 1.5 }] });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'BadRequest',
          path: 'body.workers[1].approved',
          value: 1.5,
          allowed: 'a whole number',
        },
      },
    });
    expect((await market.call('GET', '/workers?limit=1001')).body.error).toMatchObject({
      path: 'query.limit',
      value: '1001',
    });
    expect((await send(base, 'POST', { id: 'Not An Id' })).body.error).toMatchObject({ path: 'body.id' });
    expect((await market.call('POST', '/clock/advance', {})).status).toBe(400);
    expect((await send(base, 'POST', '{"id":')).status).toBe(400);
    expect((await market.call('GET', '/nothing')).status).toBe(404);
    expect((await market.call('GET', '/workers/ANOBODY')).status).toBe(404);
    expect((await market.call('GET', '/workers?nextToken=%25')).status).toBe(400);
    for (const undecodable of [
      `${base}/%E0%A4%A`,
      `${base}/%E0%A4%A/eligibility?worker=A&hit=B`,
      `${server.url}/worker/%E0%A4%A`,
      `http://127.0.0.1:${portOf(server.app.content)}/html-question/%E0%A4%A/3HIT`,
    ])
      expect(await send(undecodable, 'GET')).toMatchObject({
        status: 400,
        body: { error: { code: 'BadRequest' } },
      });
    expect((await send(`${base}/nowhere/workers`, 'GET')).status).toBe(404);
  });

  it('is refused by content type, origin and size', async () => {
    const text = await send(base, 'POST', '{}', { 'content-type': 'text/plain' });
    expect(text).toMatchObject({ status: 415, body: { error: { allowed: 'application/json' } } });
    const foreign = await send(base, 'GET', undefined, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const local = await send(base, 'GET', undefined, { origin: 'http://localhost:5173' });
    expect([local.status, local.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'http://localhost:5173',
    ]);
    const { port } = server.app.content.address() as { port: number };
    expect((await send(base, 'GET', undefined, { origin: `http://127.0.0.1:${port}` })).status).toBe(403);
    const preflight = await fetch(base, { method: 'OPTIONS', headers: { origin: 'http://localhost:5173' } });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      expect.stringContaining('PATCH'),
    ]);
    const large = await send(base, 'POST', { id: 'x'.repeat(1_100_000) });
    expect(large).toMatchObject({
      status: 413,
      body: { error: { code: 'PayloadTooLarge', limit: 1_048_576 } },
    });
  });
});

describe('windows', () => {
  it('show the feed in order and say what is gone', async () => {
    for (let made = 0; made < 5; made++) await market.worker();
    const { body } = await market.call('GET', '/feed?after=1&limit=2');
    expect(body.events).toMatchObject([
      { position: 2, type: 'worker:created', at: expect.stringMatching(/Z$/) },
      { position: 3, type: 'worker:created' },
    ]);
    expect((await market.call('GET', '/feed?after=5')).body.events).toEqual([]);
    expect((await market.call('GET', '/feed?after=-1')).status).toBe(400);
  });

  it('show the whole story of one worker or one HIT', async () => {
    const [worker, other] = [await market.worker(), await market.worker()];
    const hit = await market.hit({ MaxAssignments: 2 });
    for (const each of [worker, other]) {
      const { body } = await market.call('POST', `/hits/${hit.id}/accept`, { worker: each });
      await market.call('POST', `/assignments/${body.id}/return`, { worker: each });
    }
    const story = async (about: string) =>
      (await market.call('GET', `/feed?${about}`)).body.events.map(({ type }: { type: string }) => type);
    expect(await story(`worker=${other}`)).toEqual([
      'worker:created',
      'assignment:accepted',
      'assignment:returned',
    ]);
    expect(await story(`hit=${hit.id}&worker=${worker}`)).toEqual([
      'assignment:accepted',
      'assignment:returned',
    ]);
    const { body } = await market.call('GET', `/feed?hit=${hit.id}&limit=2`);
    expect(body.events.map(({ type }: { type: string }) => type)).toEqual([
      'hit:created',
      'assignment:accepted',
    ]);
    expect(body.next).toBe(body.events[1].position);
  });

  it('show requests by operation, requester, outcome and text', async () => {
    await market.qualificationType({ Name: 'Found by this' });
    await market.request('GetAccountBalance', {}, 'ANOTHER');
    await market.request('GetHIT', { HITId: '3NOTHING' }).catch(() => {});
    const shown = async (query: string) =>
      (await market.call('GET', `/requests?${query}`)).body.requests.map(
        ({ operation }: { operation: string }) => operation,
      );
    expect(await shown('requester=ANOTHER')).toEqual(['GetAccountBalance']);
    expect(await shown('outcome=refused')).toEqual(['GetHIT']);
    expect(await shown('search=found%20BY')).toEqual(['CreateQualificationType']);
    expect(await shown('operation=GetHIT&outcome=done')).toEqual([]);
  });

  it('show requests and outbox', async () => {
    const worker = await market.worker();
    const type = await market.qualificationType();
    await market.request('AssociateQualificationWithWorker', { QualificationTypeId: type, WorkerId: worker });
    const { body } = await market.call('GET', '/requests?limit=1');
    expect(body.requests).toMatchObject([
      { operation: 'AssociateQualificationWithWorker', status: 200, input: { WorkerId: worker }, output: {} },
    ]);
    const { body: outbox } = await market.call('GET', '/outbox');
    expect(outbox.entries).toMatchObject([{ kind: 'mail', to: worker, attempts: [] }]);
  });

  it('count an audience, requirement by requirement', async () => {
    for (const approved of [10, 200, 500]) await market.worker({ approved });
    const requirement = (value: number) => ({
      QualificationTypeId: '00000000000000000040',
      Comparator: 'GreaterThan',
      IntegerValues: [value],
    });
    const { body } = await market.call('POST', '/audience', {
      QualificationRequirements: [
        requirement(100),
        { ...requirement(300), ActionsGuarded: 'DiscoverPreviewAndAccept' },
      ],
      list: 'accept',
    });
    expect(body).toMatchObject({
      eligible: { discover: 1, preview: 1, accept: 1 },
      online: { discover: 0, preview: 0, accept: 0 },
      population: 3,
      funnel: [
        { alone: 2, remaining: 2 },
        { alone: 1, remaining: 1 },
      ],
    });
    expect(body.workers).toHaveLength(1);
    const wrong = await market.call('POST', '/audience', {
      QualificationRequirements: [{ ...requirement(1), Comparator: 'Exists' }],
    });
    expect(wrong.status).toBe(400);
  });
});
