import { performance } from 'node:perf_hooks';
import { quantile } from '../table.ts';

export interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/** Median milliseconds of either side, run in turn so that both meet the same moments of the machine. */
export function sideBySide(
  ours: (round: number) => void,
  theirs: (round: number) => void,
  rounds = 11,
): Pair {
  const warmup = 3;
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round < rounds + warmup; round++) {
    const start = performance.now();
    ours(round);
    const middle = performance.now();
    theirs(round);
    const end = performance.now();
    if (round < warmup) continue;
    times.ours.push(middle - start);
    times.theirs.push(end - middle);
  }
  return { ours: quantile(times.ours, 0.5), theirs: quantile(times.theirs, 0.5) };
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
