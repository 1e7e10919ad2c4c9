import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  acceptAssignment,
  approveAssignment,
  returnAssignment,
  submitAssignment,
} from '../../../server/lifecycle/assignment.ts';
import {
  changeHitType,
  createHit,
  disposeHit,
  expireHit,
  extendHit,
  reviewHit,
} from '../../../server/lifecycle/hit.ts';
import { updateQualificationType } from '../../../server/lifecycle/qualification-type.ts';
import { indexNames } from '../../../server/market/indexes.ts';
import type { Transaction } from '../../../server/market/transaction.ts';
import { Decisions } from '../../support/run-decision.ts';

const day = 86_400;
let market: Decisions;
beforeEach(async () => {
  market = await Decisions.open();
});
afterEach(() => market.close());

const state = async (hit: string) => (await market.get('hit', hit)).state;
const accept = async (hit: string) => {
  const { id: worker } = await market.worker();
  return market.run((tx) => acceptAssignment(tx, { worker, hit }));
};
const work = async (hit: string) => {
  const { id: assignment, worker } = await accept(hit);
  return market.run((tx) => submitAssignment(tx, { worker, assignment, answer: '<a/>' }));
};

describe('HIT types', () => {
  it('[1.2] [D4] equal properties of one requester are one type', async () => {
    const first = await market.hitType();
    await market.events();
    expect(await market.hitType()).toEqual(first);
    expect(await market.news()).toEqual([]);
    expect(first).toMatchObject({
      id: expect.stringMatching(/^3[A-Z0-9]{29}$/),
      groupId: expect.stringMatching(/^3[A-Z0-9]{29}$/),
      gone: false,
    });
    expect(first.groupId).not.toBe(first.id);
    const others = [
      await market.hitType({ title: 'Draw a circle' }),
      await market.hitType({ description: 'Around each dog' }),
      await market.hitType({ keywords: 'cat' }),
      await market.hitType({ rewardMills: 60 }),
      await market.hitType({ assignmentDurationSeconds: 601 }),
      await market.hitType({ autoApprovalDelaySeconds: 0 }),
      await market.hitType({}, 'OTHER'),
    ];
    expect(new Set([first, ...others].map(({ id }) => id)).size).toBe(8);
  });

  it('[1.2] the order of requirements makes no difference', async () => {
    const { id: one } = await market.type({ name: 'one' });
    const { id: two } = await market.type({ name: 'two' });
    const exists = (type: string) =>
      ({ QualificationTypeId: type, Comparator: 'Exists', ActionsGuarded: 'Accept' }) as const;
    const { id } = await market.hitType({ requirements: [exists(one), exists(two)] });
    expect((await market.hitType({ requirements: [exists(two), exists(one)] })).id).toBe(id);
  });

  it('[Q40] [Q109] an unknown or Inactive type can not be required, also through an older HIT type', async () => {
    const requirements = (type: string) => [
      { QualificationTypeId: type, Comparator: 'Exists', ActionsGuarded: 'Accept' } as const,
    ];
    await expect(market.hitType({ requirements: requirements('3UNKNOWN') })).rejects.toMatchObject({
      code: 'QualificationTypeDoesNotExist',
      message: 'QualificationType [3UNKNOWN] does not exist.',
    });
    const { id: type } = await market.type();
    const hitType = await market.hitType({ requirements: requirements(type) });
    await market.run((tx) => updateQualificationType(tx, { type, status: 'Inactive' }));
    await expect(market.hit({ hitType })).rejects.toMatchObject({
      code: 'InvalidQualificationTypeState',
      message: 'This operation can be called with a status of: Active',
    });
    await market.run((tx) => updateQualificationType(tx, { type, status: 'Active' }));
    await market.hit({ hitType });
  });
});

