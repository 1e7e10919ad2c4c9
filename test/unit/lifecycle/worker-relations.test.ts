import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  acceptAssignment,
  approveAssignment,
  rejectAssignment,
  submitAssignment,
} from '../../../server/lifecycle/assignment.ts';
import { blockWorker, unblockWorker } from '../../../server/lifecycle/block.ts';
import { sendBonus } from '../../../server/lifecycle/bonus.ts';
import { messageWorker, sendTestNotification } from '../../../server/lifecycle/notification.ts';
import { noteAttempt } from '../../../server/lifecycle/outbox.ts';
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

const requester = 'OWNER';
const accepted = async () => {
  const { id: hit } = await market.hit();
  return (await market.run((tx) => acceptAssignment(tx, { worker, hit }))).id;
};
const worked = async () => {
  const assignment = await accepted();
  await market.run((tx) => submitAssignment(tx, { worker, assignment, answer: '' }));
  return assignment;
};

describe('[1.20] [1.21] blocks', () => {
  const block = (reason: string) => market.run((tx) => blockWorker(tx, { requester, worker, reason }));
  const listed = () => market.run((tx) => tx.list(indexNames.blocksOfRequester(requester), { limit: 9 }));

  it('[D27] the worker is told of the block, not of the reason, and once', async () => {
    await block('spam');
    await block('still spam');
    expect(await market.get('block', `${requester}:${worker}`)).toMatchObject({ reason: 'still spam' });
    const mails = await market.outbox();
    expect(mails).toMatchObject([{ kind: 'mail', to: worker }]);
    expect(JSON.stringify(mails)).not.toContain('spam');
    expect(await listed()).toHaveLength(1);
  });

  it('lifting one succeeds, also where there is none', async () => {
    await block('spam');
    await market.events();
    await market.run((tx) => unblockWorker(tx, { requester, worker }));
    await market.run((tx) => unblockWorker(tx, { requester, worker }));
    expect(await market.news()).toEqual(['worker:unblocked']);
    expect(await listed()).toEqual([]);
  });
});

describe('[1.18] bonuses', () => {
  const bonus = (assignment: string, to = worker) => ({
    requester,
    worker: to,
    assignment,
    amountMills: 250,
    reason: 'careful work',
  });

  it('reach the worker by push, mail and account, several for one assignment', async () => {
    const assignment = await worked();
    await market.run((tx) => rejectAssignment(tx, { assignment, feedback: '' }));
    await market.events();
    await market.run((tx) => sendBonus(tx, bonus(assignment)));
    expect(await market.events()).toMatchObject([
      { type: 'bonus', worker, assignment, amount: '0.25', reason: 'careful work' },
      { type: 'outbox:changed' },
    ]);
    await market.run((tx) => sendBonus(tx, bonus(assignment)));
    expect(await market.get('worker', worker)).toMatchObject({ bonusMills: 500 });
    expect(await market.outbox()).toMatchObject([{ to: worker }, { to: worker }]);
    const paid = await market.run((tx) => tx.list(indexNames.bonusesOfAssignment(assignment), { limit: 9 }));
    expect(paid).toHaveLength(2);
  });

  it("are refused for what is not submitted, not this worker's or not this requester's", async () => {
    const assignment = await worked();
    const stranger = (await market.worker()).id;
    const unfinished = await accepted();
    for (const wrong of [
      bonus(unfinished),
      bonus('3NONE'),
      bonus(assignment, stranger),
      { ...bonus(assignment), requester: 'OTHER' },
    ])
      expect(await market.refusal((tx) => sendBonus(tx, wrong))).toMatchObject({
        code: 'AssignmentDoesNotExist',
        message: `Assignment [${wrong.assignment}] does not exist.`,
      });
  });

  it('need a submission in the last six months', async () => {
    const old = await worked();
    await market.pass(184 * day);
    expect(await market.refusal((tx) => sendBonus(tx, bonus(old)))).toMatchObject({
      code: 'InvalidParameterValue',
      message: `The value "${worker}" is not valid for the parameter WorkerId.`,
    });
    await worked();
    await market.run((tx) => sendBonus(tx, bonus(old)));
  });
});

describe('[1.23] messages', () => {
  const message = () =>
    market.run((tx) => messageWorker(tx, { requester, worker, subject: 'Hello', text: 'New HITs' }));
  const refusal = 'Cannot send a notification to a worker who has not done any work for you';

  it('go only to workers whose work was decided', async () => {
    expect(await message()).toBe(refusal);
    const assignment = await worked();
    expect(await message()).toBe(refusal);
    await market.run((tx) => approveAssignment(tx, { assignment }));
    await market.events();
    expect(await message()).toBeUndefined();
    expect(await market.events()).toMatchObject([
      { type: 'outbox:changed' },
      { type: 'message', worker, subject: 'Hello', text: 'New HITs', from: requester },
    ]);
    expect(await market.outbox()).toMatchObject([{ to: worker, subject: 'Hello', text: 'New HITs' }]);
  });
});

describe('[1.37] test notifications and their delivery', () => {
  const notification = {
    destination: 'arn:aws:sns:us-east-1:1:t',
    transport: 'SNS',
    version: '2006-05-05',
    eventTypes: ['HITCreated'],
    active: true,
  } as const;

  it.each(['Ping', 'AssignmentSubmitted'])('%s is sent whatever the specification lists', async (event) => {
    await market.run((tx) => sendTestNotification(tx, { requester, notification, event }));
    const [entry] = await market.outbox();
    expect(entry).toMatchObject({ kind: 'notification', state: 'due', to: notification.destination });
    expect(entry?.document).toMatchObject({ EventDocVersion: '2006-05-05', Events: [{ EventType: event }] });
  });

  it('a failed attempt is repeated when its time comes', async () => {
    await market.run((tx) => sendTestNotification(tx, { requester, notification, event: 'Ping' }));
    const entry = (await market.outbox())[0]?.id ?? '';
    await market.run((tx) => noteAttempt(tx, { entry, delivered: false, status: 503 }));
    const failed = await market.get('outbox', entry);
    expect(failed).toMatchObject({ state: 'waiting', nextAttemptAt: market.now + 10_000 });
    await market.events();
    await market.pass(10);
    expect(await market.events()).toMatchObject([{ type: 'outbox:changed', entry }]);
    expect(await market.get('outbox', entry)).toMatchObject({ state: 'due' });
    await market.run((tx) => noteAttempt(tx, { entry, delivered: true, status: 200 }));
    expect(await market.get('outbox', entry)).toMatchObject({
      state: 'done',
      attempts: [{ status: 503 }, { status: 200 }],
    });
  });
});
