import { readFileSync } from 'node:fs';

/** One finished system call. */
interface Call {
  readonly name: string;
  readonly argument: string;
  readonly result: number;
}

/** The arguments of strace for a trace that `unflushedAnswers` can read. */
export const straceArguments = (file: string): string[] => [
  '-f',
  '-y',
  '-e',
  'trace=openat,pwrite64,writev,pwritev,fdatasync,fsync,msync,write',
  '-o',
  file,
];

/** The calls of all threads in the order in which they finished. */
function finishedCalls(trace: string): Call[] {
  const calls: Call[] = [];
  const unfinished = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, thread, text] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (thread === undefined || text === undefined) continue;
    const begun = /^(.*) <unfinished \.\.\.>$/.exec(text)?.[1];
    if (begun !== undefined) unfinished.set(thread, begun);
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
    const whole = rest === undefined ? text : `${unfinished.get(thread) ?? ''}${rest}`;
    const [, name, argument, result] = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(whole) ?? [];
    if (name === undefined || argument === undefined) continue;
    calls.push({ name, argument, result: Number(result) });
  }
  return calls;
}

/**
 * Reads the trace of a process that writes groups of commits and says `answered N` after each. Answers what is
 * wrong: an answer without a write to the data file since the last one, or before a flush of that write had finished.
 */
export function unflushedAnswers(file: string): string[] {
  const wrong: string[] = [];
  /** Handles whose writes are on the disk when they return. */
  const through = new Set<string>();
  let written = 0;
  let isFlushed = true;
  for (const { name, argument, result } of finishedCalls(readFileSync(file, 'utf8'))) {
    const handle = /^\d+/.exec(argument)?.[0] ?? '';
    const isData = /^\d+<[^>]*data\.mdb>/.test(argument);
    if (name === 'openat' && argument.includes('data.mdb') && argument.includes('O_DSYNC'))
      through.add(String(result));
    else if (/sync$/.test(name) && isData && result === 0) isFlushed = true;
    else if (/write/.test(name) && isData && !through.has(handle)) {
      written++;
      isFlushed = false;
    }
    const answer = name === 'write' ? /"answered (\d+)/.exec(argument)?.[1] : undefined;
    if (answer === undefined) continue;
    if (written === 0) wrong.push(`answer ${answer}: nothing was written`);
    if (!isFlushed) wrong.push(`answer ${answer}: its writes were not flushed`);
    written = 0;
  }
  return wrong;
}
