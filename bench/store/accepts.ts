import { performance } from 'node:perf_hooks';
import type { FeedEvent } from '../../server/contract/events.ts';
import type { Commit, Namespace, NewFact } from '../../server/store/store.ts';

const workers = 5_000;
const hits = 300;

/** What an accept changes: worker, HIT, assignment and participation, with their index entry, deadline, push and fact. */
export interface Accept {
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
  readonly index: Commit['index'][number];
  readonly deadline: { readonly id: string; readonly at: number };
  readonly event: FeedEvent;
  readonly fact: NewFact;
  readonly at: number;
}

const start = 1_700_000_000_000;

export function acceptOf(number: number): Accept {
  const at = start + number;
  const worker = `A2K1J3H4G5${1000 + (number % workers)}`;
  const hit = `3HITHITHITHITHITHITHITHITHIT${100 + (number % hits)}`;
  const assignment = `3ASSIGNMENTASSIGNMENT${100_000_000 + number}`;
  const hitTypeId = '3HITTYPEHITTYPEHITTYPEHITTYPE1';
  const workerRecord = {
    id: worker,
    createdAt: start,
    seed: 123_456_789,
    state: {
      approvalRate: 'measured',
      hitsApproved: 'counting',
      masters: 'none',
      adult: 'no',
      locale: 'registered',
    },
    submitted: 400,
    approved: 390,
    rejected: 10,
    approvalRate: 97,
    locale: { country: 'US', subdivision: 'CA' },
    earnedMills: 123_456,
    bonusMills: 0,
    workedMs: 123_456_789,
    inboxSeq: Math.floor(number / workers) + 1,
  };
  const hitRecord = {
    id: hit,
    hitTypeId,
    requester: 'DEFAULT',
    state: 'Assignable',
    createdAt: start,
    expiration: start + 1e9,
    expired: false,
    maxAssignments: 1000,
    pending: number % 100,
    submitted: 3,
    completed: 4,
    everAccepted: true,
    largeBatch: true,
    hasReviewPolicies: false,
  };
  const assignmentRecord = {
    id: assignment,
    hit,
    hitTypeId,
    requester: 'DEFAULT',
    worker,
    state: 'Accepted',
    acceptedAt: at,
    deadline: at + 3_600_000,
    rewardMills: 500,
    autoApprovalDelaySeconds: 259_200,
  };
  return {
    keys: [`worker/${worker}`, `hit/${hit}`, `assignment/${assignment}`, `participation/${worker}:${hit}`],
    values: [workerRecord, hitRecord, assignmentRecord, { worker, hit, assignment, taken: true }],
    index: { index: `assignments-of-worker/${worker}`, sort: `${at}/${assignment}`, id: assignment },
    deadline: { id: `assignment/${assignment}/abandon`, at: at + 3_600_000 },
    event: {
      type: 'assignment:accepted',
      at,
      worker,
      seq: workerRecord.inboxSeq,
      assignment,
      hit,
      hitTypeId,
    },
    fact: { kind: 'hit', hit, open: true } as unknown as NewFact,
    at,
  };
}

/** One command on the store: reads what it decides on, and commits. */
async function runAccept(namespace: Namespace, number: number): Promise<void> {
  const { keys, values, index, deadline, event, fact, at } = acceptOf(number);
  for (;;) {
    const found = await namespace.read(keys);
    const outcome = await namespace.commit({
      reads: keys.map((key, place) => [key, found[place]?.version ?? 0]),
      writes: keys.map((key, place) => [key, values[place]]),
      index: [index],
      deadlines: [deadline],
      events: [event],
      facts: [fact],
      at,
    });
    if (outcome.ok) return;
  }
}

/** One side of a comparison: runs for a while and answers how many accepts it made durable. */
export type Side = (until: number) => Promise<number>;

/** So many callers, each waiting for its answer before it comes again. `first`: apart from what others do. */
export function storeSide(namespace: Namespace, inFlight: number, first = 0): Side {
  let number = first;
  return async (until) => {
    const from = number;
    const caller = async () => {
      while (performance.now() < until) await runAccept(namespace, number++);
    };
    await Promise.all(Array.from({ length: inFlight }, caller));
    return number - from;
  };
}
