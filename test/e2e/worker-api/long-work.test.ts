import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHit } from '../../../server/lifecycle/hit.ts';
import { findOrCreateHitType } from '../../../server/lifecycle/hit-type.ts';
import { openAccount } from '../../../server/lifecycle/requester.ts';
import type { Market } from '../../../server/market/market.ts';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

/** On the memory store nothing waits for a disk, so only good manners let others in. */
let server: TestServer;
let market: MarketFixture;
beforeAll(async () => {
  server = await startServer();
  market = await openMarket(server);
});
afterAll(() => server.close());

/** Answers to calls that ask for nothing of the market, one after another while `work` lasts. */
async function answersDuring<T>(work: Promise<T>): Promise<{ answered: number; result: T }> {
  let lasts = true;
  const ended = work.finally(() => {
    lasts = false;
  });
  let answered = 0;
  while (lasts) {
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    if (lasts) answered++;
  }
  return { answered, result: await ended };
}

async function postHits(opened: Market, count: number): Promise<void> {
  const requester = 'MANY';
  const properties = {
    title: 'many',
    description: 'of these',
    rewardMills: 50,
    assignmentDurationSeconds: 600,
    autoApprovalDelaySeconds: 600,
    requirements: [],
  };
  for (let at = 0; at < count; at++) {
    await opened.run([], async (tx) => {
      await openAccount(tx, { id: requester });
      const hitType = await findOrCreateHitType(tx, { requester, properties });
      await createHit(tx, {
        requester,
        hitType,
        question: '<Q/>',
        maxAssignments: 1,
        lifetimeSeconds: 60 + at,
      });
    });
  }
}

it('others are answered while ten thousand deadlines pass in one call', async () => {
  await postHits(await server.app.markets.get(market.id), 10_000);
  const { answered, result } = await answersDuring(
    market.call('POST', '/clock/advance', { seconds: 86_400 }),
  );
  expect(result.body.fired).toBe(10_000);
  expect(answered).toBeGreaterThanOrEqual(5);
});

it('others are answered while ten thousand workers are made in one call', async () => {
  const { answered, result } = await answersDuring(market.call('POST', '/workers', { count: 10_000 }));
  expect(result.body.workers).toHaveLength(10_000);
  expect(answered).toBeGreaterThanOrEqual(5);
});
