import {
  AssociateQualificationWithWorkerCommand,
  DisassociateQualificationFromWorkerCommand,
  GetQualificationScoreCommand,
  ListWorkersWithQualificationTypeCommand,
  UpdateQualificationTypeCommand,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { indexNames } from '../../../server/market/indexes.ts';
import { apiSuite } from '../../support/api-suite.ts';
import {
  answerKey,
  expectRefusal,
  makeType,
  notYours,
  selectionForm,
  unknownType,
  wrongRange,
  wrongValue,
} from '../../support/requester-work.ts';
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const approvalRate = '000000000000000000L0';
const associate = (QualificationTypeId: string, WorkerId: string, input = {}, client = suite.client) =>
  client.send(new AssociateQualificationWithWorkerCommand({ QualificationTypeId, WorkerId, ...input }));
const disassociate = (
  QualificationTypeId: string,
  WorkerId: string,
  Reason?: string,
  client = suite.client,
) => client.send(new DisassociateQualificationFromWorkerCommand({ QualificationTypeId, WorkerId, Reason }));
const score = async (QualificationTypeId: string, WorkerId: string, client = suite.client) =>
  (await client.send(new GetQualificationScoreCommand({ QualificationTypeId, WorkerId }))).Qualification;
const list = async (QualificationTypeId: string, input = {}, client = suite.client) =>
  (await client.send(new ListWorkersWithQualificationTypeCommand({ QualificationTypeId, ...input })))
    .Qualifications;

const never = {
  code: 'QualificationDoesNotExist',
  text: 'You requested a Qualification that does not exist.',
};
const revoked = {
  code: 'InvalidQualificationState',
  text: 'This operation can be called with a status of: Granted',
};

async function typeAndWorker(change = {}) {
  const { QualificationTypeId: type } = await makeType(suite.client, change);
  const { id: worker } = await suite.api.worker();
  return { type, worker };
}

const mails = () =>
  suite.api.act(async (tx) => {
    const entries = await tx.list(indexNames.outbox, { limit: 500 });
    return (
      await tx.peekAll(
        'outbox',
        entries.map(({ id }) => id),
      )
    ).map((entry) => entry?.to);
  });
const pushes = async (worker: string) =>
  (await suite.api.market.namespace.inbox(worker, 0, 100)).entries.map(({ event }) => event.type);

describe('[1.32] AssociateQualificationWithWorker', () => {
  it('[Q68, Q69, Q73, D24] gives without a request, with value 1; again changes the value, not GrantTime', async () => {
    const { type, worker } = await typeAndWorker();
    await associate(type, worker);
    const granted = await score(type, worker);
    expect(granted).toEqual({
      QualificationTypeId: type,
      WorkerId: worker,
      GrantTime: new Date(suite.api.market.now()),
      IntegerValue: 1,
      Status: 'Granted',
    });
    await suite.api.pass(60);
    await associate(type, worker, { IntegerValue: -3 });
    expect(await score(type, worker)).toEqual({ ...granted, IntegerValue: -3 });
  });

  it('[Q68] mails the worker unless told otherwise; every change is pushed', async () => {
    const { type, worker } = await typeAndWorker();
    await associate(type, worker, { SendNotification: false });
    expect(await mails()).not.toContain(worker);
    await associate(type, worker, { IntegerValue: 2 });
    expect(await mails()).toContain(worker);
    expect(await pushes(worker)).toEqual(['qualification:granted', 'qualification:updated']);
  });

  it('[Q70, Q73] grants anew what was revoked, from now on', async () => {
    const { type, worker } = await typeAndWorker();
    await associate(type, worker, { IntegerValue: 5 });
    await disassociate(type, worker);
    await suite.api.pass(60);
    await associate(type, worker, { IntegerValue: 6 });
    const GrantTime = new Date(suite.api.market.now());
    expect(await score(type, worker)).toMatchObject({ IntegerValue: 6, GrantTime });
  });

  it.each([
    ['with a test', { Test: selectionForm, TestDurationInSeconds: 60, AnswerKey: answerKey }],
    ['granted by itself', { AutoGranted: true }],
    ['Inactive', { QualificationTypeStatus: 'Inactive' }],
  ])('[Q72] a type %s', async (_title, change) => {
    const { type, worker } = await typeAndWorker(change);
    await associate(type, worker, { IntegerValue: 2 });
    expect((await score(type, worker))?.IntegerValue).toBe(2);
  });

  it('[Q24, Q72, Q94] refusals, in the order of checks', async () => {
    const { type, worker } = await typeAndWorker();
    const tooLarge = wrongRange('IntegerValue', 2 ** 31, -(2 ** 31), 2 ** 31 - 1);
    await expectRefusal(associate('3NO', 'ANOBODY', { IntegerValue: 2 ** 31 }), tooLarge);
    await expectRefusal(associate('3NO', 'ANOBODY'), unknownType('3NO'));
    await expectRefusal(associate(type, 'ANOBODY', {}, suite.stranger), wrongValue('WorkerId', 'ANOBODY'));
    await expectRefusal(associate(type, worker, {}, suite.stranger), notYours);
    await expectRefusal(associate(approvalRate, worker), notYours);
  });
});

describe('[1.33] DisassociateQualificationFromWorker', () => {
  it('[Q74, Q75, Q77] revokes once, and the score is gone', async () => {
    const { type, worker } = await typeAndWorker();
    await expectRefusal(disassociate(type, worker), never);
    await associate(type, worker, { SendNotification: false });
    await disassociate(type, worker);
    await expectRefusal(score(type, worker), revoked);
    await expectRefusal(disassociate(type, worker), revoked);
  });

  it('[Q74] tells a reason by mail, and nothing without one', async () => {
    const one = await typeAndWorker();
    const two = await typeAndWorker();
    for (const { type, worker } of [one, two]) await associate(type, worker, { SendNotification: false });
    await disassociate(one.type, one.worker, '');
    await disassociate(two.type, two.worker, 'spam');
    expect(await mails()).not.toContain(one.worker);
    expect(await mails()).toContain(two.worker);
  });

  it('[Q94] refusals', async () => {
    const { type, worker } = await typeAndWorker();
    await expectRefusal(disassociate('3NO', worker), unknownType('3NO'));
    await expectRefusal(disassociate(type, 'ANOBODY'), wrongValue('WorkerId', 'ANOBODY'));
    await expectRefusal(disassociate(type, worker, 'r', suite.stranger), notYours);
    await expectRefusal(disassociate(approvalRate, worker), notYours);
    const Reason = 'r'.repeat(4097);
    await expectRefusal(disassociate(type, worker, Reason), wrongValue('Reason', Reason));
  });
});

describe('[1.34] GetQualificationScore', () => {
  it('[Q94] of a system type, and of somebody unknown: as if never granted', async () => {
    const { type, worker } = await typeAndWorker();
    await expectRefusal(score(approvalRate, worker), never);
    await expectRefusal(score(type, worker), never);
    await expectRefusal(score(type, 'ANOBODY'), never);
  });

  it('a malformed WorkerId first, then the type, then the owner', async () => {
    const { type, worker } = await typeAndWorker();
    await expectRefusal(score('3NO', 'nobody'), { type: 'ValidationException', text: /'workerId'/ });
    await expectRefusal(score('3NO', worker), unknownType('3NO'));
    await expectRefusal(score(type, worker, suite.stranger), notYours);
  });

  it('never sends LocaleValue', async () => {
    const { type, worker } = await typeAndWorker();
    await associate(type, worker);
    const input = { QualificationTypeId: type, WorkerId: worker };
    const { body } = await suite.api.call('GetQualificationScore', input, as('REQUESTER1'));
    expect(Object.keys(body.Qualification as object).sort()).toEqual([
      'GrantTime',
      'IntegerValue',
      'QualificationTypeId',
      'Status',
      'WorkerId',
    ]);
  });
});

describe('[1.35] ListWorkersWithQualificationType', () => {
  it('[Q78] those who hold it or those who held it, earliest grant first, with the last value', async () => {
    const { type, worker: first } = await typeAndWorker();
    const second = (await suite.api.worker()).id;
    const third = (await suite.api.worker()).id;
    for (const [at, worker] of [first, second, third].entries()) {
      await associate(type, worker, { IntegerValue: at });
      await suite.api.pass(1);
    }
    await disassociate(type, second, 'r');
    const shown = (all: Awaited<ReturnType<typeof list>>) =>
      all?.map(({ WorkerId, IntegerValue, Status }) => [WorkerId, IntegerValue, Status]);
    expect(shown(await list(type))).toEqual([
      [first, 0, 'Granted'],
      [third, 2, 'Granted'],
    ]);
    expect(shown(await list(type, { Status: 'Revoked' }))).toEqual([[second, 1, 'Revoked']]);
  });

  it('[Q94] owner only, and not of the system', async () => {
    const { type } = await typeAndWorker();
    await expectRefusal(list(type, {}, suite.stranger), notYours);
    await expectRefusal(list(approvalRate), notYours);
    await expectRefusal(list('3NO'), unknownType('3NO'));
  });

  it('[Q37, Q39] a type that is made inactive or changed leaves what was granted', async () => {
    const { type, worker } = await typeAndWorker();
    await associate(type, worker, { IntegerValue: 8 });
    await suite.client.send(
      new UpdateQualificationTypeCommand({ QualificationTypeId: type, QualificationTypeStatus: 'Inactive' }),
    );
    expect((await score(type, worker))?.IntegerValue).toBe(8);
    expect(await list(type)).toHaveLength(1);
    await disassociate(type, worker);
  });
});
