import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Requirement } from '../../../server/contract/entities.ts';
import {
  approvalRateTypeId,
  hitsApprovedTypeId,
  mastersTypeId,
} from '../../../server/contract/system-types.ts';
import {
  acceptAssignment,
  approveAssignment,
  rejectAssignment,
  returnAssignment,
  submitAssignment,
} from '../../../server/lifecycle/assignment.ts';
import { blockWorker } from '../../../server/lifecycle/block.ts';
import { disposeHit, expireHit } from '../../../server/lifecycle/hit.ts';
import { assignQualification, revokeQualification } from '../../../server/lifecycle/qualification.ts';
import { indexNames } from '../../../server/market/indexes.ts';
import { Decisions } from '../../support/run-decision.ts';

const day = 86_400;
let market: Decisions;
let worker: string;
beforeEach(async () => {
  market = await Decisions.open();
  worker = (await market.worker()).id;
});
afterEach(() => market.close());

const accept = (hit: string, by = worker) => market.run((tx) => acceptAssignment(tx, { worker: by, hit }));
const acceptRefused = (hit: string, by = worker) =>
  market.refusal((tx) => acceptAssignment(tx, { worker: by, hit }));
const submit = (assignment: string, by = worker) =>
  market.run((tx) => submitAssignment(tx, { worker: by, assignment, answer: '<a/>' }));
const giveBack = (assignment: string, by = worker) =>
  market.run((tx) => returnAssignment(tx, { worker: by, assignment }));
const approve = (assignment: string, more: { feedback?: string; override?: boolean } = {}) =>
  market.run((tx) => approveAssignment(tx, { assignment, ...more }));
const reject = (assignment: string) =>
  market.run((tx) => rejectAssignment(tx, { assignment, feedback: 'blurred' }));
const submitted = async (hit: string) => submit((await accept(hit)).id);

const requirement = (
  QualificationTypeId: string,
  Comparator: Requirement['Comparator'],
  value?: number,
): Requirement => ({
  QualificationTypeId,
  Comparator,
  ActionsGuarded: 'Accept',
  ...(value === undefined ? {} : { IntegerValues: [value] }),
});

describe('[6.4] accepting', () => {
  it('gives an assignment with its deadline, and tells worker and requester', async () => {
    const hit = await market.hit();
    await market.events();
    const assignment = await accept(hit.id);
    expect(assignment).toMatchObject({
      state: 'Accepted',
      worker,
      hit: hit.id,
      requester: 'OWNER',
      acceptedAt: market.now,
      deadline: market.now + 600_000,
      rewardMills: 50,
      feeMills: 10,
    });
    expect(await market.events()).toMatchObject([
      {
        type: 'assignment:accepted',
        worker,
        requester: 'OWNER',
        seq: 1,
        assignment: assignment.id,
        hit: hit.id,
        hitTypeId: hit.hitTypeId,
        deadline: new Date(market.now + 600_000).toISOString(),
        reward: '0.05',
      },
    ]);
    expect(await market.get('hit', hit.id)).toMatchObject({ pending: 1, everAccepted: true });
  });

  it('is refused for what there is no place in, before all else', async () => {
    expect((await acceptRefused('3NONE')).code).toBe('NotFound');
    const { id } = await market.hit({ maxAssignments: 1 });
    expect((await acceptRefused(id, 'ANOBODY')).code).toBe('NotFound');
    await accept(id);
    expect((await acceptRefused(id)).code).toBe('NoMoreWorkableHITsInGroup');
    await market.run((tx) => expireHit(tx, id));
    expect((await acceptRefused(id)).code).toBe('HITExpired');
  });

  it('[Q127] is refused by the other obstacles, in order', async () => {
    const { id } = await market.hit();
    const own = (await market.worker({ requester: 'OWNER' })).id;
    await market.run((tx) => blockWorker(tx, { requester: 'OWNER', worker: own, reason: 'x' }));
    expect((await acceptRefused(id, own)).code).toBe('OwnHIT');
    const { id: assignment } = await accept(id);
    expect(await acceptRefused(id)).toMatchObject({
      code: 'AssignmentAlreadyExists',
      details: { assignment },
    });
    await market.run((tx) => blockWorker(tx, { requester: 'OWNER', worker, reason: 'x' }));
    expect((await acceptRefused(id)).code).toBe('WorkerBlocked');
    await submit(assignment);
    await approve(assignment);
    const { id: other } = await market.hit();
    expect((await acceptRefused(other)).code).toBe('WorkerBlocked');
  });

  it('[D43] is possible again after returning or abandoning, not after submitting', async () => {
    const { id } = await market.hit();
    await giveBack((await accept(id)).id);
    await accept(id);
    await market.pass(600);
    const { id: third } = await accept(id);
    await submit(third);
    expect((await acceptRefused(id)).code).toBe('AssignmentAlreadyExists');
    await reject(third);
    expect((await acceptRefused(id)).code).toBe('AssignmentAlreadyExists');
  });

  it('[Q113] names every requirement that is not met', async () => {
    const { id: type } = await market.type();
    const requirements = [
      requirement(type, 'GreaterThan', 18),
      requirement(approvalRateTypeId, 'GreaterThanOrEqualTo', 95),
      requirement(hitsApprovedTypeId, 'GreaterThan', 100),
      requirement(mastersTypeId.sandbox, 'Exists'),
    ];
    const { id } = await market.hit({ properties: { requirements } });
    const refusal = await acceptRefused(id);
    expect(refusal.code).toBe('DoesNotMeetRequirements');
    expect(refusal.details).toMatchObject({
      unmet: [
        {
          requirement: requirements[0],
          value: null,
          guards: 'Accept',
          text: expect.stringContaining('English'),
        },
        { requirement: requirements[2], value: 0 },
        { requirement: requirements[3], value: null },
      ],
    });
  });

  it('[Q75] [Q80] looks at the moment: a revocation counts from then on, and not for work in progress', async () => {
    const { id: type } = await market.type();
    const properties = { requirements: [requirement(type, 'GreaterThan', 18)] };
    const { id } = await market.hit({ properties });
    await market.run((tx) => assignQualification(tx, { worker, type, value: 18, mail: false }));
    expect((await acceptRefused(id)).details).toMatchObject({ unmet: [{ value: 18 }] });
    await market.run((tx) => assignQualification(tx, { worker, type, value: 19, mail: false }));
    const { id: assignment } = await accept(id);
    await market.run((tx) => revokeQualification(tx, { worker, type }));
    expect((await submit(assignment)).state).toBe('Submitted');
    const { id: other } = await market.hit({ properties });
    expect((await acceptRefused(other)).details).toMatchObject({ unmet: [{ value: null }] });
  });
});

