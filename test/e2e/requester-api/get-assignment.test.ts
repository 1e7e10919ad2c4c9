import {
  ApproveAssignmentCommand,
  DeleteHITCommand,
  GetAssignmentCommand,
  GetHITCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { returnAssignment } from '../../../server/lifecycle/assignment.ts';
import { apiSuite } from '../../support/api-suite.ts';
import { accept, expectRefusal, makeHit, unknownAssignment, work } from '../../support/requester-work.ts';

const suite = apiSuite();
const get = (AssignmentId: string) => suite.client.send(new GetAssignmentCommand({ AssignmentId }));
const notYet = {
  code: 'InvalidAssignmentState',
  text: 'This operation can be called with a status of: Reviewable,Approved,Rejected',
};

it('[1.9] shows the assignment with its HIT', async () => {
  const { api, client } = suite;
  const { HITId } = await makeHit(client);
  const id = await work(api, HITId, (await api.worker()).id);
  const { Assignment, HIT } = await get(id);
  expect(Assignment).toMatchObject({ AssignmentId: id, HITId, AssignmentStatus: 'Submitted' });
  expect(HIT).toEqual((await client.send(new GetHITCommand({ HITId }))).HIT);
});

it('[1.9] in progress, returned, abandoned', async () => {
  const { api, client } = suite;
  const { HITId } = await makeHit(client, { MaxAssignments: 5 });
  const worker = await api.worker();
  const id = await accept(api, HITId, worker.id);
  await expectRefusal(get(id), notYet);
  await api.act((tx) => returnAssignment(tx, { worker: worker.id, assignment: id }));
  await expectRefusal(get(id), notYet);
  const abandoned = await accept(api, HITId, worker.id);
  await api.pass(601);
  await expectRefusal(get(abandoned), notYet);
});

it('[1.9, D10, D31] unknown, of another requester, of a deleted HIT', async () => {
  const { api, client, stranger } = suite;
  await expectRefusal(get('3NO'), unknownAssignment('3NO'));
  const foreign = await work(api, (await makeHit(stranger)).HITId, (await api.worker()).id);
  await expectRefusal(get(foreign), unknownAssignment(foreign));
  const { HITId } = await makeHit(client);
  const id = await work(api, HITId, (await api.worker()).id);
  await client.send(new ApproveAssignmentCommand({ AssignmentId: id }));
  await client.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
  await client.send(new DeleteHITCommand({ HITId }));
  await expectRefusal(get(id), unknownAssignment(id));
});
