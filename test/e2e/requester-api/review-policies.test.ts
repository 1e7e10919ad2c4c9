import {
  type CreateHITCommandInput,
  GetAssignmentCommand,
  GetHITCommand,
  ListReviewPolicyResultsForHITCommand,
  type ListReviewPolicyResultsForHITCommandInput,
  type ReviewActionDetail,
  type ReviewPolicy,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import {
  answers,
  expectRefusal,
  makeHit,
  unknownHit,
  work,
  wrongValue,
} from '../../support/requester-work.ts';

const suite = apiSuite();
const one = (Key: string, value: string | number) => ({ Key, Values: [String(value)] });

const known = (...more: object[]): ReviewPolicy => ({
  PolicyName: 'ScoreMyKnownAnswers/2011-09-01',
  Parameters: [
    {
      Key: 'AnswerKey',
      MapEntries: [
        { Key: 'q1', Values: ['blue'] },
        { Key: 'q2', Values: ['two'] },
      ],
    },
    ...more,
  ],
});
const plurality = (...more: object[]): ReviewPolicy => ({
  PolicyName: 'SimplePlurality/2011-09-01',
  Parameters: [{ Key: 'QuestionIds', Values: ['q1', 'q2'] }, one('QuestionAgreementThreshold', 50), ...more],
});

const hitWith = (change: Partial<CreateHITCommandInput>) =>
  makeHit(suite.client, { MaxAssignments: 3, ...change });

async function submit(hit: string | undefined, given: Readonly<Record<string, string>>): Promise<string> {
  await suite.api.pass(1);
  return work(suite.api, hit, (await suite.api.worker()).id, answers(given));
}

const results = (HITId: string | undefined, input: Partial<ListReviewPolicyResultsForHITCommandInput> = {}) =>
  suite.client.send(new ListReviewPolicyResultsForHITCommand({ HITId, MaxResults: 100, ...input }));
const statusOf = async (AssignmentId: string) =>
  (await suite.client.send(new GetAssignmentCommand({ AssignmentId }))).Assignment?.AssignmentStatus;
const shown = async (HITId: string | undefined) =>
  (await suite.client.send(new GetHITCommand({ HITId }))).HIT;
const actions = (all: ReviewActionDetail[] | undefined) =>
  all?.map(({ ActionName, Status, ErrorCode }) => [ActionName, Status, ErrorCode].filter(Boolean).join(' '));

describe('[8.2] ScoreMyKnownAnswers', () => {
  it('[D26, D54] scores each submission, and approves and rejects by the score', async () => {
    const policy = known(
      one('ApproveIfKnownAnswerScoreIsAtLeast', 100),
      one('ApproveReason', 'all right'),
      one('RejectIfKnownAnswerScoreIsLessThan', 50),
      one('RejectReason', 'all wrong'),
    );
    const { HITId } = await hitWith({ AssignmentReviewPolicy: policy });
    const right = await submit(HITId, { q1: ' blue ', q2: 'two' });
    const half = await submit(HITId, { q1: 'blue', q2: 'Two' });
    const wrong = await submit(HITId, { q1: 'red', q2: '' });
    expect([await statusOf(right), await statusOf(half), await statusOf(wrong)]).toEqual([
      'Approved',
      'Submitted',
      'Rejected',
    ]);
    const { Assignment } = await suite.client.send(new GetAssignmentCommand({ AssignmentId: wrong }));
    expect(Assignment?.RequesterFeedback).toBe('all wrong');
    const answer = await results(HITId);
    expect(answer.AssignmentReviewPolicy).toEqual({ PolicyName: policy.PolicyName });
    expect(answer.HITReviewPolicy).toBeUndefined();
    const of = (id: string) =>
      answer.AssignmentReviewReport?.ReviewResults?.filter(({ SubjectId }) => SubjectId === id).map(
        ({ Key, Value, QuestionId, SubjectType }) => [SubjectType, QuestionId, Key, Value],
      );
    expect(of(half)).toEqual([
      ['Assignment', 'q1', 'KnownAnswerCorrect', '1'],
      ['Assignment', 'q2', 'KnownAnswerCorrect', '0'],
      ['Assignment', undefined, 'KnownAnswerScore', '50'],
    ]);
    expect(actions(answer.AssignmentReviewReport?.ReviewActions)).toEqual([
      'review Succeeded',
      'approve Succeeded',
      'review Succeeded',
      'review Succeeded',
      'reject Succeeded',
    ]);
  });

  it('both thresholds met: approved, and the rejection fails with its code', async () => {
    const { HITId } = await hitWith({
      AssignmentReviewPolicy: known(
        one('ApproveIfKnownAnswerScoreIsAtLeast', 0),
        one('RejectIfKnownAnswerScoreIsLessThan', 101),
      ),
    });
    const id = await submit(HITId, { q1: 'red', q2: 'x' });
    expect(await statusOf(id)).toBe('Approved');
    const { AssignmentReviewReport } = await results(HITId);
    expect(actions(AssignmentReviewReport?.ReviewActions)).toEqual([
      'review Succeeded',
      'approve Succeeded',
      'reject Failed AWS.MechanicalTurk.InvalidAssignmentState',
    ]);
  });

  it('[6.4] comes before an approval without delay', async () => {
    const { HITId } = await hitWith({
      AutoApprovalDelayInSeconds: 0,
      AssignmentReviewPolicy: known(one('RejectIfKnownAnswerScoreIsLessThan', 50)),
    });
    expect(await statusOf(await submit(HITId, { q1: 'red' }))).toBe('Rejected');
    expect(await statusOf(await submit(HITId, { q1: 'blue' }))).toBe('Approved');
  });

  it('extends one assignment each time up to the ceiling, and the time; the HIT never rests in between', async () => {
    const { HITId, Expiration } = await hitWith({
      MaxAssignments: 1,
      AssignmentReviewPolicy: known(
        one('ExtendIfKnownAnswerScoreIsLessThan', 100),
        one('ExtendMaximumAssignments', 2),
        one('ExtendMinimumTimeInSeconds', 60),
      ),
    });
    await submit(HITId, { q1: 'red' });
    const extended = await shown(HITId);
    expect([extended?.HITStatus, extended?.MaxAssignments]).toEqual(['Assignable', 2]);
    expect(extended?.Expiration?.getTime()).toBe((Expiration?.getTime() ?? 0) + 60_000);
    await submit(HITId, { q1: 'red' });
    expect((await shown(HITId))?.MaxAssignments).toBe(2);
    const { AssignmentReviewReport } = await results(HITId);
    expect(
      AssignmentReviewReport?.ReviewActions?.filter(({ ActionName }) => ActionName === 'extend'),
    ).toMatchObject([
      { Status: 'Succeeded', TargetType: 'HIT', TargetId: HITId },
      { Status: 'Succeeded', Result: 'MaxAssignments is at its ceiling.' },
    ]);
  });

  it('never extends from nine to ten', async () => {
    const { HITId } = await hitWith({
      MaxAssignments: 9,
      AssignmentReviewPolicy: known(
        one('ExtendIfKnownAnswerScoreIsLessThan', 101),
        one('ExtendMaximumAssignments', 25),
      ),
    });
    await submit(HITId, { q1: 'red' });
    expect((await shown(HITId))?.MaxAssignments).toBe(9);
  });
});

describe('[8.2] SimplePlurality', () => {
  it('compares when the HIT becomes Reviewable, then approves and rejects', async () => {
    const { HITId } = await hitWith({
      HITReviewPolicy: plurality(
        one('ApproveIfWorkerAgreementScoreIsAtLeast', 100),
        one('RejectIfWorkerAgreementScoreIsLessThan', 50),
        one('RejectReason', 'alone'),
      ),
    });
    const first = await submit(HITId, { q1: 'a', q2: 'b' });
    expect((await results(HITId)).HITReviewReport).toBeUndefined();
    const second = await submit(HITId, { q1: 'a', q2: 'b' });
    const third = await submit(HITId, { q1: 'x', q2: 'y' });
    expect([await statusOf(first), await statusOf(second), await statusOf(third)]).toEqual([
      'Approved',
      'Approved',
      'Rejected',
    ]);
    const { HITReviewReport, HITReviewPolicy } = await results(HITId);
    expect(HITReviewPolicy?.PolicyName).toBe('SimplePlurality/2011-09-01');
    const list = HITReviewReport?.ReviewResults?.map(({ SubjectType, QuestionId, Key, Value }) =>
      [SubjectType, QuestionId, Key, Value].filter(Boolean).join(' '),
    );
    expect(list).toEqual([
      'HIT q1 AgreedAnswerFound true',
      'HIT q1 AgreedAnswer a',
      'HIT q1 AnswerAgreementScore 66',
      'HIT q2 AgreedAnswerFound true',
      'HIT q2 AgreedAnswer b',
      'HIT q2 AnswerAgreementScore 66',
      'Assignment WorkerAgreementScore 100',
      'Assignment PluralityAnswersCorrect 2',
      'Assignment PluralityAnswersIncorrect 0',
      'Assignment WorkerAgreementScore 100',
      'Assignment PluralityAnswersCorrect 2',
      'Assignment PluralityAnswersIncorrect 0',
      'Assignment WorkerAgreementScore 0',
      'Assignment PluralityAnswersCorrect 0',
      'Assignment PluralityAnswersIncorrect 2',
      'HIT HitAgreementScore 100',
    ]);
    expect(actions(HITReviewReport?.ReviewActions)).toEqual([
      'review Succeeded',
      'approve Succeeded',
      'approve Succeeded',
      'reject Succeeded',
    ]);
  });

  it('extends while too few agree, runs again, and its results accumulate', async () => {
    const { HITId } = await hitWith({
      MaxAssignments: 2,
      HITReviewPolicy: plurality(
        one('ExtendIfHITAgreementScoreIsLessThan', 100),
        one('ExtendMaximumAssignments', 3),
      ),
    });
    await submit(HITId, { q1: 'a', q2: 'b' });
    await submit(HITId, { q1: 'x', q2: 'y' });
    const extended = await shown(HITId);
    expect([extended?.HITStatus, extended?.MaxAssignments]).toEqual(['Assignable', 3]);
    await submit(HITId, { q1: 'a', q2: 'b' });
    expect((await shown(HITId))?.HITStatus).toBe('Reviewable');
    const { HITReviewReport } = await results(HITId);
    const scores = HITReviewReport?.ReviewResults?.filter(({ Key }) => Key === 'HitAgreementScore');
    expect(scores?.map(({ Value }) => Value)).toEqual(['0', '100']);
    expect(actions(HITReviewReport?.ReviewActions)).toEqual([
      'review Succeeded',
      'extend Succeeded',
      'review Succeeded',
    ]);
  });

  it('leaves out rejected work, and work whose known answers are too often wrong', async () => {
    const { HITId } = await hitWith({
      AssignmentReviewPolicy: known(one('RejectIfKnownAnswerScoreIsLessThan', 50)),
      HITReviewPolicy: plurality(one('DisregardAssignmentIfRejected', 'T')),
    });
    await submit(HITId, { q1: 'x', q2: 'x' });
    await submit(HITId, { q1: 'x', q2: 'x' });
    await submit(HITId, { q1: 'blue', q2: 'two' });
    const { HITReviewReport } = await results(HITId, { PolicyLevels: ['HIT'] });
    const agreed = HITReviewReport?.ReviewResults?.filter(({ Key }) => Key === 'AgreedAnswer');
    expect(agreed?.map(({ Value }) => Value)).toEqual(['blue', 'two']);
  });

  it('decides on more work than one commit holds', async () => {
    const { HITId } = await hitWith({
      MaxAssignments: 30,
      HITReviewPolicy: plurality(one('ApproveIfWorkerAgreementScoreIsAtLeast', 100)),
    });
    for (let at = 0; at < 30; at++) await submit(HITId, { q1: 'a', q2: 'b' });
    expect((await shown(HITId))?.NumberOfAssignmentsCompleted).toBe(30);
  });

  it('an action that the money does not allow fails and leaves nothing behind', async () => {
    const { api } = production;
    const client = api.client();
    const { HITId } = await makeHit(client, {
      Reward: '3000',
      MaxAssignments: 2,
      AssignmentReviewPolicy: known(
        one('ExtendIfKnownAnswerScoreIsLessThan', 101),
        one('ExtendMinimumTimeInSeconds', 60),
      ),
    });
    await work(api, HITId, (await api.worker()).id, answers({ q1: 'x' }));
    const { HIT } = await client.send(new GetHITCommand({ HITId }));
    expect(HIT?.MaxAssignments).toBe(2);
    const found = await client.send(new ListReviewPolicyResultsForHITCommand({ HITId, MaxResults: 100 }));
    expect(actions(found.AssignmentReviewReport?.ReviewActions)).toEqual([
      'review Succeeded',
      'extend Failed AWS.MechanicalTurk.InsufficientFunds',
    ]);
  });
});

const production = apiSuite({ environment: 'production' });

describe('[1.38] ListReviewPolicyResultsForHIT', () => {
  it('leaves out what was not asked for, and pages result by result', async () => {
    const { HITId } = await hitWith({
      MaxAssignments: 1,
      AssignmentReviewPolicy: known(),
      HITReviewPolicy: plurality(),
    });
    await submit(HITId, { q1: 'blue' });
    const level = await results(HITId, { PolicyLevels: ['Assignment'] });
    expect(level.HITReviewReport).toBeUndefined();
    expect(level.AssignmentReviewReport?.ReviewResults).toHaveLength(3);
    const noActions = await results(HITId, { RetrieveActions: false });
    expect(noActions.AssignmentReviewReport).not.toHaveProperty('ReviewActions');
    const noResults = await results(HITId, { RetrieveResults: false });
    expect(noResults.HITReviewReport).toEqual({
      ReviewActions: [expect.objectContaining({ ActionName: 'review' })],
    });
    const seen: unknown[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await results(HITId, { MaxResults: 2, NextToken });
      const reports = [page.AssignmentReviewReport, page.HITReviewReport];
      for (const report of reports)
        seen.push(...(report?.ReviewResults ?? []), ...(report?.ReviewActions ?? []));
      NextToken = page.NextToken;
      pages++;
      if (NextToken === undefined) expect(Object.keys(page).sort()).toEqual(closing);
    } while (NextToken !== undefined);
    const all = await results(HITId);
    const total = [all.AssignmentReviewReport, all.HITReviewReport].flatMap((report) => [
      ...(report?.ReviewResults ?? []),
      ...(report?.ReviewActions ?? []),
    ]);
    expect(seen).toEqual(total);
    expect(pages).toBe(Math.ceil(total.length / 2) + 1);
  });

  const closing = ['$metadata', 'AssignmentReviewPolicy', 'HITId', 'HITReviewPolicy'];

  it("unknown, and another requester's", async () => {
    await expectRefusal(results('3NO'), unknownHit('3NO'));
    const { HITId } = await makeHit(suite.stranger);
    await expectRefusal(results(HITId), unknownHit(HITId));
  });

  it('[8.2] CreateHIT refuses a policy of the wrong level', async () => {
    await expectRefusal(
      hitWith({ AssignmentReviewPolicy: plurality() }),
      wrongValue('PolicyName', 'SimplePlurality/2011-09-01'),
    );
    await expectRefusal(hitWith({ HITReviewPolicy: { PolicyName: undefined as never } }), {
      type: 'ValidationException',
      text: "1 validation error detected: Value null at 'hITReviewPolicy.policyName' failed to satisfy constraint: Member must not be null",
    });
  });
});
