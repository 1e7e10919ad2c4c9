import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadRun } from '../../load/runner/results.ts';
import { startFaultyServer } from '../support/faulty-pushes.ts';
import { startServer, type TestServer } from '../support/start-server.ts';
import { toolPath } from '../support/tools.ts';

const scripts = [
  'eligibility-check',
  'eligibility-batch',
  'visible-hits',
  'audience',
  'requester-api',
  'worker-sockets',
  'qualification-storm',
  'mixed-day',
];

/** Runs `npm run load` as a user does; answers its exit code and what it printed. */
async function load(...args: readonly string[]): Promise<{ code: number; printed: string }> {
  const child: ChildProcess = spawn('npm', ['run', '--silent', 'load', '--', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout?.on('data', (text: Buffer) => (printed += text));
  child.stderr?.on('data', (text: Buffer) => (printed += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, printed };
}

describe.skipIf(toolPath('k6') === undefined)('npm run load', () => {
  let out = '';
  let server: TestServer;

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'turksim-load-test-'));
    server = await startServer();
  });
  afterAll(async () => {
    await server.close();
    rmSync(out, { recursive: true, force: true });
  });

  describe('all, in the smoke profile', () => {
    let all: { code: number; printed: string };

    beforeAll(async () => {
      all = await load('all', '--url', server.url, '--duration', '2s', '--out', out);
    }, 300_000);

    it.each(scripts)('%s keeps its thresholds against a running server', (script) => {
      expect(all.printed).toMatch(new RegExp(`^${script}$`, 'm'));
      const run = writtenRun(script);
      expect(run.result.thresholds.filter(({ ok }) => !ok)).toEqual([]);
      expect(run.result.thresholds.length).toBeGreaterThan(3);
      expect(run.result.metrics.http_reqs?.count).toBeGreaterThan(1);
    });

    it('is every script that there is, and ends with one table of them', () => {
      expect(all.code, all.printed).toBe(0);
      const table = all.printed
        .slice(all.printed.search(/^script +what/m))
        .trim()
        .split('\n');
      expect([...new Set(table.slice(1).map((line) => line.split(' ')[0]))].sort()).toEqual(
        [...scripts].sort(),
      );
    });
  });

  it('starts a server of its own without --url, and leaves none behind', { timeout: 120_000 }, async () => {
    const { code, printed } = await load('eligibility-check', '--duration', '1s', '--out', out);
    expect(code, printed).toBe(0);
  });

  it('exits with 99 and the crossed lines first when a threshold is crossed', {
    timeout: 120_000,
  }, async () => {
    const args = ['--url', server.url, '--market', 'nobody', '--no-seed', '--duration', '1s', '--out', out];
    const { code, printed } = await load('audience', ...args);
    expect(code, printed).toBe(99);
    expect(printed).toMatch(/^CROSSED +checks: rate==1/m);
    expect(printed.indexOf('CROSSED')).toBeLessThan(printed.indexOf('latency'));
  });

  describe('against a server that is told to', () => {
    /** 200 changes a second for 40 sockets, where smoke has 10. */
    const many = ['--rate', '10000', '--duration', '5s'];

    it('lose one push in 1,000, worker-sockets fails, and says what is missing', {
      timeout: 120_000,
    }, async () => {
      const faulty = await startFaultyServer(server.url, { loseOneIn: 1000 });
      const { code, printed } = await load('worker-sockets', '--url', faulty.url, ...many, '--out', out);
      await faulty.close();
      expect(faulty.lost).toBe(1);
      expect(code, printed).toBe(99);
      expect(printed).toMatch(/^CROSSED +sequence_gaps: count==0/m);
      expect(printed).toMatch(/^sequence gaps +1$/m);
    });

    it('lose one push in 100, qualification-storm sees gaps in the numbers or other groups than the server', {
      timeout: 120_000,
    }, async () => {
      const faulty = await startFaultyServer(server.url, { loseOneIn: 100 });
      const { code, printed } = await load('qualification-storm', '--url', faulty.url, '--out', out);
      await faulty.close();
      expect(faulty.lost).toBeGreaterThan(0);
      expect(code, printed).toBe(99);
      expect(printed).toMatch(/^CROSSED +(?:sequence_gaps|visibility_differences): count==0/m);
    });

    it('delay each push by a second, the latency crosses its budget although no number is missing', {
      timeout: 120_000,
    }, async () => {
      const faulty = await startFaultyServer(server.url, { delayMs: 1000 });
      const { code, printed } = await load(
        'worker-sockets',
        '--url',
        faulty.url,
        '--duration',
        '3s',
        '--out',
        out,
      );
      await faulty.close();
      expect(code, printed).toBe(99);
      expect(printed).toMatch(/^CROSSED +push_latency\{kind:addressed\}: med<800/m);
      expect(printed).toMatch(/^sequence gaps +0$/m);
    });
  });

  it('says in one line that no server is there, and which script or profile does not exist', {
    timeout: 60_000,
  }, async () => {
    const nobody = await load('audience', '--url', 'http://127.0.0.1:9');
    expect(nobody).toMatchObject({
      code: 1,
      printed: expect.stringMatching(/^no server at http:\/\/127\.0\.0\.1:9: .*\n$/),
    });
    const noScript = await load('audiences');
    expect(noScript).toMatchObject({
      code: 2,
      printed: expect.stringMatching(/^no script "audiences": choose one of .*\n$/),
    });
    const noProfile = await load('audience', '--profile', 'calm');
    expect(noProfile).toMatchObject({
      code: 2,
      printed: expect.stringMatching(/^no profile "calm": choose one of .*\n$/),
    });
  });

  it('says that a server is there and not ready, before it starts', { timeout: 60_000 }, async () => {
    const unready = createServer((_, answer) => answer.writeHead(503).end('{"ready":false}'));
    await once(unready.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(unready.address() as AddressInfo).port}`;
    const { code, printed } = await load('audience', '--url', url);
    unready.close();
    expect(code).toBe(1);
    expect(printed).toBe(`the server at ${url} is not ready: 503 {"ready":false}\n`);
  });

  function writtenRun(script: string): LoadRun {
    const file = readdirSync(out).find((name) => name.endsWith(`-${script}.json`)) as string;
    expect(existsSync(join(out, file.replace(/json$/, 'html')))).toBe(true);
    return JSON.parse(readFileSync(join(out, file), 'utf8')) as LoadRun;
  }
});
