import type { Router } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiRouter } from '../../../server/http/api-router.ts';
import type { EdgeParts } from '../../../server/http/edge-parts.ts';
import { openApiDocument } from '../../../server/http/openapi.ts';
import { pagesRouter } from '../../../server/http/pages.ts';
import { batchShape } from '../../../server/http/routes/batch.ts';
import { eligibilityShapes } from '../../../server/http/routes/eligibility.ts';
import { externalSubmitRouter } from '../../../server/http/routes/external-submit.ts';
import { apiRoutes } from '../../../server/http/routes/index.ts';
import { documentedSuccesses } from '../../support/documented.ts';
import { htmlQuestion, type MarketFixture, openMarket, send } from '../../support/market-fixture.ts';
import { answerKey, selectionForm } from '../../support/requester-work.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

/** What Express and the paths in front of it serve, and what the OpenAPI document says: one and the same. */

interface Layer {
  readonly route?: {
    readonly path: string | readonly string[];
    readonly stack: readonly { readonly method: string }[];
  };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

function routesOf({ stack }: { readonly stack?: readonly Layer[] }): string[] {
  return (stack ?? []).flatMap(({ route, handle }) => {
    if (route === undefined) return routesOf(handle ?? {});
    const paths = [route.path].flat().map(asDocumented);
    return route.stack.flatMap(({ method }) => paths.map((path) => `${method} ${path}`));
  });
}

const asDocumented = (path: string) => path.replace(/:(\w+)/g, '{$1}');

const document = openApiDocument() as {
  paths: Record<string, Record<string, { responses: object }>>;
  components: { schemas: object };
};
const documented = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.keys(item).map((method) => `${method} ${path}`),
);

let server: TestServer;
let market: MarketFixture;
beforeAll(async () => {
  server = await startServer();
  market = await openMarket(server);
});
afterAll(() => server.close());

describe('[routes] the OpenAPI document', () => {
  it('has every route that is served, and none else', () => {
    const parts = {} as EdgeParts;
    const routers = [apiRouter(parts), externalSubmitRouter(parts), pagesRouter(parts)];
    const served = [
      ...routers.flatMap((router: Router) => routesOf(router as unknown as { stack: readonly Layer[] })),
      // In front of Express, or the pages themselves.
      ...eligibilityShapes.map(({ method, path }) => `${method} ${asDocumented(path)}`),
      ...['post /', 'post /markets/{market}', 'get /'],
    ];
    expect([...new Set(served)].sort()).toEqual([...documented].sort());
  });

  it('refers to nothing that it has not', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, to = '']) => to,
    );
    expect(references.length).toBeGreaterThan(100);
    const at = (to: string) =>
      to.split('/').reduce<unknown>((value, step) => (value as Record<string, unknown>)?.[step], document);
    expect(references.filter((to) => at(to) === undefined)).toEqual([]);
  });

  it('says of every body that what it does not know is refused, with path, value and what is allowed', async () => {
    const taking = [...apiRoutes, ...eligibilityShapes, batchShape].filter(({ body }) => body !== undefined);
    expect(taking.length).toBeGreaterThan(15);
    for (const { method, path } of taking) {
      const url = server.url + path.replace(':market', market.id).replace(/:\w+/g, 'NOTHING');
      const answer = await send(url, method.toUpperCase(), { unheardOf: 1 });
      expect({ path, status: answer.status }).toEqual({ path, status: 400 });
      expect(answer.body.error, path).toMatchObject({
        code: 'BadRequest',
        path: expect.stringMatching(/^body/),
        allowed: expect.any(String),
      });
      expect(answer.body.error, path).toHaveProperty('value');
    }
  });
});

