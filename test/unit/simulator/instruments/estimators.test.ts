import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random.ts';
import {
  caughtTimes,
  chaoBound,
  halfLife,
  lincolnPetersen,
  slope,
  within,
} from '../../../../simulator/instruments/captures.ts';
import {
  deviation,
  gini,
  histogram,
  mean,
  median,
  topShare,
} from '../../../../simulator/instruments/concentration.ts';
import { jollySeber } from '../../../../simulator/instruments/jolly-seber.ts';

/** Captures of an open population: everybody is caught with one chance on each occasion and stays with one chance to the next. */
function openPopulation(
  size: number,
  catchShare: number,
  staysShare: number,
  occasions: number,
): Map<number, number[]> {
  const random = new Random(6);
  const captures = new Map<number, number[]>();
  let present = Array.from({ length: size }, (_, worker) => worker);
  let joined = size;
  for (let occasion = 0; occasion < occasions; occasion++) {
    for (const worker of present) {
      if (!random.chance(catchShare)) continue;
      const seen = captures.get(worker);
      if (seen) seen.push(occasion);
      else captures.set(worker, [occasion]);
    }
    present = present.filter(() => random.chance(staysShare));
    while (present.length < size) present.push(joined++);
  }
  return captures;
}

describe('capture estimators', () => {
  it('find the size of a closed population of equals: Lincoln-Petersen and Chao agree', () => {
    const captures = openPopulation(10_000, 0.1, 1, 10);
    const estimates = lincolnPetersen(captures, 10);
    expect(estimates).toHaveLength(9);
    expect(Math.abs(mean(estimates) - 10_000)).toBeLessThan(5 * 1000 * Math.sqrt(1 / 9) * 3);
    expect(Math.abs(chaoBound(captures) / 10_000 - 1)).toBeLessThan(0.05);
  });

  it('find the half-life of an open population, by regression and by Jolly and Seber, and its size', () => {
    const stays = 0.9;
    const captures = openPopulation(8000, 0.15, stays, 14);
    const truth = Math.LN2 / -Math.log(stays);
    expect(Math.abs(halfLife(captures, 14) / truth - 1)).toBeLessThan(0.08);
    const { size, survival } = jollySeber(captures, 14);
    expect(Math.abs(survival - stays)).toBeLessThan(0.02);
    expect(Math.abs(size / 8000 - 1)).toBeLessThan(0.08);
  });

  it('count by hand what can be counted by hand', () => {
    const captures = new Map([
      [1, [0]],
      [2, [0, 1]],
      [3, [1]],
      [4, [0, 1, 2]],
    ]);
    expect([1, 2, 3].map((times) => caughtTimes(captures, times))).toEqual([2, 1, 1]);
    expect(chaoBound(captures)).toBe(4 + 4 / 2);
    expect(lincolnPetersen(captures, 2)).toEqual([(3 * 3) / 2]);
    expect([...within(captures, 1, 3)]).toEqual([
      [2, [0]],
      [3, [0]],
      [4, [0, 1]],
    ]);
    expect(slope([0, 1, 2], [1, 3, 5])).toBe(2);
  });
});

describe('concentration', () => {
  it('measures how unevenly something spreads', () => {
    expect(topShare([1, 1, 1, 1, 1, 1, 1, 1, 1, 11], 0.1)).toBeCloseTo(0.55);
    expect(gini([5, 5, 5, 5])).toBeCloseTo(0);
    expect(gini([0, 0, 0, 8])).toBeCloseTo(0.75);
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(mean([1, 2, 6])).toBe(3);
    expect(deviation([1, 3])).toBe(1);
    expect(histogram([0.5, 1, 2, 9], [1, 2])).toEqual([0.25, 0.25, 0.5]);
  });
});
