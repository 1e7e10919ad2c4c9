import {
  ApproveAssignmentCommand,
  DeleteHITCommand,
  ListAssignmentsForHITCommand,
  RejectAssignmentCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { returnAssignment } from '../../../server/lifecycle/assignment.ts';
import { apiSuite } from '../../support/api-suite.ts';
import { accept, answers, expectRefusal, makeHit, unknownHit, work } from '../../support/requester-work.ts';
import { testStart } from '../../support/start-requester-api.ts';

const suite = apiSuite();

const list = (HITId: string | undefined, input = {}, client = suite.client) =>
  client.send(new ListAssignmentsForHITCommand({ HITId, ...input }));

it('[1.8] shows submitted work in the order of submission, by status where wanted', async () => {
  const { api, client } = suite;
  const { HITId } = await makeHit(client, { MaxAssignments: 9 });
  const workers = await Promise.all(Array.from({ length: 5 }, () => api.worker()));
  const [first, second, third, fourth, fifth] = workers.map(({ id }) => id) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const one = await work(api, HITId, first, answers({ q1: 'red' }));
  await api.pass(10);
  const two = await work(api, HITId, second);
  await api.pass(10);
  const three = await work(api, HITId, third);
  await accept(api, HITId, fourth);
  const returned = await accept(api, HITId, fifth);
  await api.act((tx) => returnAssignment(tx, { worker: fifth, assignment: returned }));
  await client.send(new ApproveAssignmentCommand({ AssignmentId: two, RequesterFeedback: 'thanks' }));
  await client.send(new RejectAssignmentCommand({ AssignmentId: three, RequesterFeedback: '' }));

  const { Assignments, NumResults } = await list(HITId);
  expect([NumResults, Assignments?.map(({ AssignmentId }) => AssignmentId)]).toEqual([3, [one, two, three]]);
  expect(Assignments?.[0]).toEqual({
    AssignmentId: one,
    WorkerId: first,
    HITId,
    AssignmentStatus: 'Submitted',
    AutoApprovalTime: new Date(testStart + 2_592_000_000),
    AcceptTime: new Date(testStart),
    SubmitTime: new Date(testStart),
    Deadline: new Date(testStart + 600_000),
    Answer: answers({ q1: 'red' }),
  });
  const at = new Date(testStart + 20_000);
  expect(Assignments?.[1]).toMatchObject({
    AssignmentStatus: 'Approved',
    ApprovalTime: at,
    RequesterFeedback: 'thanks',
  });
  expect(Assignments?.[2]).toMatchObject({ AssignmentStatus: 'Rejected', RejectionTime: at });
  const statuses = async (...AssignmentStatuses: ('Submitted' | 'Approved' | 'Rejected')[]) =>
    (await list(HITId, { AssignmentStatuses })).Assignments?.map(({ AssignmentId }) => AssignmentId);
  expect(await statuses('Submitted')).toEqual([one]);
  expect(await statuses('Rejected', 'Approved')).toEqual([two, three]);
  expect(await statuses()).toEqual([one, two, three]);
});

it("[1.8] an unknown HIT and another requester's", async () => {
  const { HITId } = await makeHit(suite.stranger);
  await expectRefusal(list(HITId), unknownHit(HITId));
  await expectRefusal(list('3NO'), unknownHit('3NO'));
});

it('[D10] a deleted HIT is as unknown', async () => {
  const { HITId } = await makeHit(suite.client);
  await suite.client.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
  await suite.client.send(new DeleteHITCommand({ HITId }));
  await expectRefusal(list(HITId), unknownHit(HITId));
});

it('pages by status without losing or repeating any', async () => {
  const { api, client } = suite;
  const { HITId } = await makeHit(client, { MaxAssignments: 30 });
  const made: string[] = [];
  for (let at = 0; at < 12; at++) {
    const assignment = await work(api, HITId, (await api.worker()).id);
    if (at % 2 === 0) await client.send(new ApproveAssignmentCommand({ AssignmentId: assignment }));
    else made.push(assignment);
    await api.pass(1);
  }
  const seen: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await list(HITId, { MaxResults: 4, AssignmentStatuses: ['Submitted'], NextToken });
    seen.push(...(page.Assignments ?? []).map(({ AssignmentId }) => AssignmentId));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(seen).toEqual(made);
});