describe('[6.4] submitting, returning, abandoning', () => {
  it('a submission waits for its decision, counts for the worker and is listed', async () => {
    const hit = await market.hit();
    const { id } = await accept(hit.id);
    await market.pass(90);
    await market.events();
    const record = await submit(id);
    expect(record).toMatchObject({
      state: 'Submitted',
      submittedAt: market.now,
      autoApprovalAt: market.now + day * 1000,
      answer: '<a/>',
    });
    expect(await market.news()).toEqual(['assignment:submitted']);
    expect(await market.get('worker', worker)).toMatchObject({ submitted: 1, workedMs: 90_000 });
    expect(await market.get('hit', hit.id)).toMatchObject({ pending: 0, submitted: 1 });
    const listed = await market.run((tx) => tx.list(indexNames.assignmentsOfHit(hit.id), { limit: 9 }));
    expect(listed.map((entry) => entry.id)).toEqual([id]);
  });

  it('a HIT may have expired meanwhile', async () => {
    const hit = await market.hit();
    const { id } = await accept(hit.id);
    await market.run((tx) => expireHit(tx, hit.id));
    await market.events();
    expect((await submit(id)).state).toBe('Submitted');
    expect(await market.news()).toEqual(['assignment:submitted', 'hit:reviewable']);
  });

  it('the deadline abandons it, at its own instant', async () => {
    const hit = await market.hit();
    const { id, deadline } = await accept(hit.id);
    await market.events();
    await market.pass(3000);
    expect(await market.events()).toMatchObject([
      { type: 'assignment:abandoned', at: deadline, assignment: id, requester: 'OWNER' },
    ]);
    expect(await market.get('hit', hit.id)).toMatchObject({ pending: 0 });
    expect(
      await market.refusal((tx) => submitAssignment(tx, { worker, assignment: id, answer: '' })),
    ).toMatchObject({ code: 'InvalidAssignmentState', details: { status: 'Abandoned' } });
  });

  it('nobody else can hand it in or give it back', async () => {
    const { id: assignment } = await accept((await market.hit()).id);
    const stranger = (await market.worker()).id;
    for (const act of [submitAssignment, returnAssignment])
      expect(
        (await market.refusal((tx) => act(tx, { worker: stranger, assignment, answer: '<a/>' }))).code,
      ).toBe('NotFound');
  });

  it('[Q96] the hundredth submission measures the rate and tells the worker', async () => {
    const { id: veteran } = await market.worker({ submitted: 99, approved: 90 });
    const { id } = await accept((await market.hit()).id, veteran);
    await market.events();
    await submit(id, veteran);
    expect(await market.events()).toMatchObject([
      { type: 'assignment:submitted' },
      { type: 'system:changed', name: 'Worker_PercentAssignmentsApproved', value: 90, previous: 100 },
    ]);
  });

  it('AutoApprovalDelay 0 approves at the moment of submission', async () => {
    const { id } = await market.hit({ properties: { autoApprovalDelaySeconds: 0 } });
    const assignment = await accept(id);
    await market.events();
    expect(await submit(assignment.id)).toMatchObject({ state: 'Approved', approvedAt: market.now });
    expect(await market.news()).toEqual(['assignment:submitted', 'assignment:approved', 'system:changed']);
    expect(await market.get('hit', id)).toMatchObject({ submitted: 0, completed: 1 });
  });
});