describe('[6.3] the life of a HIT', () => {
  it('[1.1] begins Assignable', async () => {
    const hitType = await market.hitType();
    await market.events();
    const hit = await market.hit({ hitType, annotation: 'batch 7', layoutId: '3LAYOUT' });
    expect(hit).toMatchObject({
      state: 'Assignable',
      createdAt: market.now,
      expiration: market.now + 3_600_000,
      maxAssignments: 3,
      annotation: 'batch 7',
    });
    expect(await market.get('hitContent', hit.id)).toEqual({ question: '<q/>', layoutId: '3LAYOUT' });
    expect(await market.events()).toMatchObject([
      { type: 'hit:created', hit: hit.id, hitTypeId: hitType.id, requester: 'OWNER' },
    ]);
  });

  it('ends its lifetime at its own instant, and is Reviewable also with no submission', async () => {
    const { id, expiration } = await market.hit();
    await market.events();
    await market.pass(day);
    expect(await market.events()).toMatchObject([
      { type: 'hit:expired', at: expiration, hit: id, requester: 'OWNER' },
      { type: 'hit:reviewable', at: expiration, hit: id, requester: 'OWNER' },
    ]);
    expect(await market.get('hit', id)).toMatchObject({ state: 'Reviewable', expired: true, expiration });
  });

  it('waits for work in progress', async () => {
    const { id } = await market.hit();
    const { id: assignment, worker } = await accept(id);
    await market.run((tx) => expireHit(tx, id));
    expect(await state(id)).toBe('Unassignable');
    await market.run((tx) => returnAssignment(tx, { worker, assignment }));
    expect(await state(id)).toBe('Reviewable');
  });

  it('a lifetime that ends when all is submitted already concerns nobody', async () => {
    const { id } = await market.hit({ maxAssignments: 1 });
    await work(id);
    await market.events();
    await market.pass(3600);
    expect(await market.news()).toEqual(['hit:lifetime-ended']);
    expect(await market.get('hit', id)).toMatchObject({ expired: true, state: 'Reviewable' });
  });

  it('[1.13] can be expired again and again, and extended anew', async () => {
    const { id } = await market.hit();
    await market.run((tx) => expireHit(tx, id));
    const { expiration } = await market.get('hit', id);
    await market.pass(60);
    await market.events();
    await market.run((tx) => expireHit(tx, id));
    expect(await market.get('hit', id)).toMatchObject({ expiration });
    expect(await market.news()).toEqual([]);
    const expireAt = market.now + 120_000;
    await market.run((tx) => extendHit(tx, { hit: id, expireAt }));
    expect(await market.get('hit', id)).toMatchObject({
      state: 'Assignable',
      expired: false,
      expiration: expireAt,
    });
    await market.pass(120);
    expect(await state(id)).toBe('Reviewable');
  });

  it('[1.12] more assignments open a Reviewable HIT, not an expired one', async () => {
    const { id } = await market.hit({ maxAssignments: 1 });
    await work(id);
    expect(await state(id)).toBe('Reviewable');
    await market.run((tx) => extendHit(tx, { hit: id, additionalAssignments: 1 }));
    expect(await state(id)).toBe('Assignable');
    await market.run((tx) => expireHit(tx, id));
    await market.run((tx) => extendHit(tx, { hit: id, additionalAssignments: 2 }));
    expect(await market.get('hit', id)).toMatchObject({ state: 'Reviewable', maxAssignments: 4 });
    await market.run((tx) =>
      extendHit(tx, { hit: id, additionalAssignments: 1, expireAt: market.now + 60_000 }),
    );
    expect(await market.get('hit', id)).toMatchObject({ state: 'Assignable', maxAssignments: 5 });
  });

  it('[1.12] never grows from below 10 to 10', async () => {
    const { id } = await market.hit({ maxAssignments: 9 });
    const extend = (tx: Transaction) => extendHit(tx, { hit: id, additionalAssignments: 1 });
    expect(await market.refusal(extend)).toMatchObject({
      code: 'InvalidMaximumAssignmentsIncrease',
      message: 'A HIT created with fewer than 10 assignments cannot be extended to 10 or more assignments.',
    });
    const large = await market.hit({ maxAssignments: 10 });
    await market.run((tx) => extendHit(tx, { hit: large.id, additionalAssignments: 90 }));
  });

  it('[1.14] is marked and unmarked, and lists follow', async () => {
    const { id } = await market.hit({ maxAssignments: 1 });
    await work(id);
    const listed = async (status: 'Reviewable' | 'Reviewing') => {
      const index = indexNames.reviewableHits('OWNER', status);
      return (await market.run((tx) => tx.list(index, { limit: 9 }))).length;
    };
    expect([await listed('Reviewable'), await listed('Reviewing')]).toEqual([1, 0]);
    await market.run((tx) => reviewHit(tx, { hit: id, revert: false }));
    expect([await listed('Reviewable'), await listed('Reviewing')]).toEqual([0, 1]);
    expect(await market.refusal((tx) => reviewHit(tx, { hit: id, revert: false }))).toMatchObject({
      code: 'InvalidHITState',
      message:
        "This HIT is currently in the state 'Reviewing'.  This operation can be called with a status of: Reviewable",
    });
    await market.run((tx) => reviewHit(tx, { hit: id, revert: true }));
    expect(await state(id)).toBe('Reviewable');
  });

  it('[1.16] is deleted once all is decided', async () => {
    const { id } = await market.hit({ maxAssignments: 1 });
    const { id: assignment } = await work(id);
    const dispose = (tx: Transaction) => disposeHit(tx, id);
    expect(await market.refusal(dispose)).toMatchObject({
      code: 'InvalidHITState',
      message:
        "This HIT is currently in the state 'Reviewable'.  This operation can be called with a status of: Reviewing, Reviewable",
    });
    await market.run((tx) => approveAssignment(tx, { assignment }));
    await market.events();
    await market.run(dispose);
    expect(await market.news()).toEqual(['hit:disposed']);
    expect((await market.refusal(dispose)).message).toContain("currently in the state 'Disposed'");
    expect(await market.run((tx) => tx.list(indexNames.hits, { limit: 9 }))).toEqual([]);
  });

  it('[D12] is disposed of by itself after 120 days, Reviewing or not', async () => {
    const { id } = await market.hit({ maxAssignments: 1 });
    await work(id);
    await market.pass(119 * day);
    await market.run((tx) => reviewHit(tx, { hit: id, revert: false }));
    expect(await state(id)).toBe('Reviewing');
    await market.pass(day);
    expect(await state(id)).toBe('Disposed');
    expect(await market.get('hit', id)).toMatchObject({ submitted: 0, completed: 1 });
  });

  it('[1.15] takes another type until somebody accepted', async () => {
    const { id, hitTypeId } = await market.hit();
    const other = await market.hitType({ title: 'Other', assignmentDurationSeconds: 60 });
    await market.events();
    await market.run((tx) => changeHitType(tx, { hit: id, hitType: other }));
    expect(await market.events()).toMatchObject([
      { type: 'hit:type-changed', hit: id, hitTypeId: other.id, previous: hitTypeId },
    ]);
    const { acceptedAt, deadline } = await accept(id);
    expect(deadline - acceptedAt).toBe(60_000);
    expect(await market.refusal((tx) => changeHitType(tx, { hit: id, hitType: other }))).toMatchObject({
      code: 'InvalidHITState',
    });
  });

  it('an unknown HIT', async () => {
    expect(await market.refusal((tx) => disposeHit(tx, '3NONE'))).toMatchObject({
      code: 'HITDoesNotExist',
      message: 'Hit 3NONE does not exist.',
    });
  });
});

