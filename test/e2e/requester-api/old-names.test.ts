import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { ask } from '../../support/qualification-work.ts';
import { makeHit, makeType } from '../../support/requester-work.ts';
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const me = as('REQUESTER1');
const call = (operation: string, body: object) => suite.api.call(operation, body, me);

async function typeAndWorker() {
  const { QualificationTypeId } = await makeType(suite.client);
  const { id: SubjectId } = await suite.api.worker();
  return { QualificationTypeId, SubjectId };
}

describe('[5.1] old operation names', () => {
  it('GetQualificationRequests, GrantQualification and GetQualificationScore', async () => {
    const { QualificationTypeId, SubjectId } = await typeAndWorker();
    const QualificationRequestId = await ask(suite.api, SubjectId, QualificationTypeId);
    const listed = await call('GetQualificationRequests', {
      QualificationTypeId,
      PageSize: 5,
      PageNumber: 1,
    });
    expect(listed.body).toMatchObject({
      NumResults: 1,
      QualificationRequests: [{ QualificationRequestId, WorkerId: SubjectId }],
    });
    expect((await call('GrantQualification', { QualificationRequestId, IntegerValue: 4 })).body).toEqual({});
    const score = await call('GetQualificationScore', { QualificationTypeId, SubjectId });
    expect(score.body).toMatchObject({ Qualification: { WorkerId: SubjectId, IntegerValue: 4 } });
  });

  it('UpdateQualificationScore changes what is held, and refuses what is not; it mails nobody', async () => {
    const { QualificationTypeId, SubjectId } = await typeAndWorker();
    const before = await suite.api.act((tx) => tx.list('outbox', { limit: 100 }));
    const update = (IntegerValue?: number) =>
      call('UpdateQualificationScore', { QualificationTypeId, SubjectId, IntegerValue });
    expect((await update(3)).body).toMatchObject({
      TurkErrorCode: 'AWS.MechanicalTurk.QualificationDoesNotExist',
    });
    await call('AssignQualification', { QualificationTypeId, WorkerId: SubjectId, SendNotification: false });
    expect((await update(3)).body).toEqual({});
    const { body } = await call('GetQualificationScore', { QualificationTypeId, SubjectId });
    expect(body).toMatchObject({ Qualification: { IntegerValue: 3 } });
    expect((await update()).body).toMatchObject({
      __type: 'ValidationException',
      message: expect.stringMatching(/'integerValue'/),
    });
    expect(await suite.api.act((tx) => tx.list('outbox', { limit: 100 }))).toEqual(before);
  });

  it('RevokeQualification, GetQualificationsForQualificationType', async () => {
    const { QualificationTypeId, SubjectId } = await typeAndWorker();
    await call('AssignQualification', { QualificationTypeId, WorkerId: SubjectId });
    expect((await call('RevokeQualification', { QualificationTypeId, SubjectId, Reason: 'r' })).body).toEqual(
      {},
    );
    const revoked = { QualificationTypeId, Status: 'Revoked', PageSize: 100 };
    expect((await call('GetQualificationsForQualificationType', revoked)).body).toMatchObject({
      NumResults: 1,
      Qualifications: [{ WorkerId: SubjectId, Status: 'Revoked' }],
    });
  });

  it('GetHITsForQualificationType, SearchQualificationTypes, DisposeQualificationType', async () => {
    const { QualificationTypeId } = await makeType(suite.client, { Name: 'An odd name' });
    const { HITId } = await makeHit(suite.client, {
      QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists' }],
    });
    const hits = await call('GetHITsForQualificationType', { QualificationTypeId });
    expect(hits.body).toMatchObject({ HITs: [{ HITId }] });
    const search = {
      Query: 'odd',
      MustBeRequestable: true,
      SortProperty: 'Name',
      SortDirection: 'Descending',
    };
    expect((await call('SearchQualificationTypes', search)).body).toMatchObject({
      NumResults: 1,
      QualificationTypes: [{ QualificationTypeId }],
    });
    expect((await call('DisposeQualificationType', { QualificationTypeId })).body).toEqual({});
  });

  it('complain of members by their names of today', async () => {
    const { body } = await call('RevokeQualification', { SubjectId: 'nobody', QualificationTypeId: 'A' });
    expect(body).toMatchObject({ message: expect.stringMatching(/Value 'nobody' at 'workerId'/) });
    const many = await call('SearchQualificationTypes', { MustBeRequestable: true, PageSize: 101 });
    expect(many.body).toMatchObject({ message: expect.stringMatching(/Value '101' at 'maxResults'/) });
  });
});

describe('[5.2] operations that are gone or bear another name', () => {
  it.each([
    'RegisterHITType',
    'ExtendHIT',
    'ForceExpireHIT',
    'DisableHIT',
    'DisposeHIT',
    'SetHITAsReviewing',
    'ChangeHITTypeOfHIT',
    'GetReviewableHITs',
    'SearchHITs',
    'GetAssignmentsForHIT',
    'ApproveRejectedAssignment',
    'GrantBonus',
    'GetBonusPayments',
    'BlockWorker',
    'UnblockWorker',
    'GetBlockedWorkers',
    'SetHITTypeNotification',
    'GetReviewResultsForHIT',
    'GetRequesterStatistic',
    'GetRequesterWorkerStatistic',
  ])('%s is not known', async (name) => {
    const { status, body } = await call(name, {});
    expect({ status, type: body.__type }).toEqual({ status: 400, type: 'UnknownOperationException' });
  });
});