describe('[routes] each route', () => {
  it('answers as the document says, called as a user calls it', async () => {
    const base = `${server.url}/api/markets`;
    const ok = async (answer: ReturnType<typeof send>) => {
      const { status, body } = await answer;
      expect(status, JSON.stringify(body)).toBeLessThan(300);
      return body;
    };
    const call = (method: string, path: string, body?: unknown) => ok(market.call(method, path, body));
    const worker = await market.worker({ approved: 150, requester: 'OWNACCOUNT' });
    const test = { Test: selectionForm, AnswerKey: answerKey, TestDurationInSeconds: 60 };
    const tested = await market.qualificationType(test);
    const type = await market.qualificationType();
    const { id: hit, group } = await market.hit({ MaxAssignments: 4 });
    await market.hit({ Question: htmlQuestion, Title: 'another' });

    await ok(send(base, 'GET'));
    await ok(send(base, 'POST', { id: `brief-${process.pid}`, clock: { mode: 'scaled', speed: 2 } }));
    await ok(send(`${base}/brief-${process.pid}/clock`, 'PATCH', { paused: true }));
    await ok(send(`${base}/brief-${process.pid}/reset`, 'POST'));
    await ok(send(`${base}/brief-${process.pid}`, 'DELETE'));
    await call('GET', '');
    await call('PATCH', '', { settings: { touch: 'own' } });
    await call('GET', '/clock');
    await call('POST', '/clock/advance', { seconds: 5 });

    await call('GET', '/workers');
    await call('POST', '/workers', { count: 2, seed: 1 });
    await call('PATCH', `/workers/${worker}`, { adult: true, qualifications: [{ type, value: 3 }] });
    await call('POST', `/workers/${worker}/token`, { ttlSeconds: 60 });
    for (const list of [
      '',
      '/hits',
      '/qualifications',
      '/qualification-requests',
      '/assignments',
      '/earnings',
      '/inbox',
    ])
      await call('GET', `/workers/${worker}${list}`);

    await call('GET', '/hits');
    await call('GET', `/hits/${hit}?worker=${worker}`);
    await call('GET', `/groups/${group}?worker=${worker}`);
    const { id: returned } = await call('POST', `/hits/${hit}/accept`, { worker });
    await call('POST', `/assignments/${returned}/return`, { worker });
    const { id: submitted } = await call('POST', `/groups/${group}/accept`, { worker });
    await call('POST', `/assignments/${submitted}/submit`, { worker, answer: { text: 'blue' } });
    const html = '<!DOCTYPE html><html><body><p>what</p></body></html>';
    await call('POST', '/hit-layouts', { requester: 'OWNACCOUNT', html, frameHeight: 0 });
    await call('GET', '/hit-layouts');

    await call('GET', '/qualification-types');
    await call('GET', `/qualification-types/${type}`);
    const { id: request } = await call('POST', `/workers/${worker}/qualification-requests`, { type: tested });
    await call('POST', `/qualification-requests/${request}/answers`, { worker, answer: { q1: 'a' } });
    await call('POST', '/questions/read', { test: selectionForm });
    await call('POST', '/audience', {
      QualificationRequirements: [{ QualificationTypeId: type, Comparator: 'Exists' }],
      list: 'accept',
    });
    await call('GET', `/eligibility?worker=${worker}&hit=${hit}`);
    await call('POST', '/eligibility', { checks: [{ worker, hit }], explain: true });
    await call('GET', '/eligibility/sample?n=3&seed=1');
    for (const window of ['/feed', '/requests', '/outbox']) await call('GET', window);
    await ok(send(`${server.url}/api/operations`, 'GET'));
    await call('POST', '/batch', { calls: [{ method: 'GET', path: '/clock' }] });

    const all = [...apiRoutes, ...eligibilityShapes, batchShape].map(
      ({ method, path }) => `${method} ${path}`,
    );
    expect(all.filter((route) => !documentedSuccesses.has(route))).toEqual([]);
  });
});

describe('what can not be done', () => {
  it.each([
    [
      'time that is to go back',
      '/clock/advance',
      { to: '1999-12-31T00:00:00.000Z' },
      400,
      /^Market time can't go back: it is 20\d\d-/,
    ],
    [
      'less than no time',
      '/clock/advance',
      { seconds: -1 },
      400,
      /^body\.seconds: -1 is not allowed; allowed: a number of at least 0/,
    ],
    [
      'an instant that is none',
      '/clock/advance',
      { to: 'tomorrow' },
      400,
      /^body\.to: "tomorrow" is not allowed; allowed: an instant as in/,
    ],
    [
      'a thousand years',
      '/clock/advance',
      { seconds: 1e12 },
      400,
      /^body\.seconds: 1000000000000 is not allowed/,
    ],
  ])('%s is refused with a reason', async (_, path, body, status, reason) => {
    const answer = await market.call('POST', path, body);
    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status, code: 'BadRequest' });
    expect(answer.body.error.message).toMatch(reason);
  });

  it('a real clock is not advanced, nor `default` deleted, nor an id used twice; each with a reason', async () => {
    const real = await openMarket(server, { clock: { mode: 'real' } });
    const advanced = await real.call('POST', '/clock/advance', { seconds: 1 });
    const deleted = await send(`${server.url}/api/markets/default`, 'DELETE');
    const twice = await send(`${server.url}/api/markets`, 'POST', { id: 'default' });
    expect([advanced, deleted, twice].map(({ status, body }) => [status, body.error.code])).toEqual(
      Array(3).fill([409, 'Conflict']),
    );
    expect(advanced.body.error.message).toMatch(/is real: it can't be advanced/);
    expect(deleted.body.error.message).toBe('The market default always exists: reset it instead.');
    expect(twice.body.error.message).toBe('A market default exists already.');
  });
});
