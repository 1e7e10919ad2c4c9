import {
  AcceptQualificationRequestCommand,
  AssociateQualificationWithWorkerCommand,
  GetQualificationScoreCommand,
  ListQualificationRequestsCommand,
  RejectQualificationRequestCommand,
  UpdateQualificationTypeCommand,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { ask, takeTest } from '../../support/qualification-work.ts';
import {
  answerKey,
  answers,
  expectRefusal,
  makeType,
  notYours,
  selectionForm,
  textForm,
  unknownType,
  wrongRange,
} from '../../support/requester-work.ts';

const suite = apiSuite();
const list = (input = {}, client = suite.client) => client.send(new ListQualificationRequestsCommand(input));
const accept = (QualificationRequestId: string, IntegerValue?: number, client = suite.client) =>
  client.send(new AcceptQualificationRequestCommand({ QualificationRequestId, IntegerValue }));
const reject = (QualificationRequestId: string, Reason?: string, client = suite.client) =>
  client.send(new RejectQualificationRequestCommand({ QualificationRequestId, Reason }));
const scoreOf = async (QualificationTypeId: string, WorkerId: string) =>
  (await suite.client.send(new GetQualificationScoreCommand({ QualificationTypeId, WorkerId }))).Qualification
    ?.IntegerValue;

const unknown = (id: string) => ({
  code: 'QualificationRequestDoesNotExist',
  text: `QualificationRequest [${id}] does not exist.`,
});
const decided = {
  code: 'InvalidQualificationRequestState',
  text: 'This operation can be called with a status of: Submitted',
};

describe('[1.29] ListQualificationRequests', () => {
  it('[Q48, Q53, D15] pending ones of one type or of all own ones, oldest first', async () => {
    const { api } = suite;
    const client = api.client('LISTER');
    const one = await makeType(client);
    const two = await makeType(client);
    const { id: WorkerId } = await api.worker();
    const later = await api.worker();
    const first = await ask(api, WorkerId, two.QualificationTypeId);
    await api.pass(5);
    const second = await ask(api, later.id, one.QualificationTypeId);
    const { QualificationRequests, NumResults } = await list({}, client);
    expect(NumResults).toBe(2);
    expect(QualificationRequests?.[0]).toEqual({
      QualificationRequestId: first,
      QualificationTypeId: two.QualificationTypeId,
      WorkerId,
      SubmitTime: new Date(api.market.now() - 5000),
    });
    const ofOne = await list({ QualificationTypeId: one.QualificationTypeId }, client);
    expect(ofOne.QualificationRequests?.map((r) => r.QualificationRequestId)).toEqual([second]);
    expect((await list({}, suite.stranger)).NumResults).toBe(0);
  });

  it("[Q53, Q94] refuses another requester's type, an unknown one and one of the system", async () => {
    const { QualificationTypeId } = await makeType(suite.client);
    await expectRefusal(list({ QualificationTypeId }, suite.stranger), notYours);
    await expectRefusal(list({ QualificationTypeId: '3NO' }), unknownType('3NO'));
    await expectRefusal(list({ QualificationTypeId: '00000000000000000060' }), notYours);
  });

  it('[Q50, Q52] a test that was handed in, with the questions that were shown', async () => {
    const { api, client } = suite;
    const { QualificationTypeId } = await makeType(client, { Test: textForm, TestDurationInSeconds: 60 });
    const { id } = await api.worker();
    const answering = await api.worker();
    await ask(api, answering.id, QualificationTypeId);
    const request = await takeTest(api, id, QualificationTypeId);
    await client.send(
      new UpdateQualificationTypeCommand({
        QualificationTypeId,
        Test: selectionForm,
        TestDurationInSeconds: 60,
      }),
    );
    const { QualificationRequests } = await list({ QualificationTypeId });
    expect(QualificationRequests).toMatchObject([
      { QualificationRequestId: request, Test: textForm, Answer: answers({ q1: 'because' }) },
    ]);
  });

  it('[Q49, Q51] nothing that was granted by itself', async () => {
    const { api, client } = suite;
    const auto = await makeType(client, { AutoGranted: true, AutoGrantedValue: 4 });
    const graded = await makeType(client, {
      Test: selectionForm,
      TestDurationInSeconds: 60,
      AnswerKey: answerKey,
    });
    const { id } = await api.worker();
    await ask(api, id, auto.QualificationTypeId);
    await takeTest(api, id, graded.QualificationTypeId, 0);
    for (const { QualificationTypeId } of [auto, graded]) {
      expect((await list({ QualificationTypeId })).NumResults).toBe(0);
    }
    expect(await scoreOf(auto.QualificationTypeId, id)).toBe(4);
    expect(await scoreOf(graded.QualificationTypeId, id)).toBe(0);
  });
});

describe('[1.30] AcceptQualificationRequest', () => {
  it.each([
    [undefined, 1],
    [0, 0],
    [-5, -5],
    [77, 77],
  ])('[Q54, Q79] with the value %s grants %i', async (given, granted) => {
    const { QualificationTypeId } = await makeType(suite.client);
    const { id } = await suite.api.worker();
    await accept(await ask(suite.api, id, QualificationTypeId), given);
    expect(await scoreOf(QualificationTypeId, id)).toBe(granted);
    expect((await list({ QualificationTypeId })).NumResults).toBe(0);
  });

  it('[Q55, Q71] overwrites a value that was assigned meanwhile', async () => {
    const { QualificationTypeId } = await makeType(suite.client);
    const { id: WorkerId } = await suite.api.worker();
    const request = await ask(suite.api, WorkerId, QualificationTypeId);
    const grant = { QualificationTypeId, WorkerId, IntegerValue: 50 };
    await suite.client.send(new AssociateQualificationWithWorkerCommand(grant));
    expect((await list({ QualificationTypeId })).NumResults).toBe(1);
    await accept(request, 60);
    expect(await scoreOf(QualificationTypeId, WorkerId)).toBe(60);
  });

  it('[Q57] once; unknown; not of another requester; values of 33 bits', async () => {
    const { QualificationTypeId } = await makeType(suite.client);
    const { id } = await suite.api.worker();
    const request = await ask(suite.api, id, QualificationTypeId);
    await expectRefusal(
      accept(request, 2 ** 31),
      wrongRange('IntegerValue', 2 ** 31, -(2 ** 31), 2 ** 31 - 1),
    );
    await expectRefusal(accept(request, 1, suite.stranger), unknown(request));
    for (const id of ['3NO', 'any text at all', 'x'.repeat(3000)])
      await expectRefusal(accept(id), unknown(id));
    await accept(request);
    await expectRefusal(accept(request), decided);
    await expectRefusal(reject(request), decided);
  });

  it('[Q57] not while the worker is still answering', async () => {
    const type = await makeType(suite.client, { Test: textForm, TestDurationInSeconds: 60 });
    const { id } = await suite.api.worker();
    await expectRefusal(accept(await ask(suite.api, id, type.QualificationTypeId)), decided);
  });
});

describe('[1.31] RejectQualificationRequest', () => {
  it('[Q56] leaves what the worker holds', async () => {
    const { QualificationTypeId } = await makeType(suite.client);
    const { id: WorkerId } = await suite.api.worker();
    const request = await ask(suite.api, WorkerId, QualificationTypeId);
    const grant = { QualificationTypeId, WorkerId, IntegerValue: 50 };
    await suite.client.send(new AssociateQualificationWithWorkerCommand(grant));
    await reject(request, 'not this time');
    expect(await scoreOf(QualificationTypeId, WorkerId)).toBe(50);
    expect((await list({ QualificationTypeId })).NumResults).toBe(0);
    await expectRefusal(accept(request), decided);
    const inbox = await suite.api.market.namespace.inbox(WorkerId, 0, 10);
    expect(inbox.entries.map(({ event }) => [event.type, event.reason])).toContainEqual([
      'request:rejected',
      'not this time',
    ]);
  });

  it("unknown, and another requester's", async () => {
    const { QualificationTypeId } = await makeType(suite.client);
    const { id } = await suite.api.worker();
    const request = await ask(suite.api, id, QualificationTypeId);
    await expectRefusal(reject(request, 'r', suite.stranger), unknown(request));
    await expectRefusal(reject('3NO'), unknown('3NO'));
  });
});
