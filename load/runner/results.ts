import { execFileSync } from 'node:child_process';
import { cpus, platform, totalmem } from 'node:os';
import type { ScriptResult } from '../result.ts';
import type { ProcessorUse } from './processor.ts';

/** One finished run, with all that is needed to judge and repeat it. */
export interface LoadRun {
  readonly script: string;
  readonly profile: string;
  /** ISO 8601, when the run ended. */
  readonly date: string;
  readonly exitCode: number;
  readonly machine: string;
  readonly node: string;
  readonly k6: string;
  readonly commit: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Cores in use by `server` (where it was started for the run), `k6` and the whole `machine`. */
  readonly processor: ProcessorUse;
  readonly result: ScriptResult;
}

/** Adds date, machine, versions and commit. */
export function describeRun(
  run: Pick<LoadRun, 'script' | 'profile' | 'exitCode' | 'k6' | 'settings' | 'processor' | 'result'>,
): LoadRun {
  return {
    ...run,
    date: new Date().toISOString(),
    machine: machine(),
    node: process.version,
    commit: commit(),
  };
}

/** Processor, cores, memory and system in one line. */
export function machine(): string {
  const processors = cpus();
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return `${processors[0]?.model.trim() ?? 'unknown'}, ${processors.length} cores, ${memoryGiB} GiB, ${platform()}`;
}

/** The checkout's commit, marked if files differ from it. */
export function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    return 'unknown';
  }
}
