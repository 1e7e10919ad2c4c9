import { describe, expect, it } from 'vitest';
import { busiest, watchProcessor } from '../../../load/runner/processor.ts';

const samples = (seconds: readonly number[]) => seconds.map((each, at) => ({ at: at * 1000, seconds: each }));

describe('cores in use', () => {
  it('are the mean over the busiest ten seconds in a row', () => {
    const idle = Array.from({ length: 5 }, () => 0);
    const busy = Array.from({ length: 11 }, (_, at) => at * 0.5);
    const after = Array.from({ length: 5 }, (_, at) => 5 + at * 0.1);
    expect(busiest(samples([...idle, ...busy, ...after]))).toBeCloseTo(0.5);
  });

  it('are the mean of all there is in a short run, and unknown in none', () => {
    expect(busiest(samples([1, 1.2, 1.4]))).toBeCloseTo(0.2);
    expect(busiest(samples([1]))).toBeUndefined();
    expect(busiest([])).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')('are read of a process and of the machine', () => {
    const watch = watchProcessor();
    watch.add('here', process.pid);
    watch.add('gone', 2 ** 30);
    const until = process.cpuUsage().user + 30_000;
    while (process.cpuUsage().user < until);
    const used = watch.stop();
    expect(Object.keys(used).sort()).toEqual(['here', 'machine']);
    expect(used.here).toBeGreaterThan(0);
  });
});
