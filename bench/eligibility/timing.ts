import { performance } from 'node:perf_hooks';
import { quantile } from '../table.ts';

export interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/**
 * Median milliseconds of either side, run in turn so that both meet the same moments of the machine. Short tasks
 * take turns in blocks: otherwise each would be measured with its data thrown out of the caches by the other.
 */
export function sideBySide(
  ours: (round: number) => void,
  theirs: (round: number) => void,
  { blocks = 14, blockRuns = 1 } = {},
): Pair {
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let block = 0; block < blocks; block++) {
    const runs = Array.from({ length: blockRuns }, (_, run) => block * blockRuns + run);
    const isWarmup = block < 3;
    for (const run of runs) push(isWarmup ? [] : times.ours, ours, run);
    for (const run of runs) push(isWarmup ? [] : times.theirs, theirs, run);
  }
  return { ours: quantile(times.ours, 0.5), theirs: quantile(times.theirs, 0.5) };
}

function push(times: number[], task: (round: number) => void, round: number): void {
  const start = performance.now();
  task(round);
  times.push(performance.now() - start);
}

/** Milliseconds of each run. */
export function timings(task: (run: number) => void, runs: number, warmup: number): number[] {
  const times: number[] = [];
  for (let run = 0; run < runs + warmup; run++) {
    const start = performance.now();
    task(run);
    if (run >= warmup) times.push(performance.now() - start);
  }
  return times;
}

/** A benchmark that measures two different things measures nothing. */
export function sameOrStop(what: string, ours: number, theirs: number): void {
  if (ours !== theirs) throw new Error(`${what}: ours ${ours}, theirs ${theirs}`);
}
