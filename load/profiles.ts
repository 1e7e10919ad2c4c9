import type { Options, RampingArrivalRateScenario, Scenario, Stage } from 'k6/options';
import { secondsOf } from './durations.ts';
import { type ProfileName, profileNames } from './profile-names.ts';
import type { Budget, Budgets } from './thresholds.ts';
import { thresholdsOf } from './thresholds.ts';

/**
 * The load shapes that all scripts share. All are open models: iterations start at their rate whether or not
 * earlier ones have ended, so a slow server is seen waiting instead of quietly getting less to do.
 */

/** What a script offers in the `load` profile; the other profiles are multiples of it. */
export interface Offer {
  /** Iterations a second. */
  readonly rate: number;
  /** Of a request while the scenario `measured` runs; a script without requests of its own has none. */
  readonly budget?: Budget;
  /** Budgets of further durations, by metric. */
  readonly durations?: Readonly<Record<string, Budget>>;
  /** Counters of what must not happen at all. */
  readonly never?: readonly string[];
  /** Workers' sockets that are open all the while, held by the script's function `watch`. */
  readonly sockets?: number;
}

type Scenarios = Record<string, Scenario>;

/** Everything k6 needs to know, for the profile in TURKSIM_PROFILE (default `smoke`). */
export function optionsFor(offer: Offer): Options & { readonly scenarios: Scenarios } {
  const profile = profileFromEnvironment();
  const rate = Number(__ENV.TURKSIM_RATE ?? 0) || offer.rate;
  const scenarios = shapes[profile](rate, __ENV.TURKSIM_DURATION);
  const sockets = Math.round((offer.sockets ?? 0) / (profile === 'smoke' ? smokeShare : 1));
  return {
    ...settings,
    scenarios: sockets === 0 ? scenarios : besideSockets(scenarios, sockets),
    thresholds: thresholdsOf(budgetsOf(offer, Object.keys(scenarios).filter(isMeasured)), profile),
  };
}

/** Whether a scenario is one that figures are taken of; others only come before it. */
export const isMeasured = (scenario: string): boolean => scenario !== 'warmup' && scenario !== 'spike';

function budgetsOf({ budget, durations, never = [] }: Offer, scenarios: readonly string[]): Budgets {
  const ofRequests = (scenario: string) =>
    budget === undefined ? [] : [[`http_req_duration{scenario:${scenario}}`, budget]];
  return {
    durations: { ...Object.fromEntries(scenarios.flatMap(ofRequests)), ...durations },
    never,
    scenarios,
  };
}

/** Options that all scripts share. */
export const settings: Options = {
  summaryTrendStats: ['min', 'avg', 'med', 'p(95)', 'p(99)', 'max', 'count'],
  // Without `url`: a time series per worker and HIT would cost more than the requests.
  systemTags: ['scenario', 'name', 'check', 'expected_response'],
  setupTimeout: '120s',
};

export function profileFromEnvironment(): ProfileName {
  const given = __ENV.TURKSIM_PROFILE ?? 'smoke';
  const known = profileNames.find((name) => name === given);
  if (known === undefined) throw new Error(`no profile "${given}": choose one of ${profileNames.join(', ')}`);
  return known;
}

type Shape = (rate: number, duration: string | undefined) => Scenarios;

/** Smoke offers this part of the load. */
export const smokeShare = 50;

const stressTimes = [1, 2, 3, 4] as const;
/** What iterations get to finish after the end of their scenario. */
const gracefulSeconds = 5;

/** Thresholds look at the scenario `measured`; what comes before it brings server and generator to temperature. */
const shapes: Readonly<Record<ProfileName, Shape>> = {
  /** Does it work at all? A fiftieth of the load for some seconds. */
  smoke: (rate, duration = '5s') => ({
    measured: constant(Math.max(2, Math.round(rate / smokeShare)), duration),
  }),
  /** Does it hold its budgets at the rate that it is meant for? */
  load: (rate, duration = '45s') => ({
    ...warmup(rate),
    measured: { ...constant(rate, duration), startTime: warmupEnds },
  }),
  /** Where does it saturate? Once to four times the load, each step a scenario; its latency and dropped iterations tell. */
  stress: (rate, duration = '20s') =>
    Object.fromEntries(
      stressTimes.map((times, number) => [
        `times_${times}`,
        {
          ...constant(rate * times, duration),
          // The next step takes over the virtual users of the one before, so that has to be over.
          startTime: `${number * (secondsOf(duration) + gracefulSeconds + 1)}s`,
        },
      ]),
    ),
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
    ...warmup(rate / 2),
    measured: { ...constant(Math.max(1, Math.round(rate / 2)), duration), startTime: warmupEnds },
  }),
};

