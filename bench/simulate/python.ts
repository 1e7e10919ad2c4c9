import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelRun } from './agents.ts';

const folder = import.meta.dirname;
/** Of its own, made on the first run. */
const environment = join(folder, '../.venv');

const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** A Python with the packages of `requirements.txt`; undefined where there is none, and why. */
export function preparePython(): { readonly python: string } | { readonly missing: string } {
  const python = join(environment, 'bin/python');
  try {
    if (!existsSync(python)) run('python3', ['-m', 'venv', environment]);
    run(python, ['-m', 'pip', 'install', '--quiet', '-r', join(folder, 'requirements.txt')]);
    return { python };
  } catch (error) {
    return { missing: (error as Error).message.split('\n')[0] as string };
  }
}

/** @param seconds market time that passes before measuring, and half of it while measuring. */
export function pythonModel(python: string, name: string, agents: number, seconds: number): ModelRun {
  const out = run(python, [join(folder, `${name}_model.py`), String(agents), String(seconds)]);
  const [eventsPerSecond, secondsPerEvent] = out.trim().split(' ').map(Number);
  if (eventsPerSecond === undefined || secondsPerEvent === undefined) throw new Error(`${name}: ${out}`);
  return { eventsPerSecond, secondsPerEvent };
}
