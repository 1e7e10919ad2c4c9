import type { ConstantArrivalRateScenario, Scenario } from 'k6/options';
import { isMeasured } from './profiles.ts';
import { scenario as running } from './scenario.ts';

/**
 * The instant at which a change was due travels with the change, so that whoever is told of it can say how long it
 * took in all: a late start of the iteration, the call, the commit and the push. It stands in what the worker gets
 * anyway, as milliseconds since the base that `setup` took: a grant's value, a revocation's reason.
 */

/** Wall time, epoch ms: of the generator, where changes are made and pushes arrive. */
export const now = (): number => Date.now();

/**
 * When the running iteration of a scenario with a constant rate was due, epoch ms. k6 counts started iterations alone,
 * so after dropped ones everything looks late by as many; a run with dropped iterations has failed anyway.
 */
function dueAt(scenario: Scenario): number {
  const { startTime, iterationInTest } = running();
  return startTime + (iterationInTest * 1000) / (scenario as ConstantArrivalRateScenario).rate;
}

/** Stamp of a change made before or between what is measured. */
const unmeasured = 0;

/** The due instant of the running iteration as a whole number that fits a Qualification's value; 0 where nothing is measured. */
export function dueStamp(scenarios: Readonly<Record<string, Scenario>>, base: number): number {
  const { name } = running();
  if (!isMeasured(name)) return unmeasured;
  return Math.max(1, Math.floor(dueAt(scenarios[name] as Scenario) - base));
}

export const reasonOf = (stamp: number): string => `due ${stamp}`;

/** When what is pushed was due, epoch ms; undefined for a push that carries no stamp. */
export function dueOf(
  push: { readonly value?: unknown; readonly reason?: unknown },
  base: number,
): number | undefined {
  const stamp = typeof push.value === 'number' ? push.value : stampIn(push.reason);
  return stamp === undefined || stamp === unmeasured ? undefined : base + stamp;
}

function stampIn(reason: unknown): number | undefined {
  const found = /^due (\d+)$/.exec(String(reason))?.[1];
  return found === undefined ? undefined : Number(found);
}
