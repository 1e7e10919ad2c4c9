import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMarket } from '../support/market-fixture.ts';
import { isLongRun, randomRuns, testSeed } from '../support/runs.ts';
import { fuzzDocument } from '../support/schemathesis.ts';
import { startServer, type TestServer } from '../support/start-server.ts';
import { toolPath } from '../support/tools.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Ids of things that are there, so that not all is answered by 404. */
async function knownThings() {
  const market = await openMarket(server);
  const worker = await market.worker({ approved: 200 });
  const type = await market.qualificationType();
  const hit = await market.hit({ MaxAssignments: 9 });
  const { body: assignment } = await market.call('POST', `/hits/${hit.id}/accept`, { worker });
  const { body: request } = await market.call('POST', `/workers/${worker}/qualification-requests`, { type });
  return {
    'path.market': [market.id],
    'path.worker': [worker],
    'path.hit': [hit.id],
    'path.group': [hit.group],
    'path.type': [type],
    'path.assignment': [assignment.id],
    'path.request': [request.id],
    'path.file': ['QualificationType.json', 'HIT.json'],
    'query.worker': [worker],
    'query.hit': [hit.id],
    'body.worker': [worker],
    'body.type': [type],
    'header.X-Amz-Target': ['GetAccountBalance', 'ListHITs', 'CreateQualificationType'].map(
      (operation) => `MTurkRequesterServiceV20170117.${operation}`,
    ),
  };
}

it.skipIf(toolPath('python3') === undefined)(
  'whatever Schemathesis makes of the OpenAPI document, the answers are those that it says',
  { timeout: isLongRun() ? 3_600_000 : 180_000 },
  async () => {
    const seed = testSeed();
    const { code, printed } = await fuzzDocument({
      url: server.url,
      seed,
      examples: randomRuns(2, 100),
      known: await knownThings(),
      // A hundred thousand workers take their time.
      without: isLongRun() ? [] : ['postMarketsMarketWorkers'],
    });
    expect(code, `seed ${seed}\n${printed}`).toBe(0);
    expect(printed).toMatch(/Test cases:\n\s+\d+ generated/);
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  },
);
