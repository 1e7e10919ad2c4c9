import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWithBoto3 } from '../../test/support/tools.ts';

/** How long the tests of a month in `examples/` take, in seconds, as their runners report it. */

interface VitestResults {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly duration: number }[];
  }[];
}

/** Server and test in one process, as built. */
export async function vitestMonth(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-bench-'));
  try {
    const results = join(folder, 'results.json');
    const options = ['--root', 'examples/vitest', '--reporter=json', `--outputFile=${results}`];
    await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...options]);
    const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as VitestResults;
    const month = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .find(({ title }) => title.startsWith('a month passes'));
    if (!month) throw new Error('no test of a month among the results');
    return month.duration / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Against the server at `url`; undefined without Python. */
export async function pytestMonth(url: string): Promise<number | undefined> {
  const python = pythonWithBoto3();
  if (python === undefined) return undefined;
  const args = ['-m', 'pytest', '-p', 'no:cacheprovider', '--durations=0', '-vv', 'examples/pytest'];
  const printed = await run(python, args, { TURKSIM_URL: url });
  const seconds = /([\d.]+)s call +\S*test_a_month_passes/.exec(printed)?.[1];
  if (seconds === undefined) throw new Error(`no test of a month in:\n${printed}`);
  return Number(seconds);
}

async function run(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      printed += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${printed}`);
  return printed;
}
