import {
  AssociateQualificationWithWorkerCommand,
  DeleteHITCommand,
  DeleteQualificationTypeCommand,
  GetQualificationScoreCommand,
  GetQualificationTypeCommand,
  ListQualificationRequestsCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { ask } from '../../support/qualification-work.ts';
import { expectRefusal, makeHit, makeType, notYours, unknownType } from '../../support/requester-work.ts';

const suite = apiSuite();
const remove = (QualificationTypeId: string, client = suite.client) =>
  client.send(new DeleteQualificationTypeCommand({ QualificationTypeId }));
const get = (QualificationTypeId: string) =>
  suite.client.send(new GetQualificationTypeCommand({ QualificationTypeId }));
const disposing = {
  code: 'InvalidQualificationTypeState',
  text: 'This operation can be called with a status of: Active,Inactive',
};
/** Deletions go on by deadlines; this lets them. */
const settle = () => suite.api.pass(1);

describe('[1.28] DeleteQualificationType', () => {
  it('[Q42] owner only, and not of the system', async () => {
    const { QualificationTypeId } = await makeType(suite.client);
    await expectRefusal(remove(QualificationTypeId, suite.stranger), notYours);
    await expectRefusal(remove('00000000000000000071'), notYours);
    await expectRefusal(remove('3NO'), unknownType('3NO'));
  });

  it('[Q42, Q45, Q47] is complete at once where no HIT requires the type: id unknown, name free', async () => {
    for (const QualificationTypeStatus of ['Active', 'Inactive'] as const) {
      const Name = `Short lived ${QualificationTypeStatus}`;
      const { QualificationTypeId } = await makeType(suite.client, { Name, QualificationTypeStatus });
      await remove(QualificationTypeId);
      await settle();
      await expectRefusal(get(QualificationTypeId), unknownType(QualificationTypeId));
      await expectRefusal(remove(QualificationTypeId), unknownType(QualificationTypeId));
      await makeType(suite.client, { Name });
    }
  });

  it('[Q44, Q45, Q46, D5] waits for the last HIT that requires it, whosever; reads work, writes do not', async () => {
    const { client, stranger, api } = suite;
    const Name = 'Long lived';
    const { QualificationTypeId } = await makeType(client, { Name });
    const { id: WorkerId } = await api.worker();
    const grant = { QualificationTypeId, WorkerId, IntegerValue: 3 };
    await client.send(new AssociateQualificationWithWorkerCommand(grant));
    const { HITId } = await makeHit(stranger, {
      QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists' }],
    });
    await remove(QualificationTypeId);
    await settle();
    expect((await get(QualificationTypeId)).QualificationType).toMatchObject({
      QualificationTypeStatus: 'Active',
    });
    const score = await client.send(new GetQualificationScoreCommand({ QualificationTypeId, WorkerId }));
    expect(score.Qualification?.IntegerValue).toBe(3);
    await expectRefusal(remove(QualificationTypeId), disposing);
    await expectRefusal(client.send(new AssociateQualificationWithWorkerCommand(grant)), disposing);
    await expect(makeType(client, { Name })).rejects.toThrow();
    await stranger.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
    await stranger.send(new DeleteHITCommand({ HITId }));
    await settle();
    await expectRefusal(get(QualificationTypeId), unknownType(QualificationTypeId));
    await makeType(client, { Name });
  });

  it('[Q43] rejects pending requests at once', async () => {
    const { QualificationTypeId } = await makeType(suite.client);
    await makeHit(suite.client, {
      QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists' }],
    });
    const worker = await suite.api.worker();
    await ask(suite.api, worker.id, QualificationTypeId);
    await remove(QualificationTypeId);
    await settle();
    const { NumResults } = await suite.client.send(
      new ListQualificationRequestsCommand({ QualificationTypeId }),
    );
    expect(NumResults).toBe(0);
  });
});
