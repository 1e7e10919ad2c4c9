import type { ProfileName } from './profile-names.ts';

/** A budget for one kind of duration, in milliseconds, at the rate of the `load` profile. */
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
  /** From the instant a change was due to its push at the client: the requester's call, the commit and the way out. */
  push: { p50Ms: 8, p95Ms: 25, p99Ms: 50 },
  /** A worker's click answered over the socket: a look-up in memory, or a command and its flush. */
  acknowledgement: { p50Ms: 5, p95Ms: 20, p99Ms: 50 },
  /** From opening a socket to the snapshot: what a page waits for before it shows anything, while others connect too. */
  snapshot: { p50Ms: 50, p95Ms: 200, p99Ms: 500 },
} as const satisfies Record<string, Budget>;

/** What a script must keep. */
export interface Budgets {
  /** By metric, with a tag where only a part counts: `http_req_duration{scenario:measured}`. */
  readonly durations: Readonly<Record<string, Budget>>;
  /** Counters of what must not happen at all. */
  readonly never?: readonly string[];
  /** Scenarios of which no iteration may be dropped. */
  readonly scenarios: readonly string[];
}

/**
 * What must hold. No failure and no dropped iteration in any profile that claims a rate: with dropped iterations
 * the rate was not offered, and percentiles flatter. Stress goes past the knee on purpose: slow is expected there,
 * wrong is not. What always holds stands in its place, since k6 keeps figures of a part only where a threshold names it.
 */
export function thresholdsOf(budget: Budgets, profile: ProfileName): Record<string, string[]> {
  const correct: Record<string, string[]> = { checks: ['rate==1'], http_req_failed: ['rate==0'] };
  for (const counter of budget.never ?? []) correct[counter] = ['count==0'];
  for (const scenario of budget.scenarios) {
    correct[`iterations{scenario:${scenario}}`] = ['count>0'];
    correct[`dropped_iterations{scenario:${scenario}}`] = [profile === 'stress' ? 'count>=0' : 'count==0'];
  }
  for (const [metric, duration] of Object.entries(budget.durations))
    correct[metric] = profile === 'stress' ? ['p(99)>=0'] : within(duration, slack[profile]);
  return correct;
}

function within({ p50Ms, p95Ms, p99Ms }: Budget, factor: number): string[] {
  return [`med<${p50Ms * factor}`, `p(95)<${p95Ms * factor}`, `p(99)<${p99Ms * factor}`];
}

/** Smoke runs cold and beside other tests on a busy machine: it shows that all works, not that it is fast. */
const slack: Readonly<Record<Exclude<ProfileName, 'stress'>, number>> = {
  smoke: 100,
  load: 1,
  spike: 1,
  soak: 1,
};
