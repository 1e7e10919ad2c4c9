import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  CreateWorkerBlockCommand,
  GetAccountBalanceCommand,
  GetHITCommand,
  ListQualificationRequestsCommand,
  ListQualificationTypesCommand,
  type MTurkClient,
  type QualificationRequirement,
  RejectAssignmentCommand,
  UpdateQualificationTypeCommand,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { listTypes } from '../../../server/worker/qualification-types.ts';
import { apiSuite } from '../../support/api-suite.ts';
import { ask } from '../../support/qualification-work.ts';
import {
  accept,
  expectRefusal,
  makeHit,
  makeType,
  plainHit,
  selectionForm,
  work,
} from '../../support/requester-work.ts';
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const production = apiSuite({ environment: 'production' });
const approved = '00000000000000000040';
const approvalRate = '000000000000000000L0';
const adult = '00000000000000000060';

describe('rules that stand for themselves', () => {
  it('[Q23] types are free of charge', async () => {
    await makeType(production.client);
    const { AvailableBalance } = await production.client.send(new GetAccountBalanceCommand({}));
    expect(AvailableBalance).toBe('10000.00');
  });

  it('[Q25] nothing that is sent makes a type another requester’s', async () => {
    const { QualificationTypeId } = await makeType(suite.client);
    const sent = { QualificationTypeId, Owner: 'STRANGER', RequesterId: 'STRANGER', owner: 'STRANGER' };
    await suite.api.call('UpdateQualificationType', sent, as('REQUESTER1'));
    expect(await suite.api.market.look('qualificationType', QualificationTypeId)).toMatchObject({
      owner: 'REQUESTER1',
    });
  });

  it('[Q33] a test is never removed', async () => {
    const { QualificationTypeId } = await makeType(suite.client, {
      Test: selectionForm,
      TestDurationInSeconds: 60,
    });
    const without = { QualificationTypeId, Test: null, TestDurationInSeconds: null };
    const { body } = await suite.api.call('UpdateQualificationType', without, as('REQUESTER1'));
    expect(body).toMatchObject({ QualificationType: { Test: selectionForm } });
    const emptied = new UpdateQualificationTypeCommand({
      QualificationTypeId,
      Test: '',
      TestDurationInSeconds: 60,
    });
    await expect(suite.client.send(emptied)).rejects.toMatchObject({ Parameter: 'Test' });
  });

  it('[Q67] a blocked worker may still ask', async () => {
    const { QualificationTypeId } = await makeType(suite.client);
    const { id: WorkerId } = await suite.api.worker();
    await suite.client.send(new CreateWorkerBlockCommand({ WorkerId, Reason: 'r' }));
    await ask(suite.api, WorkerId, QualificationTypeId);
    const { NumResults } = await suite.client.send(
      new ListQualificationRequestsCommand({ QualificationTypeId }),
    );
    expect(NumResults).toBe(1);
  });

  it('[Q96, Q97] the rate alone admits newcomers, with approved HITs beside it it does not', async () => {
    const newcomer = await suite.api.worker({ approved: 3, rejected: 5 });
    const good: QualificationRequirement = {
      QualificationTypeId: approvalRate,
      Comparator: 'GreaterThanOrEqualTo',
      IntegerValues: [99],
    };
    const tried: QualificationRequirement = {
      QualificationTypeId: approved,
      Comparator: 'GreaterThan',
      IntegerValues: [100],
    };
    const open = await makeHit(suite.client, { QualificationRequirements: [good] });
    await accept(suite.api, open.HITId, newcomer.id);
    const closed = await makeHit(suite.client, { QualificationRequirements: [good, tried] });
    await expect(accept(suite.api, closed.HITId, newcomer.id)).rejects.toMatchObject({
      code: 'DoesNotMeetRequirements',
    });
  });

  it('[D7] the rate is that of all requesters together', async () => {
    const { id } = await suite.api.worker({ approved: 99 });
    const submitted = async (client: MTurkClient) => {
      const { HITId } = await makeHit(client);
      return { AssignmentId: await work(suite.api, HITId, id), RequesterFeedback: 'seen' };
    };
    await suite.client.send(new ApproveAssignmentCommand(await submitted(suite.client)));
    await suite.stranger.send(new RejectAssignmentCommand(await submitted(suite.stranger)));
    expect(await suite.api.market.look('worker', id)).toMatchObject({
      submitted: 101,
      approved: 100,
      rejected: 1,
      approvalRate: 99,
    });
  });

  it('[Q101] [D34] the types that nobody made are those of the system: there are none for sale', async () => {
    const { QualificationTypes } = await production.client.send(
      new ListQualificationTypesCommand({ MustBeRequestable: false, MaxResults: 100 }),
    );
    const unmade = QualificationTypes?.filter(({ IsRequestable }) => !IsRequestable);
    expect(unmade?.map(({ Name }) => Name).sort()).toEqual([
      'Masters',
      'Worker_Adult',
      'Worker_Locale',
      'Worker_NumberHITsApproved',
      'Worker_PercentAssignmentsApproved',
    ]);
  });

  it('[Q99] adult content is a convention that nobody enforces', async () => {
    const grown: QualificationRequirement = {
      QualificationTypeId: adult,
      Comparator: 'EqualTo',
      IntegerValues: [1],
      ActionsGuarded: 'PreviewAndAccept',
    };
    const title = { Title: 'Describe (adult content)' };
    await makeHit(suite.client, title);
    const { HITId } = await makeHit(suite.client, { ...title, QualificationRequirements: [grown] });
    const child = await suite.api.worker();
    await expect(accept(suite.api, HITId, child.id)).rejects.toMatchObject({
      code: 'DoesNotMeetRequirements',
    });
    await accept(suite.api, HITId, (await suite.api.worker({ adult: true })).id);
  });

  it('[Q103] a requirement needs a type and a comparator', async () => {
    const without = {
      ...plainHit,
      QualificationRequirements: [{ QualificationTypeId: adult }, { Comparator: 'Exists' }],
    };
    await expectRefusal(suite.client.send(new CreateHITCommand(without as never)), {
      type: 'ValidationException',
      text:
        "2 validation errors detected: Value null at 'qualificationRequirements.1.member.comparator' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'qualificationRequirements.2.member.qualificationTypeId' failed to satisfy constraint: Member must not be null",
    });
  });

  it('[Q129] an Active type is found by its search, and at a HIT that a worker may discover but not accept', async () => {
    const { QualificationTypeId } = await makeType(suite.client, { Name: 'Sought after' });
    const { market } = suite.api;
    const { id: worker } = await suite.api.worker();
    const found = await listTypes(market, { search: 'sought', limit: 20 });
    expect(found.qualificationTypes.map(({ id }) => id)).toEqual([QualificationTypeId]);
    const requiring = (ActionsGuarded: 'Accept' | 'DiscoverPreviewAndAccept') =>
      makeHit(suite.client, {
        Title: `Guarded by ${ActionsGuarded}`,
        QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists', ActionsGuarded }],
      });
    const open = await requiring('Accept');
    const hidden = await requiring('DiscoverPreviewAndAccept');
    const accessOf = (hitTypeId: string | undefined) =>
      suite.api.market.index.groupAccess(worker, hitTypeId as string);
    expect(accessOf(open.HITTypeId)).toBe('preview');
    expect(accessOf(hidden.HITTypeId)).toBe('none');
  });

  it('[6.3] HITReviewStatus is a remnant that nothing moves', async () => {
    const { HITId } = await makeHit(suite.client);
    await accept(suite.api, HITId, (await suite.api.worker()).id);
    expect((await suite.client.send(new GetHITCommand({ HITId }))).HIT?.HITReviewStatus).toBe('NotReviewed');
  });
});
