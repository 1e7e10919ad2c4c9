import { describe, expect, it } from 'vitest';
import type { HitRecord, HitStatus } from '../../../server/contract/records.ts';
import { advance, elapse } from '../../../server/machines/advance.ts';
import { deadlinesOf } from '../../../server/machines/deadlines.ts';
import type { HitEvent } from '../../../server/machines/hit.ts';
import { availableOf, hitMachine } from '../../../server/machines/hit.ts';
import { newHit, start } from '../../support/machine-samples.ts';

const now = start + 1000;
const minute = 60_000;
const day = 86_400_000;

type Act = HitEvent['type'] | 'lifetime' | 'disposal';
const events: Readonly<Record<Exclude<Act, 'lifetime' | 'disposal'>, HitEvent>> = {
  accept: { type: 'accept', now },
  release: { type: 'release', now },
  submit: { type: 'submit', now },
  decide: { type: 'decide', now },
  expire: { type: 'expire', now },
  extendTime: { type: 'extendTime', now, expireAt: now + 60 * minute },
  addAssignments: { type: 'addAssignments', now, count: 1 },
  review: { type: 'review', now },
  revert: { type: 'revert', now },
  changeType: { type: 'changeType', now, hitTypeId: '3OTHER', feeMills: 20 },
  dispose: { type: 'dispose', now },
};

const hit = (state: HitStatus, more: Partial<HitRecord> = {}): HitRecord => ({
  ...newHit,
  state,
  ...(state === 'Reviewable' || state === 'Reviewing' ? { reviewableAt: start } : {}),
  ...more,
});

function step(record: HitRecord, act: Act) {
  if (act === 'lifetime' || act === 'disposal') return elapse(hitMachine, record, act, now);
  return advance(hitMachine, record, events[act]);
}

function outcome(record: HitRecord, act: Act) {
  const taken = step(record, act);
  if (!taken.taken) return taken.code ?? 'refused';
  const announced = taken.effects.flatMap((effect) =>
    effect.type === 'announce' ? effect.params.event : [],
  );
  return [taken.record.state, ...announced].join(' ');
}

/** Numbers of a record: pending, submitted, completed; five places in all. */
const counts = (pending: number, submitted: number, completed = 0, expired = false): Partial<HitRecord> => ({
  pending,
  submitted,
  completed,
  expired,
  ...(expired ? { expiration: start } : {}),
});

