import { readFileSync } from 'node:fs';

/**
 * Who used the processor while a test ran: without that a slow answer could be laid to the wrong one, as server and
 * generator share a machine. Linux tells it in /proc; elsewhere nothing is told.
 */

/** Cores in use, each the mean over its busiest ten seconds in a row. */
export type ProcessorUse = Readonly<Record<string, number>>;

const sampleMs = 1000;
const windowSamples = 10;
/** /proc counts in hundredths of a second, whatever the kernel's own tick. */
const ticksPerSecond = 100;

interface Sample {
  readonly at: number;
  readonly seconds: number;
}

export interface ProcessorWatch {
  /** Watches a further process. */
  add(name: string, pid: number): void;
  stop(): ProcessorUse;
}

/** Watches the machine, and the processes that are added, until it is stopped. */
export function watchProcessor(): ProcessorWatch {
  const files = new Map([['machine', '/proc/stat']]);
  const samples = new Map<string, Sample[]>();
  const take = (name: string, file: string) => {
    const seconds = secondsIn(file);
    const taken = samples.get(name) ?? [];
    samples.set(name, taken);
    if (seconds !== undefined) taken.push({ at: performance.now(), seconds });
  };
  const takeAll = () => {
    for (const [name, file] of files) take(name, file);
  };
  takeAll();
  const timer = setInterval(takeAll, sampleMs);
  return {
    add(name, pid) {
      files.set(name, `/proc/${pid}/stat`);
      take(name, `/proc/${pid}/stat`);
    },
    stop() {
      clearInterval(timer);
      takeAll();
      const used = [...samples].map(([name, taken]) => [name, busiest(taken)] as const);
      return Object.fromEntries(used.filter(([, cores]) => cores !== undefined)) as ProcessorUse;
    },
  };
}

/** Seconds of processor time so far; undefined where nothing is told, or the process has gone. */
function secondsIn(file: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  return (file === '/proc/stat' ? machineTicks(text) : processTicks(text)) / ticksPerSecond;
}

/** The first line has user, nice, system, idle, waiting for disks, interrupts of two kinds, and what the host took. */
function machineTicks(text: string): number {
  const [user = 0, nice = 0, system = 0, , , hard = 0, soft = 0, stolen = 0] = (text.split('\n')[0] as string)
    .split(/ +/)
    .slice(1)
    .map(Number);
  return user + nice + system + hard + soft + stolen;
}

/** Behind the name, which may hold blanks, user and system time are the 12th and 13th. */
function processTicks(text: string): number {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** The highest mean over a window, or over all there is where that is less. */
export function busiest(samples: readonly Sample[]): number | undefined {
  const length = Math.min(windowSamples, samples.length - 1);
  if (length < 1) return undefined;
  const means = samples.slice(length).map((last, at) => {
    const first = samples[at] as Sample;
    return ((last.seconds - first.seconds) * 1000) / (last.at - first.at);
  });
  return Math.max(...means);
}
