import {
  DeleteHITCommand,
  ListBonusPaymentsCommand,
  RejectAssignmentCommand,
  SendBonusCommand,
  type SendBonusCommandInput,
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
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const send = (input: Partial<SendBonusCommandInput>, client = suite.client) =>
  client.send(
    new SendBonusCommand({ BonusAmount: '0.50', Reason: 'well done', ...input } as SendBonusCommandInput),
  );

async function worked() {
  const { HITId } = await makeHit(suite.client);
  const { id: WorkerId } = await suite.api.worker();
  return { HITId, WorkerId, AssignmentId: await work(suite.api, HITId, WorkerId) };
}

const paid = async (AssignmentId: string) =>
  (await suite.client.send(new ListBonusPaymentsCommand({ AssignmentId }))).NumResults;

describe('[1.18] SendBonus', () => {
  it('any number of times, also for rejected work and after the HIT is gone', async () => {
    const { HITId, WorkerId, AssignmentId } = await worked();
    await send({ WorkerId, AssignmentId });
    await suite.client.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: 'no' }));
    await send({ WorkerId, AssignmentId });
    await suite.client.send(new DeleteHITCommand({ HITId }));
    await send({ WorkerId, AssignmentId });
    expect(await paid(AssignmentId)).toBe(3);
  });

  it('an amount of nothing, of three decimals, of too much to count', async () => {
    const { WorkerId, AssignmentId } = await worked();
    await expectRefusal(
      send({ WorkerId, AssignmentId, BonusAmount: '0.00' }),
      wrongValue('BonusAmount', '0.00'),
    );
    await expectRefusal(send({ WorkerId, AssignmentId, BonusAmount: '0.9752' }), {
      type: 'ValidationException',
      text: "1 validation error detected: Value '0.9752' at 'bonusAmount' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9]+(\\.)?[0-9]{0,2}$",
    });
    const much = '9'.repeat(20);
    await expectRefusal(send({ WorkerId, AssignmentId, BonusAmount: much }), wrongValue('BonusAmount', much));
  });

  it('[D32] a reason of more than 4,096 characters', async () => {
    const { WorkerId, AssignmentId } = await worked();
    const Reason = 'r'.repeat(4097);
    await expectRefusal(send({ WorkerId, AssignmentId, Reason }), wrongValue('Reason', Reason));
  });

  it('a worker who is not known here', async () => {
    const { AssignmentId } = await worked();
    await expectRefusal(send({ WorkerId: 'ANOBODY', AssignmentId }), wrongValue('WorkerId', 'ANOBODY'));
  });

  it("work that is unknown, in progress, another requester's or another worker's", async () => {
    const { WorkerId, AssignmentId } = await worked();
    await expectRefusal(send({ WorkerId, AssignmentId: '3NO' }), unknownAssignment('3NO'));
    const { HITId } = await makeHit(suite.client);
    const open = await accept(suite.api, HITId, WorkerId);
    await expectRefusal(send({ WorkerId, AssignmentId: open }), unknownAssignment(open));
    await expectRefusal(send({ WorkerId, AssignmentId }, suite.stranger), unknownAssignment(AssignmentId));
    const other = await suite.api.worker();
    await expectRefusal(send({ WorkerId: other.id, AssignmentId }), unknownAssignment(AssignmentId));
  });

  it('a worker who has submitted nothing for half a year', async () => {
    const { WorkerId, AssignmentId } = await worked();
    await suite.api.pass(180 * 86_400);
    await send({ WorkerId, AssignmentId });
    await suite.api.pass(10 * 86_400);
    await expectRefusal(send({ WorkerId, AssignmentId }), wrongValue('WorkerId', WorkerId));
  });

  it('[1.0] a repeated token names the first request; of 50 at once one pays', async () => {
    const { WorkerId, AssignmentId } = await worked();
    const input = { WorkerId, AssignmentId, BonusAmount: '1', Reason: 'r', UniqueRequestToken: 'pay' };
    const first = await suite.api.call('SendBonus', input, as('REQUESTER1'));
    await expectRefusal(send({ WorkerId, AssignmentId, UniqueRequestToken: 'pay' }), {
      text: `The idempotency token "pay" has already been processed. The first request was ${first.headers.get('x-amzn-requestid')}.`,
    });
    const rush = Array.from({ length: 50 }, () =>
      send({ WorkerId, AssignmentId, UniqueRequestToken: 'rush' }),
    );
    const outcomes = await Promise.allSettled(rush);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await paid(AssignmentId)).toBe(2);
  });
});
