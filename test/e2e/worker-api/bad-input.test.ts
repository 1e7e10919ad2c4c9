import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WorkerClient } from '../../../server/client/index.ts';
import { workerAsks } from '../../../server/contract/schemas/sockets.ts';
import { eligibilityShapes } from '../../../server/http/routes/eligibility.ts';
import { apiRoutes } from '../../../server/http/routes/index.ts';
import { type MarketFixture, openMarket, send } from '../../support/market-fixture.ts';
import { randomRuns } from '../../support/runs.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let market: MarketFixture;
let ids: Record<string, string>;
let client: WorkerClient;

beforeAll(async () => {
  server = await startServer();
  market = await openMarket(server);
  const worker = await market.worker();
  const hit = await market.hit({ MaxAssignments: 5 });
  const type = await market.qualificationType();
  const { body: assignment } = await market.call('POST', `/hits/${hit.id}/accept`, { worker });
  const { body: request } = await market.call('POST', `/workers/${worker}/qualification-requests`, { type });
  ids = {
    market: market.id,
    worker,
    hit: hit.id,
    group: hit.group,
    type,
    assignment: assignment.id,
    request: request.id,
  };
  client = market.connect(worker);
  await new Promise<void>((resolve) => client.onChange(() => resolve()));
});
afterAll(async () => {
  client.close();
  await server.close();
});

/** Ids that exist, ids that don't, and anything else. */
const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e999',
    'null',
    '__proto__',
    'constructor',
    '%',
    '\u0000',
    'x'.repeat(2000),
  ),
);
const member = fc.constantFrom(
  ...['worker', 'workers', 'hit', 'hits', 'checks', 'answer', 'type', 'count', 'seed', 'limit', 'nextToken'],
  ...[
    'seconds',
    'to',
    'speed',
    'paused',
    'settings',
    'id',
    'clock',
    'QualificationRequirements',
    'list',
    '__proto__',
  ],
);
const known = () => fc.constantFrom(...Object.values(ids));
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(member, text), tie('any'), { maxKeys: 4 }),
  ),
})).any;

/** Routes that take the market itself away, or time that passes; their input is tried elsewhere. */
const left = new Set(['delete /api/markets/:market', 'post /api/markets/:market/reset']);

it('whatever is sent to any route, it is answered, and never as a fault of the server', {
  timeout: 120_000,
}, async () => {
  for (const shape of [...apiRoutes, ...eligibilityShapes]) {
    if (left.has(`${shape.method} ${shape.path}`)) continue;
    const segment = (name: string) =>
      fc.oneof({ weight: 3, arbitrary: fc.constant(ids[name] ?? 'x') }, text, known());
    const names = [...shape.path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
    const input = fc.record({
      params: fc.record(Object.fromEntries(names.map((name) => [name, segment(name)]))),
      query: fc.dictionary(member, fc.oneof(text, known()), { maxKeys: 3 }),
      body: fc.oneof(fc.dictionary(member, fc.oneof(value, known()), { maxKeys: 3 }), value),
    });
    await fc.assert(
      fc.asyncProperty(input, async ({ params, query, body }) => {
        const path = shape.path.replace(
          /:(\w+)/g,
          (_, name) => encodeURIComponent(String(params[name])) || 'x',
        );
        const search = new URLSearchParams(query).toString();
        const given = shape.body === undefined ? undefined : JSON.stringify(body);
        const { status } = await send(`${server.url}${path}?${search}`, shape.method.toUpperCase(), given);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: randomRuns(15, 300) },
    );
  }
});

it('whatever is asked over a socket, it is answered, and never as a fault of the server', {
  timeout: 60_000,
}, async () => {
  const emit = client.socket as unknown as {
    timeout(ms: number): {
      emitWithAck(name: string, ...given: unknown[]): Promise<{ ok: boolean; error?: { code: string } }>;
    };
  };
  for (const name of Object.keys(workerAsks)) {
    const ask = fc.oneof(fc.dictionary(member, fc.oneof(value, known()), { maxKeys: 3 }), value);
    await fc.assert(
      fc.asyncProperty(ask, async (given) => {
        const answer = await emit.timeout(5000).emitWithAck(name, given);
        expect(answer.error?.code).not.toBe('ServiceFault');
      }),
      { numRuns: randomRuns(25, 500) },
    );
  }
});
