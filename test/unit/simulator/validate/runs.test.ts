import { describe, expect, it } from 'vitest';
import { type RunName, runNames, validationRuns } from '../../../../simulator/validate/runs.ts';
import { figureName, type Measured } from '../../../../simulator/validate/target.ts';

const onWay = () => false;
const workers = 250;

describe('validation runs', () => {
  const measured = new Map<RunName, Measured | undefined>();
  const measure = (name: RunName) => {
    const found = measured.get(name) ?? validationRuns[name].measure(1, workers, onWay);
    measured.set(name, found);
    return found as Measured;
  };

  it.each(runNames)('%s measures every figure of its targets, and nothing else', (name) => {
    const wanted = validationRuns[name].targets.flatMap((target) =>
      target.figures.map((figure) => figureName(target, figure)),
    );
    expect(Object.keys(measure(name)).sort()).toEqual([...wanted].sort());
  });

  it('gives the same numbers for the same seed, and others for another', () => {
    const again = (seed: number) => validationRuns.tracker.measure(seed, workers, onWay);
    expect(again(1)).toEqual(measure('tracker'));
    expect(again(2)).not.toEqual(measure('tracker'));
  });

  it('ends where it is told to, with nothing measured', () => {
    let told = 0;
    const stopped = validationRuns.longTracker.measure(1, workers, () => ++told === 3);
    expect([stopped, told]).toEqual([undefined, 3]);
  });

  it('[V24] [V36] measures requesters without a market', () => {
    const { 'V24 top 1 %': top, V36: cycle } = measure('requesters');
    expect(top).toBeGreaterThan(0.4);
    expect(top).toBeLessThan(0.8);
    expect(cycle).toBeGreaterThan(1.3);
  });
});
