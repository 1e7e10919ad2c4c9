import { describe, expect, it } from 'vitest';
import type { AssignmentRecord, HitRecord, WorkerRecord } from '../../../server/contract/records.ts';
import { deadlineChanges } from '../../../server/market/deadlines.ts';
import { indexChanges } from '../../../server/market/indexes.ts';
import { factOf } from '../../../server/market/record-facts.ts';

const hit = {
  id: 'HIT',
  hitTypeId: 'TYPE',
  requester: 'REQUESTER',
  state: 'Assignable',
  createdAt: 1000,
  expiration: 90_000,
  expired: false,
  maxAssignments: 2,
  pending: 1,
  submitted: 0,
  completed: 0,
} as HitRecord;

const worker = {
  id: 'WORKER',
  createdAt: 1000,
  state: { hitsApproved: 'counting', approvalRate: 'measured', masters: 'none', adult: 'no' },
  submitted: 200,
  approved: 198,
  approvalRate: 99,
  locale: { country: 'US' },
} as WorkerRecord;

const assignment = {
  id: 'ASSIGNMENT',
  hit: 'HIT',
  worker: 'WORKER',
  state: 'Accepted',
  acceptedAt: 2000,
  deadline: 5000,
} as AssignmentRecord;

/** What list entries, facts and deadlines come of a record's change. */
const derived = (...change: Parameters<typeof indexChanges>) => ({
  index: indexChanges(...change),
  fact: factOf(...change),
  deadlines: deadlineChanges(...change),
});

const nothing = { index: [], fact: undefined, deadlines: [] };

describe('what follows from a changed record', () => {
  it('is nothing where no member changed that anything follows from', () => {
    expect(derived('worker', 'WORKER', worker, { ...worker, inboxSeq: 8, submitted: 201 })).toEqual(nothing);
    expect(derived('hit', 'HIT', hit, { ...hit, everAccepted: true })).toEqual(nothing);
    expect(derived('requester', 'R', { balanceMills: 1 }, { balanceMills: 0 })).toEqual(nothing);
  });

  it('is no fact where members changed and what the index knows did not', () => {
    expect(derived('hit', 'HIT', hit, { ...hit, pending: 0, submitted: 1 })).toEqual(nothing);
    const sameState = { ...worker, state: { ...worker.state }, locale: { country: 'US' } };
    expect(derived('worker', 'WORKER', worker, sameState)).toEqual(nothing);
  });

  it('is the difference between the lists, deadlines and values before and after', () => {
    const reviewable = { ...hit, state: 'Reviewable', reviewableAt: 4000, expired: true } as HitRecord;
    const { index, fact, deadlines } = derived('hit', 'HIT', hit, reviewable);
    expect(index).toEqual([{ index: 'hits-reviewable/REQUESTER', sort: '000000000090000/HIT', id: 'HIT' }]);
    expect(fact).toMatchObject({ kind: 'hit', id: 'HIT', value: { status: 'Reviewable', expired: true } });
    expect(deadlines).toEqual([
      { id: 'hit/HIT/lifetime', at: null },
      { id: 'hit/HIT/disposal', at: 4000 + 120 * 86_400_000 },
    ]);
    expect(factOf('worker', 'WORKER', worker, { ...worker, approved: 199 })).toMatchObject({
      value: { hitsApproved: 199 },
    });
  });

  it('of an assignment that ends, its place among the open ones and its deadline are taken away', () => {
    const approved = { ...assignment, state: 'Approved', submittedAt: 3000 } as AssignmentRecord;
    expect(derived('assignment', 'ASSIGNMENT', assignment, approved)).toEqual({
      index: [
        { index: 'open-assignments-of-worker/WORKER', sort: '000000000002000/ASSIGNMENT', id: null },
        { index: 'assignments-of-hit/HIT', sort: '000000000003000/ASSIGNMENT', id: 'ASSIGNMENT' },
      ],
      fact: undefined,
      deadlines: [{ id: 'assignment/ASSIGNMENT/workTime', at: null }],
    });
  });

  it('of one that comes or goes, all of them', () => {
    const { index, fact } = derived('hit', 'HIT', undefined, hit);
    expect(index.map(({ id }) => id)).toEqual(['HIT', 'HIT', 'HIT']);
    expect(fact).toMatchObject({ kind: 'hit' });
    expect(derived('hit', 'HIT', hit, undefined)).toEqual({
      index: index.map((entry) => ({ ...entry, id: null })),
      fact: { kind: 'hit', id: 'HIT', value: null },
      deadlines: [{ id: 'hit/HIT/lifetime', at: null }],
    });
  });
});