/**
 * It must be over before the measured part starts: only then does k6 go on with the same virtual users, which have
 * read what `setup` left them. Fresh ones would all read it at once.
 */
const warmup = (rate: number): Scenarios => ({
  warmup: { ...ramping(rate, [stage('10s', rate)]), gracefulStop: '1s' },
});
const warmupEnds = '12s';

export const stage = (duration: string, rate: number): Stage => ({
  duration,
  target: Math.max(1, Math.round(rate)),
});

function constant(rate: number, duration: string): Scenario {
  return {
    executor: 'constant-arrival-rate',
    rate,
    timeUnit: '1s',
    duration,
    gracefulStop: `${gracefulSeconds}s`,
    ...clients(rate),
  };
}

export function ramping(rate: number, stages: Stage[]): RampingArrivalRateScenario {
  const highest = Math.max(...stages.map(({ target }) => target));
  const startRate = Math.max(1, Math.round(rate / 10));
  return {
    executor: 'ramping-arrival-rate',
    startRate,
    timeUnit: '1s',
    stages,
    gracefulStop: `${gracefulSeconds}s`,
    ...clients(highest),
  };
}

/**
 * Enough virtual users to ride out a pause of 500 ms (at 5,000 a second of 120 ms: each takes memory). None is added
 * while the test runs, since making one takes the very processor time that is measured.
 */
function clients(rate: number): { preAllocatedVUs: number; maxVUs: number } {
  const enough = Math.min(600, Math.max(50, Math.ceil(rate / 2)));
  return { preAllocatedVUs: enough, maxVUs: enough };
}

/** Tens of sockets share a virtual user's interpreter: one for each would cost megabytes apiece. */
const socketsPerUser = 50;
/** How fast sockets are opened; all at once would measure the opening and nothing else. */
const socketsOpenedPerSecond = 200;
/** After the last is opened and before the first change, and again for the last pushes to arrive. */
const settleSeconds = 2;

/** Starts the scenarios once all sockets are open, and keeps these open until the scenarios are over. */
function besideSockets(scenarios: Scenarios, sockets: number): Scenarios {
  const openSeconds = Math.max(1, Math.ceil(sockets / socketsOpenedPerSecond));
  const lead = openSeconds + settleSeconds;
  const shifted = Object.entries(scenarios).map(([name, scenario]) => [
    name,
    { ...scenario, startTime: `${lead + secondsOf(String(scenario.startTime ?? '0s'))}s` },
  ]);
  const end = Math.max(...Object.values(scenarios).map(endOf)) + lead + settleSeconds;
  const users = Math.ceil(sockets / socketsPerUser);
  const watching: Scenario = {
    executor: 'per-vu-iterations',
    exec: 'watch',
    vus: users,
    iterations: 1,
    maxDuration: `${end + 30}s`,
    env: {
      TURKSIM_SOCKETS: String(sockets),
      TURKSIM_SOCKETS_USERS: String(users),
      TURKSIM_SOCKETS_PER_USER: String(Math.ceil(sockets / users)),
      TURKSIM_OPEN_SECONDS: String(openSeconds),
      TURKSIM_HOLD_SECONDS: String(end),
    },
  };
  return { watching, ...Object.fromEntries(shifted) };
}

/** Seconds after the start of the test at which the scenario ends. */
function endOf(scenario: Scenario): number {
  const start = secondsOf(String(scenario.startTime ?? '0s'));
  if ('stages' in scenario)
    return start + scenario.stages.reduce((sum, { duration }) => sum + secondsOf(duration), 0);
  return start + ('duration' in scenario ? secondsOf(String(scenario.duration)) : 0);
}
