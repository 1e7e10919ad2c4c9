import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/start-server.ts';
import { pythonWithBoto3, toolPath } from '../support/tools.ts';

/** Runs a program to its end; answers its exit code and all that it printed. */
async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<{ code: number; printed: string }> {
  const { cwd = process.cwd(), env = {} } = options;
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      printed += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, printed };
}

/** What both examples tell, in this order. */
const story = [
  /without the Qualification the worker sees 0 HIT groups/,
  /push +qualification:granted .*"value": ?10/,
  /first try: score 10, and 0 HIT groups/,
  /second try at once: QualificationTypeRetryDelayNotElapsed until \d{4}-/,
  /a day passes/,
  /push +qualification:updated .*"value": ?20/,
  /third try: score 20, and 1 HIT group/,
  /the requester reads: I have been here for two hours\./,
  /push +assignment:approved/,
  /push +qualification:revoked .*the project is over/,
  /sees 0 HIT groups\ndone/,
];

function expectStory(printed: string): void {
  let from = 0;
  for (const line of story) {
    const at = printed.slice(from).search(line);
    expect(at, `${line} is missing, or comes too early, in:\n${printed}`).toBeGreaterThanOrEqual(0);
    from += at;
  }
}

describe('examples', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('qualify-and-work.mjs tells its story through the AWS SDK for JavaScript and a stock Socket.IO client', async () => {
    const { code, printed } = await run(process.execPath, ['examples/qualify-and-work.mjs', server.url]);
    expect(code, printed).toBe(0);
    expectStory(printed);
    expect(printed).toMatch(/push +hit:visible .*Put one sentence into good English/);
    expect(printed).toMatch(/push +hit:hidden/);
  });

  it.skipIf(toolPath('python3') === undefined)(
    'qualify-and-work.py tells the same through boto3',
    { timeout: 180_000 },
    async () => {
      const { code, printed } = await run(pythonWithBoto3() as string, [
        'examples/qualify-and-work.py',
        server.url,
      ]);
      expect(code, printed).toBe(0);
      expectStory(printed);
    },
  );

  it.skipIf(toolPath('python3') === undefined)(
    'pytest/ runs a month of market life',
    { timeout: 180_000 },
    async () => {
      const env = { TURKSIM_URL: server.url };
      const { code, printed } = await run(
        pythonWithBoto3() as string,
        ['-m', 'pytest', '-p', 'no:cacheprovider', 'examples/pytest'],
        { env },
      );
      expect(code, printed).toBe(0);
      expect(printed).toContain('1 passed');
    },
  );

  it('vitest/ runs a month of market life', { timeout: 120_000 }, async () => {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--root', 'examples/vitest'];
    const { code, printed } = await run(process.execPath, args, { env: { NO_COLOR: '1' } });
    expect(code, printed).toBe(0);
    expect(printed).toMatch(/Tests +2 passed/);
  });

  it('jest/ shows who sees what', { timeout: 300_000 }, async () => {
    const folder = jestProject();
    const env = { NODE_OPTIONS: '--experimental-vm-modules' };
    const { code, printed } = await run(process.execPath, ['node_modules/jest/bin/jest.js'], {
      cwd: folder,
      env,
    });
    expect(code, printed).toBe(0);
    expect(printed).toMatch(/Tests: +2 passed/);
  });
});

/** A project as a user of jest has it, in a folder that later runs find again: turksim itself links to this checkout. */
function jestProject(): string {
  const folder = join(tmpdir(), 'turksim-jest-example');
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  cpSync('examples/jest', folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules/jest'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: folder,
      stdio: 'pipe',
    });
  }
  rmSync(join(folder, 'node_modules/turksim'), { force: true });
  symlinkSync(process.cwd(), join(folder, 'node_modules/turksim'));
  return folder;
}
