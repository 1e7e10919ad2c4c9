import { chanceFrom } from './market-plan.ts';

/**
 * A market's servers as queues: each has one thread, which answers checks, decides changes and follows the feed, in
 * the order in which they come. Small on purpose: it asks whether a plan's sums survive waiting, nothing else.
 */

export interface Deployment {
  readonly name: string;
  readonly servers: number;
  /** Redis masters that a market's feed is spread over; none: one server with a store of its own. */
  readonly feeds: number;
  /** Whether a server follows only what concerns its own workers; else every server follows all. */
  readonly isPartitioned: boolean;
}

/**
 * Seconds of one core each, measured on the machine of docs/capacity.md. Those on Redis are of 400 changes a second,
 * where few commits share a round trip and a follower reads them one by one: more at once cost less each.
 */
export const costs = {
  /** One check over HTTP: the server's cores in eligibility-check by its rate. */
  check: 62e-6,
  /** A requester's call that changes something, decided, committed, and pushed to one socket: worker-sockets by its rate. */
  change: 600e-6,
  changeOnRedis: 2200e-6,
  /** The same change followed by a server that did not decide it. */
  follow: 400e-6,
  /** The same change in Redis, with the reads that deciding it takes. */
  redisCommit: 700e-6,
} as const;

/** What a market asks for, a second. */
export interface Offered {
  /** Workers at work at once. */
  readonly active: number;
  readonly checks: number;
  readonly changes: number;
  /** Those of the changes that concern all servers however workers are spread: HITs and types. */
  readonly catalogue: number;
}

/** One in forty registered workers is at work at any time (100,000 registered, 2,000 to 5,000 at work). */
const activeShare = 1 / 40;
/** A HIT takes a minute and a half in all; accepting, submitting and approving are a change each, and one in ten grants. */
const secondsPerHit = 90;
const changesPerHit = 3.1;
/** Pages and programs ask ten times as often as things change. */
const checksPerChange = 10;
const catalogueShare = 0.05;

export function offeredBy(registered: number): Offered {
  const active = registered * activeShare;
  const changes = (active / secondsPerHit) * changesPerHit;
  return { active, checks: changes * checksPerChange, changes, catalogue: changes * catalogueShare };
}

export interface QueueResult {
  readonly serverBusy: number;
  readonly redisBusy: number;
  readonly checkP99Ms: number;
  readonly changeP99Ms: number;
}

type Kind = 'check' | 'change' | 'follow';

function costsOn({ feeds }: Deployment): Record<Kind, number> {
  const { check, change, changeOnRedis, follow } = costs;
  return { check, change: feeds === 0 ? change : changeOnRedis, follow };
}

/** Arrivals a second at one server. */
export function arrivalsAt({ servers, isPartitioned }: Deployment, offered: Offered): Record<Kind, number> {
  const change = offered.changes / servers;
  const elsewhere = isPartitioned
    ? offered.catalogue + (offered.changes - offered.catalogue) / servers
    : offered.changes;
  return { check: offered.checks / servers, change, follow: Math.max(0, elsewhere - change) };
}

const simulatedArrivals = 200_000;

/** One server's queue: arrivals at random, served first come first served, each for the time that its kind takes. */
export function simulateQueue(deployment: Deployment, offered: Offered, seed = 1): QueueResult {
  const rates = arrivalsAt(deployment, offered);
  const kinds = Object.entries(rates) as [Kind, number][];
  const total = kinds.reduce((sum, [, rate]) => sum + rate, 0);
  const serving = costsOn(deployment);
  const serverBusy = kinds.reduce((sum, [kind, rate]) => sum + rate * serving[kind], 0);
  const redisBusy = deployment.feeds === 0 ? 0 : (offered.changes / deployment.feeds) * costs.redisCommit;
  const took: Record<Kind, number[]> = { check: [], change: [], follow: [] };
  const chance = chanceFrom(seed);
  let [now, freeAt] = [0, 0];
  for (let count = 0; count < simulatedArrivals; count++) {
    now += -Math.log(1 - chance()) / total;
    const kind = drawn(kinds, chance() * total);
    freeAt = Math.max(now, freeAt) + serving[kind];
    // Redis serves all servers: what the others bring is the time it is busy anyway.
    const answered = kind === 'change' ? freeAt + redisWait(redisBusy, chance) : freeAt;
    took[kind].push(answered - now);
  }
  return { serverBusy, redisBusy, checkP99Ms: p99(took.check) * 1000, changeP99Ms: p99(took.change) * 1000 };
}

function drawn(kinds: readonly (readonly [Kind, number])[], draw: number): Kind {
  let left = draw;
  for (const [kind, rate] of kinds) {
    left -= rate;
    if (left < 0) return kind;
  }
  return 'check';
}

/** Time in a queue that is busy so much, as drawn from its exponential tail, and being served. */
function redisWait(busy: number, chance: () => number): number {
  if (busy === 0) return 0;
  if (busy >= 1) return 1;
  const waits = chance() < busy ? -Math.log(1 - chance()) * (costs.redisCommit / (2 * (1 - busy))) : 0;
  return waits + costs.redisCommit;
}

function p99(seconds: readonly number[]): number {
  const sorted = Float64Array.from(seconds).sort();
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
}

export interface Verdict {
  readonly deployment: Deployment;
  readonly registered: number;
  readonly offered: Offered;
  readonly result: QueueResult;
}

/** What users may wait: the budgets of the load scripts. */
const checkP99MsMax = 10;
const changeP99MsMax = 50;
/** Above this share of a core or of a Redis nobody plans: a spike must fit. */
const busyMax = 0.7;

/** The most registered workers that a deployment holds within its budgets. */
export function drivePlan(deployment: Deployment): Verdict {
  let [holds, fails] = [1000, 1e10];
  while (fails / holds > 1.01) {
    const middle = Math.sqrt(holds * fails);
    if (isWithin(simulateQueue(deployment, offeredBy(middle)))) holds = middle;
    else fails = middle;
  }
  const offered = offeredBy(holds);
  return { deployment, registered: holds, offered, result: simulateQueue(deployment, offered) };
}

function isWithin({ serverBusy, redisBusy, checkP99Ms, changeP99Ms }: QueueResult): boolean {
  if (serverBusy > busyMax || redisBusy > busyMax) return false;
  return checkP99Ms <= checkP99MsMax && changeP99Ms <= changeP99MsMax;
}
