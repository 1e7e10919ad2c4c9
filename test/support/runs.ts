import { randomInt } from 'node:crypto';

/**
 * How often a random test runs: `short` in `npm test`, `long` in `npm run test:long`.
 * TURKSIM_TEST_RUNS sets the number for all, for whoever hunts one failure.
 */
export function randomRuns(short: number, long: number): number {
  const fixed = Number(process.env.TURKSIM_TEST_RUNS);
  if (fixed > 0) return fixed;
  return isLongRun() ? long : short;
}

/** Whether this is `npm run test:long`. */
export function isLongRun(): boolean {
  return process.env.TURKSIM_TEST_LONG === 'true';
}

/** The seed of a random test, 0..2^32-1: TURKSIM_TEST_SEED repeats a run, else it is drawn. A test prints it when it fails. */
export function testSeed(): number {
  const fixed = process.env.TURKSIM_TEST_SEED;
  return fixed === undefined || fixed === '' ? randomInt(2 ** 32) : Number(fixed) >>> 0;
}