describe('[1.10] [1.11] deciding', () => {
  it('[Q89] [Q98] an approval pays and counts', async () => {
    const hit = await market.hit();
    const { id } = await submitted(hit.id);
    await market.events();
    expect(await approve(id, { feedback: 'thanks' })).toMatchObject({
      state: 'Approved',
      feedback: 'thanks',
    });
    expect(await market.events()).toMatchObject([
      { type: 'assignment:approved', worker, feedback: 'thanks', reward: '0.05' },
      { type: 'system:changed', name: 'Worker_NumberHITsApproved', value: 1, previous: 0 },
    ]);
    expect(await market.get('worker', worker)).toMatchObject({ approved: 1, earnedMills: 50 });
    expect(await market.get('hit', hit.id)).toMatchObject({ submitted: 0, completed: 1 });
  });

  it('a rejection opens no place and pays nothing', async () => {
    const hit = await market.hit({ maxAssignments: 1 });
    const { id } = await submitted(hit.id);
    expect(await reject(id)).toMatchObject({
      state: 'Rejected',
      rejectedAt: market.now,
      feedback: 'blurred',
    });
    expect(await market.get('hit', hit.id)).toMatchObject({ state: 'Reviewable', completed: 1 });
    expect(await market.get('worker', worker)).toMatchObject({ rejected: 1, approved: 0, earnedMills: 0 });
  });

  it('[Q98] the automatic approval comes at its time and counts as one', async () => {
    const { id } = await submitted((await market.hit()).id);
    const { autoApprovalAt } = await market.get('assignment', id);
    await market.pass(2 * day);
    expect(await market.get('assignment', id)).toMatchObject({
      state: 'Approved',
      approvedAt: autoApprovalAt,
    });
    expect(await market.get('worker', worker)).toMatchObject({ approved: 1 });
  });

  it('[Q98] an override within 30 days corrects both numbers', async () => {
    const hit = await market.hit({ maxAssignments: 1 });
    const { id } = await submitted(hit.id);
    await reject(id);
    expect(await market.refusal((tx) => approveAssignment(tx, { assignment: id }))).toMatchObject({
      code: 'InvalidAssignmentState',
      message: 'This operation can be called with a status of: Submitted',
    });
    await market.pass(29 * day);
    expect(await approve(id, { override: true })).toMatchObject({
      state: 'Approved',
      rejectedAt: expect.any(Number),
    });
    expect(await market.get('worker', worker)).toMatchObject({ approved: 1, rejected: 0, submitted: 1 });
    expect(await market.get('hit', hit.id)).toMatchObject({ completed: 1, submitted: 0 });
  });

  it('an override comes too late after 30 days, or once the HIT is deleted', async () => {
    const refused = (assignment: string) =>
      market.refusal((tx) => approveAssignment(tx, { assignment, override: true }));
    const late = await submitted((await market.hit({ maxAssignments: 1 })).id);
    await reject(late.id);
    await market.pass(31 * day);
    expect((await refused(late.id)).code).toBe('InvalidAssignmentState');
    const hit = await market.hit({ maxAssignments: 1 });
    const { id } = await submitted(hit.id);
    await reject(id);
    await market.run((tx) => disposeHit(tx, hit.id));
    expect((await refused(id)).code).toBe('InvalidAssignmentState');
  });

  it('an unknown assignment', async () => {
    expect(await market.refusal((tx) => approveAssignment(tx, { assignment: '3NONE' }))).toMatchObject({
      code: 'AssignmentDoesNotExist',
      message: 'Assignment [3NONE] does not exist.',
    });
  });
});
