import type { ProfileName } from './profiles.ts';

/** Budgets of the scripts, in milliseconds of a request at the rate of the `load` profile. */
export interface Budget {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export const budgets = {
  /** A check is a step in somebody's page view: nobody may notice it, even when 5,000 a second come on a core that k6 shares. */
  eligibilityCheck: { p50Ms: 1, p95Ms: 4, p99Ms: 10 },
  /** A thousand checks in one request take about half a millisecond of work and 70 KB of JSON each way. */
  eligibilityBatch: { p50Ms: 5, p95Ms: 15, p99Ms: 40 },
  /** A page of the worker site; it must feel immediate with the network's own time on top. */
  visibleHits: { p50Ms: 3, p95Ms: 10, p99Ms: 25 },
  /** A requester drags a threshold and watches the count; half of the sets were never asked before. */
  audience: { p50Ms: 5, p95Ms: 20, p99Ms: 50 },
  /** Programs wait for these one after the other; writes wait for the store's flush. */
  requesterApi: { p50Ms: 5, p95Ms: 25, p99Ms: 60 },
} as const satisfies Record<string, Budget>;

/**
 * What must hold. No failure and no dropped iteration in any profile that claims a rate: with dropped iterations
 * the rate was not offered, and percentiles flatter.
 */
export function thresholdsOf(budget: Budget, profile: ProfileName): Record<string, string[]> {
  const correct = { checks: ['rate==1'], http_req_failed: ['rate==0'] };
  // Stress goes past the knee on purpose: slow is expected there, wrong is not.
  if (profile === 'stress') return correct;
  const factor = slack[profile];
  return {
    ...correct,
    'dropped_iterations{scenario:measured}': ['count==0'],
    'http_req_duration{scenario:measured}': [
      `med<${budget.p50Ms * factor}`,
      `p(95)<${budget.p95Ms * factor}`,
      `p(99)<${budget.p99Ms * factor}`,
    ],
  };
}

/** Smoke runs cold and beside other tests on a busy machine: it shows that all works, not that it is fast. */
const slack: Readonly<Record<Exclude<ProfileName, 'stress'>, number>> = {
  smoke: 100,
  load: 1,
  spike: 1,
  soak: 1,
};
