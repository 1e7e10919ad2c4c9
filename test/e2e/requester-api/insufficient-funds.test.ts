import {
  ApproveAssignmentCommand,
  CreateAdditionalAssignmentsForHITCommand,
  GetAccountBalanceCommand,
  GetHITCommand,
  RejectAssignmentCommand,
  SendBonusCommand,
} from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, work } from '../../support/requester-work.ts';

const suite = apiSuite({ environment: 'production' });
const broke = {
  code: 'InsufficientFunds',
  text: 'This Requester has insufficient funds in their account to complete this transaction. Please visit https://requester.mturk.com/prepayments/new to purchase Prepaid HITs.',
};

it('[8.4] money comes last of all checks, and nothing is done without it', async () => {
  const { api, client } = suite;
  const dear = { Reward: '5000', MaxAssignments: 2, UniqueRequestToken: 'dear' };
  await expectRefusal(makeHit(client, dear), broke);
  const { HITId } = await makeHit(client, { ...dear, Reward: '2000', MaxAssignments: 1 });
  const { id: WorkerId } = await api.worker();
  const AssignmentId = await work(api, HITId, WorkerId);
  await client.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: 'no' }));
  await makeHit(client, { Reward: '8000' });
  const balance = async () => (await client.send(new GetAccountBalanceCommand({}))).AvailableBalance;
  expect(await balance()).toBe('400.00');
  await expectRefusal(
    client.send(new ApproveAssignmentCommand({ AssignmentId, OverrideRejection: true })),
    broke,
  );
  await expectRefusal(
    client.send(new SendBonusCommand({ AssignmentId, WorkerId, BonusAmount: '400', Reason: 'r' })),
    broke,
  );
  await expectRefusal(
    client.send(new CreateAdditionalAssignmentsForHITCommand({ HITId, NumberOfAdditionalAssignments: 1 })),
    broke,
  );
  expect(await balance()).toBe('400.00');
  expect((await client.send(new GetHITCommand({ HITId }))).HIT?.MaxAssignments).toBe(1);
});
