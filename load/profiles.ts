import type { Options, Scenario, Stage } from 'k6/options';
import type { Budget } from './thresholds.ts';
import { thresholdsOf } from './thresholds.ts';

/**
 * The load shapes that all scripts share. All are open models: iterations start at their rate whether or not
 * earlier ones have ended, so a slow server is seen waiting instead of quietly getting less to do.
 */

export const profileNames = ['smoke', 'load', 'stress', 'spike', 'soak'] as const;
export type ProfileName = (typeof profileNames)[number];

/** What a script offers in the `load` profile; the other profiles are multiples of it. */
export interface Offer {
  /** Iterations a second. */
  readonly rate: number;
  readonly budget: Budget;
}

/** Everything k6 needs to know, for the profile in TURKSIM_PROFILE (default `smoke`). */
export function optionsFor(offer: Offer): Options {
  const profile = profileFromEnvironment();
  const rate = Number(__ENV.TURKSIM_RATE ?? 0) || offer.rate;
  return {
    scenarios: shapes[profile](rate, __ENV.TURKSIM_DURATION),
    thresholds: thresholdsOf(offer.budget, profile),
    summaryTrendStats: ['min', 'avg', 'med', 'p(95)', 'p(99)', 'max', 'count'],
    // Without `url`: a time series per worker and HIT would cost more than the requests.
    systemTags: ['scenario', 'name', 'method', 'status', 'check', 'error_code', 'expected_response'],
    setupTimeout: '120s',
  };
}

function profileFromEnvironment(): ProfileName {
  const given = __ENV.TURKSIM_PROFILE ?? 'smoke';
  const known = profileNames.find((name) => name === given);
  if (known === undefined) throw new Error(`no profile "${given}": choose one of ${profileNames.join(', ')}`);
  return known;
}

type Shape = (rate: number, duration: string | undefined) => Record<string, Scenario>;

/** Thresholds look at the scenario `measured`; what comes before it brings server and generator to temperature. */
const shapes: Readonly<Record<ProfileName, Shape>> = {
  /** Does it work at all? A fiftieth of the load for some seconds. */
  smoke: (rate, duration = '5s') => ({ measured: constant(Math.max(2, Math.round(rate / 50)), duration) }),
  /** Does it hold its budgets at the rate that it is meant for? */
  load: (rate, duration = '60s') => ({
    warmup: ramping(rate, [stage('10s', rate)]),
    measured: { ...constant(rate, duration), startTime: '11s' },
  }),
  /** Where does it saturate? Four times the load, in steps; latency and dropped iterations tell. */
  stress: (rate, duration = '30s') => ({
    measured: ramping(
      rate,
      [1, 1.5, 2, 3, 4].flatMap((times) => [stage('5s', rate * times), stage(duration, rate * times)]),
    ),
  }),
  /** Does it recover? Three times the load out of nothing for ten seconds; measured is the calm after it. */
  spike: (rate, duration = '30s') => ({
    spike: ramping(rate / 10, [
      stage('10s', rate / 10),
      stage('1s', rate * 3),
      stage('10s', rate * 3),
      stage('1s', rate / 2),
    ]),
    measured: { ...constant(Math.max(1, Math.round(rate / 2)), duration), startTime: '28s' },
  }),
  /** Does it stay as it is? Half the load for long: leaks, growing queues, trimming. */
  soak: (rate, duration = '30m') => ({
    warmup: ramping(rate / 2, [stage('10s', rate / 2)]),
    measured: { ...constant(Math.max(1, Math.round(rate / 2)), duration), startTime: '11s' },
  }),
};

const stage = (duration: string, rate: number): Stage => ({
  duration,
  target: Math.max(1, Math.round(rate)),
});

function constant(rate: number, duration: string): Scenario {
  return {
    executor: 'constant-arrival-rate',
    rate,
    timeUnit: '1s',
    duration,
    gracefulStop: '5s',
    ...clients(rate),
  };
}

function ramping(rate: number, stages: Stage[]): Scenario {
  const highest = Math.max(...stages.map(({ target }) => target));
  const startRate = Math.max(1, Math.round(rate / 10));
  return {
    executor: 'ramping-arrival-rate',
    startRate,
    timeUnit: '1s',
    stages,
    gracefulStop: '5s',
    ...clients(highest),
  };
}

/** Enough virtual users to ride out a pause of 40 ms (half a second in smoke), and some to be added while it runs. */
function clients(rate: number): { preAllocatedVUs: number; maxVUs: number } {
  const enough = Math.min(500, Math.max(50, Math.ceil(rate / 25)));
  return { preAllocatedVUs: enough, maxVUs: enough * 2 };
}
