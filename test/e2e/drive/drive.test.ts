import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Outgoing } from '../../../server/push/outgoing.ts';
import { drive } from '../../../simulator/drive/drive.ts';
import { openMarket } from '../../support/market-fixture.ts';
import { testSeed } from '../../support/runs.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
afterEach(() => {
  vi.restoreAllMocks();
});

async function driven(seed: number) {
  const market = await openMarket(server, { clock: { mode: 'real' } });
  const findings = await drive(
    {
      url: server.url,
      market: market.id,
      workers: 60,
      rampMs: 500,
      durationMs: 5000,
      seed,
      disconnectsPerMinute: 20,
    },
    () => {},
  );
  return findings;
}

it('[promises 2, 6] real clients that come and go find nothing lost, doubled, out of order or different', async () => {
  const findings = await driven(testSeed());
  expect(findings.text()).toContain('No promise was broken.');
  expect(findings.brokenCount).toBe(0);
  expect(findings.counted('groups equal')).toBeGreaterThanOrEqual(60);
  expect(findings.counted('pushes')).toBeGreaterThan(100);
  expect(findings.counted('disconnections')).toBeGreaterThan(20);
});

it('a server that drops one push in a hundred is caught', async () => {
  const write = Outgoing.prototype.write;
  let frames = 0;
  vi.spyOn(Outgoing.prototype, 'write').mockImplementation(function (this: Outgoing, given) {
    write.call(
      this,
      given.filter(({ text }) => text.includes('"snapshot"') || ++frames % 100 !== 0),
    );
  });
  const findings = await driven(1);
  expect(findings.brokenCount).toBeGreaterThan(0);
  expect(findings.text()).toMatch(/BROKEN \d+ times/);
});
