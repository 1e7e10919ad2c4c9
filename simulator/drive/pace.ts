/**
 * How busy everybody is. A few workers are kept as busy as can be, so that a short drive sees much; thousands are slowed
 * towards the pace of people, so that one core holds them all and what is measured is the server.
 */
export interface Pace {
  /** Milliseconds between what a worker does, on average. */
  readonly workerRestMs: number;
  /** Milliseconds between what a requester does, on average. */
  readonly requesterRestMs: number;
  /** Of a requester's deeds, the share that posts. */
  readonly postShare: number;
  /** Of the HITs, the share that all may discover: each of these is one push for every worker. */
  readonly openShare: number;
  /** HITs that a requester keeps open, and how many assignments each has. */
  readonly openHitsMax: number;
  readonly assignmentsMax: number;
}

const workersPerRequester = 200;
/** Deeds of all workers together, a second, and the pushes that one HIT may cause, both at most. */
const workerDeedsMax = 250;
const pushesOfHitMax = 200;
const openHitsAll = 200;

export const requestersFor = (workers: number): number =>
  Math.max(1, Math.ceil(workers / workersPerRequester));

export function paceFor(workers: number): Pace {
  const requesters = requestersFor(workers);
  return {
    workerRestMs: Math.max(4000, (workers / workerDeedsMax) * 1000),
    requesterRestMs: Math.min(150, 60 * requesters),
    postShare: 0.15 / requesters,
    openShare: Math.min(2 / 3, pushesOfHitMax / workers),
    openHitsMax: Math.max(8, Math.min(40, Math.round(openHitsAll / requesters))),
    assignmentsMax: Math.max(5, Math.round(workers / 20)),
  };
}
