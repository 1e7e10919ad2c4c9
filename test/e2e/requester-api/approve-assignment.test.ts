import {
  ApproveAssignmentCommand,
  GetAccountBalanceCommand,
  GetAssignmentCommand,
  GetHITCommand,
  RejectAssignmentCommand,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import {
  accept,
  expectRefusal,
  makeHit,
  unknownAssignment,
  work,
  wrongValue,
} from '../../support/requester-work.ts';

const suite = apiSuite();
const production = apiSuite({ environment: 'production' });
const approve = (AssignmentId: string, input = {}, client = suite.client) =>
  client.send(new ApproveAssignmentCommand({ AssignmentId, ...input }));
const reject = (AssignmentId: string) =>
  suite.client.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: 'no' }));
const notSubmitted = {
  code: 'InvalidAssignmentState',
  text: 'This operation can be called with a status of: Submitted',
};
const day = 86_400;

async function submitted(): Promise<string> {
  const { HITId } = await makeHit(suite.client);
  return work(suite.api, HITId, (await suite.api.worker()).id);
}

async function statusOf(AssignmentId: string) {
  const { Assignment } = await suite.client.send(new GetAssignmentCommand({ AssignmentId }));
  return Assignment?.AssignmentStatus;
}

describe('[1.10] ApproveAssignment', () => {
  it('approves submitted work, once, and counts it', async () => {
    const id = await submitted();
    await approve(id, { RequesterFeedback: 'good' });
    const { Assignment, HIT } = await suite.client.send(new GetAssignmentCommand({ AssignmentId: id }));
    expect(Assignment).toMatchObject({ AssignmentStatus: 'Approved', RequesterFeedback: 'good' });
    expect(HIT?.NumberOfAssignmentsCompleted).toBe(1);
    await expectRefusal(approve(id), notSubmitted);
  });

  it('not what is in progress', async () => {
    const { HITId } = await makeHit(suite.client);
    const id = await accept(suite.api, HITId, (await suite.api.worker()).id);
    await expectRefusal(approve(id), notSubmitted);
  });

  it('rejected work only with OverrideRejection; both times then stand', async () => {
    const id = await submitted();
    await reject(id);
    await expectRefusal(approve(id), notSubmitted);
    await expectRefusal(approve(id, { OverrideRejection: false }), notSubmitted);
    await approve(id, { OverrideRejection: true });
    const { Assignment } = await suite.client.send(new GetAssignmentCommand({ AssignmentId: id }));
    expect(Assignment).toMatchObject({
      AssignmentStatus: 'Approved',
      ApprovalTime: expect.any(Date),
      RejectionTime: expect.any(Date),
    });
  });

  it('overrides within 30 days of submission, not after 31', async () => {
    const early = await submitted();
    const late = await submitted();
    await reject(early);
    await reject(late);
    await suite.api.pass(29 * day);
    await approve(early, { OverrideRejection: true });
    await suite.api.pass(2 * day);
    await expectRefusal(approve(late, { OverrideRejection: true }), notSubmitted);
  });

  it('OverrideRejection on submitted work simply approves', async () => {
    const id = await submitted();
    await approve(id, { OverrideRejection: true });
    expect(await statusOf(id)).toBe('Approved');
  });

  it('refuses feedback that is too long or has control characters', async () => {
    const id = await submitted();
    const long = 'f'.repeat(1025);
    await expectRefusal(approve(id, { RequesterFeedback: long }), wrongValue('RequesterFeedback', long));
    await expectRefusal(
      approve(id, { RequesterFeedback: 'a\u0001' }),
      wrongValue('RequesterFeedback', 'a\u0001'),
    );
    await approve(id, { RequesterFeedback: 'a\tb\r\nc' });
  });

  it("unknown, and another requester's", async () => {
    await expectRefusal(approve('3NO'), unknownAssignment('3NO'));
    const id = await submitted();
    await expectRefusal(approve(id, {}, suite.stranger), unknownAssignment(id));
  });

  it('decides 60 assignments of one HIT at once', async () => {
    const { HITId } = await makeHit(suite.client, { MaxAssignments: 60 });
    const ids: string[] = [];
    for (let at = 0; at < 60; at++) ids.push(await work(suite.api, HITId, (await suite.api.worker()).id));
    await Promise.all(ids.map((id) => approve(id)));
    const { HIT } = await suite.client.send(new GetHITCommand({ HITId }));
    expect([HIT?.NumberOfAssignmentsCompleted, HIT?.HITStatus]).toEqual([60, 'Reviewable']);
  });
});

it('[8.4] pays what was held: reward and fee', async () => {
  const { api, client } = production;
  const { HITId } = await makeHit(client, { Reward: '0.10', MaxAssignments: 9 });
  const balance = async () => (await client.send(new GetAccountBalanceCommand({}))).AvailableBalance;
  expect(await balance()).toBe('9998.92');
  const id = await work(api, HITId, (await api.worker()).id);
  await approve(id, {}, client);
  expect(await balance()).toBe('9998.92');
});