describe('[6.3] states of a HIT, row by row', () => {
  it.each<[HitStatus, Partial<HitRecord>, string, Act, string]>([
    ['Assignable', counts(4, 0), 'the last free one', 'accept', 'Unassignable'],
    ['Assignable', counts(0, 0), 'others free', 'accept', 'Assignable'],
    ['Assignable', counts(1, 0), 'returns or abandons', 'release', 'Assignable'],
    ['Unassignable', counts(5, 0), 'lifetime runs', 'release', 'Assignable'],
    ['Unassignable', counts(2, 0, 0, true), 'expired, others in progress', 'release', 'Unassignable'],
    ['Unassignable', counts(1, 0, 0, true), 'expired, the last', 'release', 'Reviewable hit:reviewable'],
    ['Unassignable', counts(1, 2, 0, true), 'expired, the last', 'submit', 'Reviewable hit:reviewable'],
    ['Unassignable', counts(1, 4), 'all submitted', 'submit', 'Reviewable hit:reviewable'],
    ['Unassignable', counts(2, 3), 'some in progress', 'submit', 'Unassignable'],
    ['Assignable', counts(1, 0), 'free ones left', 'submit', 'Assignable'],
    ['Assignable', counts(0, 0), 'no submission at all', 'lifetime', 'Reviewable hit:expired hit:reviewable'],
    ['Assignable', counts(0, 2), 'nothing in progress', 'lifetime', 'Reviewable hit:expired hit:reviewable'],
    ['Assignable', counts(0, 2), 'nothing in progress', 'expire', 'Reviewable hit:expired hit:reviewable'],
    ['Assignable', counts(1, 0), 'work in progress', 'lifetime', 'Unassignable hit:expired'],
    ['Assignable', counts(1, 0), 'work in progress', 'expire', 'Unassignable hit:expired'],
    ['Unassignable', counts(5, 0), 'work in progress', 'lifetime', 'Unassignable hit:expired'],
    ['Unassignable', counts(5, 0), 'work in progress', 'expire', 'Unassignable hit:expired'],
    ['Unassignable', counts(1, 0, 0, true), 'expired before', 'expire', 'Unassignable'],
    ['Reviewable', counts(0, 5), 'nobody is told', 'lifetime', 'Reviewable hit:lifetime-ended'],
    ['Reviewable', counts(0, 5), 'nobody is told', 'expire', 'Reviewable hit:lifetime-ended'],
    ['Reviewable', counts(0, 3, 0, true), 'expired before', 'expire', 'Reviewable'],
    ['Reviewing', counts(0, 5), 'nobody is told', 'lifetime', 'Reviewing hit:lifetime-ended'],
    ['Reviewing', counts(0, 5), 'nobody is told', 'expire', 'Reviewing hit:lifetime-ended'],
    ['Assignable', counts(1, 0), 'more time', 'extendTime', 'Assignable hit:extended'],
    ['Assignable', counts(1, 0), 'more assignments', 'addAssignments', 'Assignable hit:extended'],
    ['Unassignable', counts(5, 0), 'full, lifetime runs', 'addAssignments', 'Assignable hit:extended'],
    ['Unassignable', counts(1, 0, 0, true), 'expired', 'addAssignments', 'Unassignable hit:extended'],
    ['Unassignable', counts(1, 0, 0, true), 'expired, free ones', 'extendTime', 'Assignable hit:extended'],
    ['Unassignable', counts(5, 0), 'no free ones', 'extendTime', 'Unassignable hit:extended'],
    ['Assignable', counts(1, 1), 'a decision moves nothing', 'decide', 'Assignable'],
    ['Unassignable', counts(4, 1), 'a decision moves nothing', 'decide', 'Unassignable'],
    ['Reviewable', counts(0, 5), 'a decision moves nothing', 'decide', 'Reviewable'],
    ['Reviewing', counts(0, 5), 'a decision moves nothing', 'decide', 'Reviewing'],
    ['Reviewable', counts(0, 3, 0, true), 'free ones', 'extendTime', 'Assignable hit:extended'],
    ['Reviewable', counts(0, 5), 'no free ones', 'extendTime', 'Reviewable hit:extended'],
    ['Reviewable', counts(0, 5), 'lifetime runs', 'addAssignments', 'Assignable hit:extended'],
    ['Reviewable', counts(0, 5, 0, true), 'expired', 'addAssignments', 'Reviewable hit:extended'],
    ['Reviewing', counts(0, 3, 0, true), 'more time', 'extendTime', 'InvalidHITState'],
    ['Reviewing', counts(0, 5), 'more assignments', 'addAssignments', 'InvalidHITState'],
    ['Reviewable', counts(0, 5), 'marked', 'review', 'Reviewing hit:reviewing'],
    ['Reviewing', counts(0, 5), 'unmarked', 'revert', 'Reviewable hit:review-reverted'],
    ['Reviewable', counts(0, 0, 5), 'all decided', 'dispose', 'Disposed hit:disposed'],
    ['Reviewing', counts(0, 0, 5), 'all decided', 'dispose', 'Disposed hit:disposed'],
    ['Reviewable', counts(0, 0, 5), '120 days', 'disposal', 'Disposed hit:disposed'],
    ['Reviewing', counts(0, 0, 5), '120 days', 'disposal', 'Disposed hit:disposed'],
    ['Assignable', counts(0, 0), 'too early', 'dispose', 'InvalidHITState'],
    ['Unassignable', counts(5, 0), 'too early', 'dispose', 'InvalidHITState'],
    ['Reviewable', counts(0, 1, 4), 'undecided work', 'dispose', 'InvalidHITState'],
    ['Reviewing', counts(0, 1, 4), 'undecided work', 'dispose', 'InvalidHITState'],
    ['Disposed', counts(0, 0, 5), 'at the second call', 'dispose', 'InvalidHITState'],
    ['Disposed', counts(0, 0, 5), 'for good', 'expire', 'InvalidHITState'],
    ['Disposed', counts(0, 0, 5), 'for good', 'extendTime', 'InvalidHITState'],
    ['Disposed', counts(0, 0, 5), 'for good', 'addAssignments', 'InvalidHITState'],
    ['Unassignable', counts(5, 0), 'nothing left', 'accept', 'refused'],
    ['Reviewable', counts(0, 5), 'nothing left', 'accept', 'refused'],
  ])('%s %o, %s: %s → %s', (state, numbers, _, act, expected) => {
    expect(outcome(hit(state, numbers), act)).toBe(expected);
  });

  it.each<[HitStatus, Act]>([
    ['Assignable', 'review'],
    ['Unassignable', 'review'],
    ['Reviewing', 'review'],
    ['Disposed', 'review'],
    ['Assignable', 'revert'],
    ['Unassignable', 'revert'],
    ['Reviewable', 'revert'],
    ['Disposed', 'revert'],
  ])('[1.14] %s: %s → InvalidHITState', (state, act) => {
    expect(outcome(hit(state), act)).toBe('InvalidHITState');
  });

  it('[1.15] the type changes until somebody accepted, and only while Assignable', () => {
    const changed = step(hit('Assignable'), 'changeType');
    expect(changed.taken && changed.record).toMatchObject({ hitTypeId: '3OTHER', feeMills: 20 });
    expect(outcome(hit('Assignable', { everAccepted: true }), 'changeType')).toBe('InvalidHITState');
    for (const state of ['Unassignable', 'Reviewable', 'Reviewing', 'Disposed'] as const)
      expect(outcome(hit(state), 'changeType')).toBe('InvalidHITState');
  });

  it('[1.12] a HIT made with fewer than 10 assignments never grows to 10', () => {
    const grow = (record: HitRecord, count: number) =>
      advance(hitMachine, record, { type: 'addAssignments', now, count });
    expect(grow(hit('Assignable'), 4).taken).toBe(true);
    for (const state of ['Assignable', 'Unassignable', 'Reviewable'] as const)
      expect(grow(hit(state), 5)).toEqual({ taken: false, code: 'InvalidMaximumAssignmentsIncrease' });
    expect(grow(hit('Reviewing'), 5)).toEqual({ taken: false, code: 'InvalidHITState' });
    expect(grow(hit('Assignable', { maxAssignments: 10, largeBatch: true }), 90).taken).toBe(true);
  });

  it('[1.13] expiring sets the expiration to now, or leaves an earlier one', () => {
    const expired = step(hit('Assignable'), 'expire');
    expect(expired.taken && expired.record).toMatchObject({ expired: true, expiration: now });
    const late = elapse(hitMachine, hit('Assignable'), 'lifetime', newHit.expiration);
    expect(late.taken && late.record.expiration).toBe(newHit.expiration);
  });

  it('[D12] 120 days count from becoming Reviewable, Reviewing counts on, becoming Assignable forgets them', () => {
    const reviewable = step(hit('Unassignable', counts(1, 4)), 'submit');
    if (!reviewable.taken) throw new Error('refused');
    const disposal = now + 120 * day;
    expect(deadlinesOf('hit', reviewable.record)).toEqual({ lifetime: newHit.expiration, disposal });
    const reviewing = step(reviewable.record, 'review');
    if (!reviewing.taken) throw new Error('refused');
    expect(deadlinesOf('hit', reviewing.record).disposal).toBe(disposal);
    const enlarged = step(reviewable.record, 'addAssignments');
    if (!enlarged.taken) throw new Error('refused');
    expect(deadlinesOf('hit', enlarged.record)).toEqual({ lifetime: newHit.expiration });
    expect(enlarged.record).not.toHaveProperty('reviewableAt');
  });
});

describe('[6.3] counters', () => {
  it('move as the guide shows for five assignments', () => {
    let record = hit('Assignable');
    const moved = (...acts: Act[]) => {
      for (const act of acts) {
        const taken = step(record, act);
        if (!taken.taken) throw new Error(`${act} was refused`);
        record = taken.record;
      }
      return [record.state, availableOf(record), record.pending];
    };
    expect(moved()).toEqual(['Assignable', 5, 0]);
    expect(moved('accept', 'accept', 'accept')).toEqual(['Assignable', 2, 3]);
    expect(moved('accept', 'accept', 'submit', 'submit')).toEqual(['Unassignable', 0, 3]);
    expect(moved('release')).toEqual(['Assignable', 1, 2]);
    expect(moved('accept', 'submit', 'submit', 'submit')).toEqual(['Reviewable', 0, 0]);
    expect(moved('decide', 'decide')).toEqual(['Reviewable', 0, 0]);
    expect(record).toMatchObject({ submitted: 3, completed: 2 });
  });

  it('[D11] after expiry the free ones stay counted', () => {
    const taken = step(hit('Assignable', counts(1, 1)), 'expire');
    expect(taken.taken && availableOf(taken.record)).toBe(3);
  });
});
