import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  utimes,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { damageOf } from './data-file.ts';

/** Raised with every change of what the folder holds; older programs then refuse it. */
const format = 2;
const formatFile = 'turksim-data.json';
/** LMDB's own name. */
const dataFile = 'data.mdb';

/**
 * Makes the folder if need be and checks that it holds data of this format, before anything in it is opened:
 * a folder of another version, or of something else, stays as it is.
 */
export function prepareDataFolder(folder: string): void {
  const path = join(folder, formatFile);
  let text: string | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    if (existsSync(path)) text = readFileSync(path, 'utf8');
    else if (existsSync(join(folder, dataFile))) text = '';
    else writeFormat(path);
  } catch (error) {
    throw new Error(`The data folder ${folder} can't be used: ${(error as Error).message}`);
  }
  if (text === undefined) return;
  const found = formatOf(text);
  if (found !== format) {
    const what = found === undefined ? 'an unknown format' : `format ${found}`;
    throw new Error(
      `The data folder ${folder} has ${what}, this program knows format ${format}. Nothing was changed.`,
    );
  }
  const damage = existsSync(join(folder, dataFile)) ? damageOf(join(folder, dataFile)) : undefined;
  if (damage) throw new Error(`The data folder ${folder} is damaged: ${damage}. Nothing was changed.`);
}

function formatOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format;
  } catch {
    return undefined;
  }
}

/** Written beside and renamed, with both folders flushed, so that a loss of power leaves all or nothing. */
function writeFormat(path: string): void {
  const file = openSync(`${path}.new`, 'w');
  writeSync(file, `${JSON.stringify({ program: 'turksim', format })}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
  flushFolder(dirname(path));
  flushFolder(dirname(dirname(path)));
}

/** Flushes the names in a folder: new files outlive a loss of power only then. */
export function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Who has a folder open. */
export interface Owner {
  readonly pid: number;
  /** When the process started, in the kernel's ticks: a pid that came again is another process. */
  readonly started: string;
  /** The machine's boot: an owner of an earlier one is gone. */
  readonly boot: string;
  /** The pid space in which the pid means something. */
  readonly pidSpace: string;
}

export function thisProcess(): Owner {
  return { pid: process.pid, started: startOf(process.pid) ?? '', ...pidPlace() };
}

/** An owner in another container can't be looked up: it shows by touching the folder. */
export const touchEveryMs = 2_000;
/** How long to wait for such a sign before the owner counts as gone. */
export const silenceMs = 6_000;

export function touchFolder(folder: string, now: number): void {
  // A folder that can't be touched is told by the next flush.
  utimes(join(folder, formatFile), now / 1000, now / 1000, () => {});
}

export const lastTouch = (folder: string): number => statSync(join(folder, formatFile)).mtimeMs;

/** `hidden`: in another container of this machine, where its pid says nothing. */
export function stateOf(owner: Owner): 'alive' | 'gone' | 'hidden' {
  const here = pidPlace();
  if (owner.boot !== here.boot) return 'gone';
  if (owner.pidSpace !== here.pidSpace) return 'hidden';
  return startOf(owner.pid) === owner.started ? 'alive' : 'gone';
}

/** When a process started, by the kernel's word where there is /proc; undefined: there is no such process. */
function startOf(pid: number): string | undefined {
  if (existsSync('/proc/self/stat')) return startTicks(pid);
  try {
    process.kill(pid, 0);
    return 'running';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'running' : undefined;
  }
}

function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name, in brackets, may hold blanks; the state follows it, the start is the 19th after that.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function pidPlace(): { boot: string; pidSpace: string } {
  if (!existsSync('/proc/self/ns/pid')) return { boot: '-', pidSpace: '-' };
  return {
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    pidSpace: String(statSync('/proc/self/ns/pid').ino),
  };
}
