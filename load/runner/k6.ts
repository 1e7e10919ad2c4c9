import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptResult } from '../result.ts';
import { environmentOfK6, findK6, howToGetK6 } from './find-program.ts';

/** k6's exit code when a threshold was crossed. */
export const thresholdsCrossed = 99;

export interface K6Run {
  readonly exitCode: number;
  /** Undefined if k6 broke off before its summary. */
  readonly result: ScriptResult | undefined;
}

/** Path of k6; throws one line that says how to get it. */
export function requireK6(): string {
  const k6 = findK6();
  if (k6 === undefined) throw new Error(howToGetK6);
  return k6;
}

export function k6Version(k6: string): string {
  return execFileSync(k6, ['version'], { encoding: 'utf8' }).trim();
}

export interface K6Options {
  /** Its summary does not go to the terminal. */
  readonly quiet?: boolean;
  /** Told the process as soon as it runs. */
  readonly onStart?: (pid: number) => void;
}

/** Runs a script to its end with the given `__ENV`. */
export async function runK6(
  k6: string,
  script: string,
  environment: Readonly<Record<string, string | undefined>>,
  { quiet = false, onStart }: K6Options = {},
): Promise<K6Run> {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-k6-'));
  const summary = join(folder, 'summary.json');
  const given = Object.entries({ ...environment, TURKSIM_SUMMARY: summary }).filter(
    ([, value]) => value !== undefined,
  );
  const variables = given.flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  // A port of its own for k6's control interface, so that several can run at once.
  const options = ['run', '--quiet', '--address', '127.0.0.1:0', '--no-usage-report', ...variables, script];
  const child = spawn(k6, options, {
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
    env: environmentOfK6(),
  });
  if (child.pid !== undefined) onStart?.(child.pid);
  try {
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    const result = existsSync(summary)
      ? (JSON.parse(readFileSync(summary, 'utf8')) as ScriptResult)
      : undefined;
    return { exitCode: exitCode ?? 1, result };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
