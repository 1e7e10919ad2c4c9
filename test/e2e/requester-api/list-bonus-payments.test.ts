import {
  ApproveAssignmentCommand,
  DeleteHITCommand,
  ListBonusPaymentsCommand,
  SendBonusCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import {
  expectRefusal,
  makeHit,
  unknownAssignment,
  unknownHit,
  work,
  wrongValue,
} from '../../support/requester-work.ts';

const suite = apiSuite();
const list = (input: { HITId?: string | undefined; AssignmentId?: string }, client = suite.client) =>
  client.send(new ListBonusPaymentsCommand(input));

it('[1.19, D38] of a HIT or of one assignment, in the order in which they were paid', async () => {
  const { api, client } = suite;
  const { HITId } = await makeHit(client, { MaxAssignments: 2 });
  const workers = [await api.worker(), await api.worker()].map(({ id }) => id) as [string, string];
  const [first, second] = [await work(api, HITId, workers[0]), await work(api, HITId, workers[1])];
  const pay = async (WorkerId: string, AssignmentId: string, BonusAmount: string) => {
    await api.pass(1);
    await client.send(
      new SendBonusCommand({ WorkerId, AssignmentId, BonusAmount, Reason: `for ${BonusAmount}` }),
    );
  };
  await pay(workers[1], second, '3');
  await pay(workers[0], first, '1.5');
  const { BonusPayments } = await list({ HITId });
  expect(BonusPayments).toEqual([
    {
      WorkerId: workers[1],
      AssignmentId: second,
      BonusAmount: '3.00',
      Reason: 'for 3',
      GrantTime: expect.any(Date),
    },
    {
      WorkerId: workers[0],
      AssignmentId: first,
      BonusAmount: '1.50',
      Reason: 'for 1.5',
      GrantTime: expect.any(Date),
    },
  ]);
  expect((await list({ AssignmentId: first })).BonusPayments).toEqual(BonusPayments?.slice(1));
  expect((await list({ HITId, AssignmentId: first })).NumResults).toBe(1);
  const other = await makeHit(client);
  await expectRefusal(list({ HITId: other.HITId, AssignmentId: first }), wrongValue('AssignmentId', first));
});

it('[1.19] one of the two ids is needed', async () => {
  await expectRefusal(list({}), wrongValue('HITId', ''));
});

it("[1.19, D10] unknown, another requester's, deleted", async () => {
  const { api, client, stranger } = suite;
  await expectRefusal(list({ HITId: '3NO' }), unknownHit('3NO'));
  await expectRefusal(list({ AssignmentId: '3NO' }), unknownAssignment('3NO'));
  const { HITId } = await makeHit(client);
  const AssignmentId = await work(api, HITId, (await api.worker()).id);
  await expectRefusal(list({ HITId }, stranger), unknownHit(HITId));
  await client.send(new ApproveAssignmentCommand({ AssignmentId }));
  await client.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
  await client.send(new DeleteHITCommand({ HITId }));
  await expectRefusal(list({ HITId }), unknownHit(HITId));
  expect((await list({ AssignmentId })).NumResults).toBe(0);
});
