import { expect } from 'vitest';

/** Standard errors by which a sample may miss: with fixed seeds a right model never does, a wrong one soon. */
const standardErrors = 5;

/** A share seen in a sample, against the true one. */
export function expectShare(seen: number, target: number, sample: number): void {
  const tolerance = standardErrors * Math.sqrt((target * (1 - target)) / sample);
  expect(Math.abs(seen - target), `share ${seen} against ${target} ± ${tolerance}`).toBeLessThanOrEqual(
    tolerance,
  );
}

/** A sample's mean, against the true one. */
export function expectMean(values: ArrayLike<number>, target: number, deviation: number): void {
  const mean = Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  const tolerance = (standardErrors * deviation) / Math.sqrt(values.length);
  expect(Math.abs(mean - target), `mean ${mean} against ${target} ± ${tolerance}`).toBeLessThanOrEqual(
    tolerance,
  );
}

/** A sample's median, against the true one of a lognormal with the given sigma. */
export function expectLognormalMedian(values: ArrayLike<number>, median: number, sigma: number): void {
  expectMean(Array.from(values, Math.log), Math.log(median), sigma);
}

export function shareOf(count: number, holds: (at: number) => boolean): number {
  let found = 0;
  for (let at = 0; at < count; at++) if (holds(at)) found++;
  return found / count;
}
