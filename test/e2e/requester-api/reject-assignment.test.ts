import { GetAccountBalanceCommand, GetHITCommand, RejectAssignmentCommand } from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, unknownAssignment, work } from '../../support/requester-work.ts';

const suite = apiSuite({ environment: 'production' });
const reject = (AssignmentId: string, RequesterFeedback: string | undefined = 'no') =>
  suite.client.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback }));

it('[1.11] refuses submitted work, opens no place, and releases what was held', async () => {
  const { api, client } = suite;
  const { HITId } = await makeHit(client, { MaxAssignments: 2, Reward: '1.00' });
  const id = await work(api, HITId, (await api.worker()).id);
  const balance = async () => (await client.send(new GetAccountBalanceCommand({}))).AvailableBalance;
  expect(await balance()).toBe('9997.60');
  await reject(id, '');
  expect(await balance()).toBe('9998.80');
  const { HIT } = await client.send(new GetHITCommand({ HITId }));
  expect([HIT?.NumberOfAssignmentsAvailable, HIT?.NumberOfAssignmentsCompleted]).toEqual([1, 1]);
  await expectRefusal(reject(id), {
    code: 'InvalidAssignmentState',
    text: /^This operation can be called with a status of: Submitted \(\d{13}\)$/,
  });
});

it('[1.11] demands feedback', async () => {
  const client = suite.client;
  const without = client.send(
    new RejectAssignmentCommand({ AssignmentId: '3NO', RequesterFeedback: undefined as never }),
  );
  await expectRefusal(without, {
    type: 'ValidationException',
    text: "1 validation error detected: Value null at 'requesterFeedback' failed to satisfy constraint: Member must not be null",
  });
});

it('[1.11] an unknown assignment', async () => {
  await expectRefusal(reject('3NO'), {
    ...unknownAssignment('3NO'),
    text: /^Assignment \[3NO\] does not exist\. \(\d{13}\)$/,
  });
});