describe('[8.1] event notifications', () => {
  const notification = {
    destination: 'https://sqs.us-east-1.amazonaws.com/1/q',
    transport: 'SQS',
    version: '2014-08-15',
    active: true,
  } as const;
  const notified = async (eventTypes: string[], active = true) => {
    const hitType = await market.hitType();
    await market.run(async (tx) => {
      await tx.get('hitType', hitType.id);
      tx.put('hitType', hitType.id, { ...hitType, notification: { ...notification, eventTypes, active } });
      tx.emit('hit-type:changed', { hitTypeId: hitType.id });
    });
    const current = await market.get('hitType', hitType.id);
    return market.run((tx) =>
      createHit(tx, {
        requester: 'OWNER',
        hitType: current,
        question: '<q/>',
        maxAssignments: 1,
        lifetimeSeconds: 60,
      }),
    );
  };
  const documents = async () =>
    (await market.outbox()).flatMap(({ kind, document }) =>
      kind === 'notification' ? (document as { Events: { EventType: string }[] }).Events : [],
    );

  it('are written for the events that the specification lists, as documents to be delivered', async () => {
    const all = [
      'HITCreated',
      'AssignmentAccepted',
      'AssignmentSubmitted',
      'HITReviewable',
      'AssignmentApproved',
    ];
    const hit = await notified([...all, 'HITDisposed']);
    const { id: assignment } = await work(hit.id);
    await market.run((tx) => approveAssignment(tx, { assignment }));
    await market.run((tx) => disposeHit(tx, hit.id));
    const written = (await documents()).map(({ EventType }) => EventType);
    expect(written.sort()).toEqual([...all, 'HITDisposed'].sort());
    const entries = await market.outbox();
    const about = (event: string) => entries.find(({ document }) => JSON.stringify(document).includes(event));
    const first = about('HITCreated');
    expect(first).toMatchObject({ state: 'due', to: notification.destination });
    expect(first?.document).toEqual({
      EventDocVersion: '2014-08-15',
      EventDocId: expect.any(String),
      CustomerId: 'OWNER',
      Events: [
        {
          EventType: 'HITCreated',
          EventTimestamp: '2026-01-05T09:00:00Z',
          HITTypeId: hit.hitTypeId,
          HITId: hit.id,
        },
      ],
    });
    expect(about('AssignmentAccepted')?.document).toMatchObject({ Events: [{ AssignmentId: assignment }] });
  });

  it('are not written for other events, nor while inactive', async () => {
    await notified(['HITExpired', 'AssignmentAbandoned']);
    expect(await documents()).toEqual([]);
    await market.pass(60);
    expect(await documents()).toMatchObject([{ EventType: 'HITExpired' }]);
  });

  it('are not written while the specification is inactive', async () => {
    await notified(['HITCreated'], false);
    expect(await documents()).toEqual([]);
  });
});
