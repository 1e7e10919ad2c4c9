import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drive } from '../../../simulator/drive/drive.ts';
import type { LiveFigure } from '../../../simulator/drive/live-table.ts';
import type { DriveOptions } from '../../../simulator/drive/options.ts';
import { startFaultyServer } from '../../support/faulty-pushes.ts';
import { openMarket } from '../../support/market-fixture.ts';
import { testSeed } from '../../support/runs.ts';
import { silent } from '../../support/silent-drive.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const standard = {
  market: 'default',
  workers: 60,
  rampMs: 500,
  durationMs: 5000,
  seed: 1,
  disconnectsPerMinute: 20,
} satisfies Omit<DriveOptions, 'url'>;

/** In a market of its own, through the server at `url`. */
async function driven(options: Partial<DriveOptions> = {}) {
  const market = await openMarket(server, { clock: { mode: 'real' } });
  return await drive({ ...standard, url: server.url, market: market.id, ...options }, silent);
}

it('[promises 2, 6] real clients that come and go find nothing lost, doubled, out of order or different', async () => {
  const seed = testSeed();
  const findings = await driven({ seed });
  expect(findings.text(), `seed ${seed}`).toContain('No promise was broken.');
  expect(findings.brokenCount).toBe(0);
  expect(findings.counted('groups equal')).toBeGreaterThanOrEqual(60);
  expect(findings.counted('pushes')).toBeGreaterThan(100);
  expect(findings.counted('disconnections')).toBeGreaterThan(20);
  expect(findings.text()).toMatch(/^pushes lost +0$/m);
});

describe('a server that is told to', () => {
  it('drop one push in 1,000 is caught', async () => {
    const faulty = await startFaultyServer(server.url, { loseOneIn: 1000 });
    const findings = await driven({
      url: faulty.url,
      durationMs: 8000,
      workers: 150,
      disconnectsPerMinute: 0,
    });
    await faulty.close();
    expect(faulty.lost, findings.text()).toBeGreaterThan(0);
    expect(findings.brokenCount, findings.text()).toBeGreaterThan(0);
    expect(findings.text()).toMatch(/BROKEN \d+ times/);
  });

  it('delay each push is caught late', async () => {
    const faulty = await startFaultyServer(server.url, { delayMs: 1500 });
    const findings = await driven({ url: faulty.url, disconnectsPerMinute: 0 });
    await faulty.close();
    expect(findings.counted('pushes late')).toBeGreaterThan(5);
  });
});

describe('a server that checks keys', () => {
  const adminKey = 'the-admin-key';
  const keys = [{ accessKeyId: 'AKIDREQUESTER', secretAccessKey: 'secret' }];
  let guarded: TestServer;

  beforeAll(async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'turksim-keys-')), 'keys.json');
    writeFileSync(file, JSON.stringify({ AKIDREQUESTER: { secret: 'secret' } }));
    guarded = await startServer({ auth: 'on', keys: file, adminKey });
  });
  afterAll(() => guarded.close());

  const short = { ...standard, workers: 20, durationMs: 2000 };

  it('is driven with its admin key, its requesters signing and its workers showing tokens', async () => {
    const findings = await drive({ ...short, url: guarded.url, adminKey, keys }, silent);
    expect(findings.brokenCount, findings.text()).toBe(0);
    expect(findings.counted('requester calls')).toBeGreaterThan(5);
    expect(findings.counted('pushes')).toBeGreaterThan(5);
  });

  it.each([
    ['no admin key', {}],
    ['a wrong admin key', { adminKey: 'wrong' }],
    ['no keys', { adminKey }],
  ])('with %s says what is missing', async (_, given) => {
    await expect(drive({ ...short, url: guarded.url, ...given }, silent)).rejects.toThrow(
      'A server with --auth on is driven with its --admin-key and its --keys.',
    );
  });
});

it('shows live figures, and ends early with its comparison when it is told to stop', async () => {
  const market = await openMarket(server, { clock: { mode: 'real' } });
  const stopping = new AbortController();
  const seen: (readonly LiveFigure[])[] = [];
  const said: string[] = [];
  const report = {
    live(figures: readonly LiveFigure[]) {
      seen.push(figures);
      stopping.abort();
    },
    say: (line: string) => void said.push(line),
  };
  const options = {
    ...standard,
    url: server.url,
    market: market.id,
    disconnectsPerMinute: 0,
    durationMs: 600_000,
  };
  const findings = await drive(options, report, stopping.signal);
  expect(findings.brokenCount).toBe(0);
  const figures = Object.fromEntries(seen[0] as readonly LiveFigure[]);
  expect(figures).toMatchObject({
    time: '0:02 of 10:01',
    connected: '60 of 60',
    'lost · doubled · late': '0 · 0 · 0',
    'broken promises': '0',
  });
  expect(said.join('\n')).toMatch(/this process used \d\.\d\d of a core for 60 workers/);
  expect(said).toContain('comparing every client with the server');
});
