import {
  AcceptQualificationRequestCommand,
  ApproveAssignmentCommand,
  CreateHITCommand,
  CreateQualificationTypeCommand,
  GetAccountBalanceCommand,
  GetAssignmentCommand,
  GetQualificationScoreCommand,
  ListAssignmentsForHITCommand,
  ListQualificationRequestsCommand,
} from '@aws-sdk/client-mturk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acceptAssignment, submitAssignment } from '../../../server/lifecycle/assignment.ts';
import { askForQualification } from '../../../server/lifecycle/qualification-request.ts';
import { type RequesterApiServer, startRequesterApi } from '../../support/start-requester-api.ts';

let api: RequesterApiServer;
beforeAll(async () => {
  api = await startRequesterApi();
});
afterAll(() => api.close());

it('the main job: a type, a request granted, a HIT that requires it, work approved', async () => {
  const client = api.client();
  const worker = await api.worker();
  const { QualificationType } = await client.send(
    new CreateQualificationTypeCommand({ Name: 'n', Description: 'd', QualificationTypeStatus: 'Active' }),
  );
  const type = QualificationType?.QualificationTypeId as string;
  await api.act((tx) => askForQualification(tx, { worker: worker.id, type }));
  const { QualificationRequests } = await client.send(new ListQualificationRequestsCommand({}));
  await client.send(
    new AcceptQualificationRequestCommand({
      QualificationRequestId: QualificationRequests?.[0]?.QualificationRequestId,
      IntegerValue: 7,
    }),
  );
  const { Qualification } = await client.send(
    new GetQualificationScoreCommand({ QualificationTypeId: type, WorkerId: worker.id }),
  );
  expect(Qualification?.IntegerValue).toBe(7);
  const { HIT } = await client.send(
    new CreateHITCommand({
      Title: 't',
      Description: 'd',
      Reward: '0.05',
      AssignmentDurationInSeconds: 60,
      LifetimeInSeconds: 600,
      Question:
        '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com/</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>',
      QualificationRequirements: [
        { QualificationTypeId: type, Comparator: 'GreaterThan', IntegerValues: [5] },
      ],
    }),
  );
  const hit = HIT?.HITId as string;
  const { id } = await api.act((tx) => acceptAssignment(tx, { worker: worker.id, hit }));
  await api.act((tx) => submitAssignment(tx, { worker: worker.id, assignment: id, answer: '<a/>' }));
  const { Assignments } = await client.send(new ListAssignmentsForHITCommand({ HITId: hit }));
  expect(Assignments?.map(({ AssignmentId }) => AssignmentId)).toEqual([id]);
  await client.send(new ApproveAssignmentCommand({ AssignmentId: id }));
  const shown = await client.send(new GetAssignmentCommand({ AssignmentId: id }));
  expect(shown.Assignment?.AssignmentStatus).toBe('Approved');
  expect(shown.HIT?.NumberOfAssignmentsCompleted).toBe(1);
  const { AvailableBalance } = await client.send(new GetAccountBalanceCommand({}));
  expect(AvailableBalance).toBe('10000.00');
});
