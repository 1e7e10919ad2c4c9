import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisServer } from '../support/redis-server.ts';
import { toolPath } from '../support/tools.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The built `turksim`, as a user runs it. */
function turksim(args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ['dist/server/cli.js', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
}

async function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (text: Buffer) => {
    out += text;
  });
  child.stderr?.on('data', (text: Buffer) => {
    err += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

const run = (...args: readonly string[]): Promise<Ended> => ended(turksim(args));

/** The URL that a started server prints. */
async function urlOf(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const text of child.stdout ?? []) {
    printed += String(text);
    const found = /https?:\/\/\S+/.exec(printed);
    if (found) return found[0];
  }
  throw new Error(`no URL in: ${printed}`);
}

/** Resolves when the child has said `text` on standard error. */
function sayingOnce(child: ChildProcess, text: string): Promise<void> {
  let said = '';
  return new Promise((resolve) => {
    child.stderr?.on('data', (part: Buffer) => {
      said += part;
      if (said.includes(text)) resolve();
    });
  });
}

describe('turksim', () => {
  let folder = '';
  const data = () => join(folder, 'data');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'turksim-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('--help and --version answer on standard output with 0', async () => {
    expect(await run('--version')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
    expect(await run('serve', '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('--redis-url'),
    });
  });

  it.each([
    [['serve', '--nonsense'], /nonsense/],
    [['serve', '--port', 'eighty'], /port is a whole number from 0 to 65535/],
    [['serve', '--population', '-3'], /population/],
    [['serve', '--store', 'paper'], /embedded, memory, redis/],
    [['serve', '--host', '0.0.0.0'], /--insecure/],
    [['serve', '--auth', 'on'], /--keys/],
    [['nonsense'], /nonsense/],
  ])('%j is a wrong option: exit 2 and one line that says why', async (args, why) => {
    const { code, err } = await run(...args);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(why) });
  });

  it('takes options from the environment too', async () => {
    const child = turksim(['serve', '--population', '0', '--store', 'memory'], { TURKSIM_PORT: '0' });
    const url = await urlOf(child);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended(child)).code).toBe(0);
  });

  it('audience counts whom requirements admit, one by one, as a table and as JSON', async () => {
    const file = join(folder, 'requirements.yaml');
    writeFileSync(
      file,
      `- { QualificationTypeId: "000000000000000000L0", Comparator: GreaterThanOrEqualTo, IntegerValues: [98] }
- { QualificationTypeId: "00000000000000000040", Comparator: GreaterThanOrEqualTo, IntegerValues: [1000] }`,
    );
    const table = await run('audience', file, '--workers', '2000');
    expect(table.code, table.err).toBe(0);
    expect(table.out).toMatch(/all workers .*2,000/);
    expect(table.out).toMatch(/HITs approved ≥ 1,000/);
    const json = await run('audience', file, '--workers', '2000', '--json');
    const counted = JSON.parse(json.out) as {
      population: number;
      funnel: { alone: number; remaining: number }[];
    };
    expect(counted.population).toBe(2000);
    expect(counted.funnel.map(({ alone, remaining }) => remaining <= alone)).toEqual([true, true]);
  });

  it('audience names what is wrong with a file: exit 2 and one line', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, '- { QualificationTypeId: "X", Comparator: Above }');
    const { code, err } = await run('audience', file);
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^turksim: .*wrong\.yaml: .*Comparator.*\n$/),
    });
  });

  it('says so when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, err } = await run(
      'serve',
      '--population',
      '0',
      '--store',
      'memory',
      '--port',
      String(port),
    );
    other.close();
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(new RegExp(`^turksim: port ${port} .* in use.*\\n$`)),
    });
  });

  it('says so when the data folder can’t be made', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const { code, err } = await run(
      'serve',
      '--population',
      '0',
      '--port',
      '0',
      '--data',
      join(file, 'data'),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^turksim: .*a-file.*\n$/);
  });

  it('ends on Ctrl-C while its Redis was never there', async () => {
    const child = turksim(['serve', '--port', '0', '--store', 'redis', '--redis-url', 'redis://127.0.0.1:1']);
    const end = ended(child);
    await sayingOnce(child, "can't be reached");
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 0, out: '' });
  });

  it.skipIf(toolPath('redis-server') === undefined)(
    'ends with one line when an option turns out wrong after its Redis was reached',
    async () => {
      const redis = await RedisServer.start();
      try {
        const onRedis = ['serve', '--port', '0', '--store', 'redis', '--redis-url', redis.url];
        const keys = await run(
          ...onRedis,
          '--auth',
          'on',
          '--admin-key',
          'k',
          '--keys',
          join(folder, 'none'),
        );
        expect(keys).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^turksim: .*none.*\n$/) });
        const scenario = await run(...onRedis, '--population', '1', '--scenario', 'none');
        expect(scenario).toMatchObject({
          code: 1,
          out: '',
          err: expect.stringMatching(/^turksim: .*none.*\n$/),
        });
      } finally {
        await redis.stop();
      }
    },
  );

  it('one data folder has one server; the next goes on where it stopped', async () => {
    const first = turksim(['serve', '--population', '20', '--port', '0', '--data', data()]);
    const url = await urlOf(first);
    const workersOf = async (from: string) =>
      (
        (await (await fetch(`${from}/api/markets/default/workers?limit=100`)).json()) as {
          workers: { id: string }[];
        }
      ).workers
        .map(({ id }) => id)
        .sort();
    const workers = await workersOf(url);
    expect(workers).toHaveLength(20);

    const second = await run('serve', '--population', '0', '--port', '0', '--data', data());
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/^turksim: .*in use.*\n$/);

    first.kill('SIGINT');
    expect((await ended(first)).code).toBe(0);

    const again = turksim(['serve', '--population', '20', '--port', '0', '--data', data()]);
    expect(await workersOf(await urlOf(again))).toEqual(workers);
    again.kill('SIGTERM');
    expect((await ended(again)).code).toBe(0);
  });
});
