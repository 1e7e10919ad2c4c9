import { expect } from 'vitest';
import { askForQualification } from '../../server/lifecycle/qualification-request.ts';
import { answers, externalQuestion, selectionForm, work } from './requester-work.ts';
import type { RequesterApiServer } from './start-requester-api.ts';

/** One client library, behind one function. Members are the wire's, times whole seconds since 1970. */
export interface WalkClient {
  call(operation: string, input: object): Promise<CallOutcome>;
  close(): Promise<void>;
}

export type CallOutcome =
  | { readonly ok: true; readonly output: Output }
  | { readonly ok: false; readonly code: string; readonly message: string };
type Output = Readonly<Record<string, unknown>>;

/** Walks through all operations with a client of any language; answers the names of those that were called. */
export async function walk(client: WalkClient, api: RequesterApiServer): Promise<Set<string>> {
  const walker = new Walker(client, api);
  await walker.types();
  await walker.requests();
  await walker.grants();
  await walker.hits();
  await walker.assignments();
  await walker.blocks();
  await walker.refusals();
  return walker.called;
}

class Walker {
  readonly called = new Set<string>();
  readonly #client: WalkClient;
  readonly #api: RequesterApiServer;
  #type = '';

  constructor(client: WalkClient, api: RequesterApiServer) {
    this.#client = client;
    this.#api = api;
  }

  async #call(operation: string, input: object = {}): Promise<Output> {
    this.called.add(operation);
    const outcome = await this.#client.call(operation, input);
    if (!outcome.ok) throw new Error(`${operation}: ${outcome.code}: ${outcome.message}`);
    return outcome.output;
  }

  async #refused(operation: string, input: object, code: string, text: RegExp): Promise<void> {
    this.called.add(operation);
    expect(await this.#client.call(operation, input)).toEqual({
      ok: false,
      code,
      message: expect.stringMatching(text),
    });
  }

  async #worker(): Promise<string> {
    return (await this.#api.worker()).id;
  }

  async types(): Promise<void> {
    expect(await this.#call('GetAccountBalance')).toMatchObject({ AvailableBalance: '10000.00' });
    const made = await this.#call('CreateQualificationType', {
      Name: 'Walked',
      Description: 'By a client',
      QualificationTypeStatus: 'Active',
      RetryDelayInSeconds: 0,
    });
    this.#type = idIn(made.QualificationType, 'QualificationTypeId');
    const QualificationTypeId = this.#type;
    const test = { Test: selectionForm, TestDurationInSeconds: 60 };
    const updated = await this.#call('UpdateQualificationType', { QualificationTypeId, ...test });
    expect(updated).toMatchObject({ QualificationType: { Test: selectionForm } });
    const seen = await this.#call('GetQualificationType', { QualificationTypeId });
    expect(seen).toMatchObject({ QualificationType: { Name: 'Walked', IsRequestable: true } });
    const found = await this.#call('ListQualificationTypes', { Query: 'walked', MustBeRequestable: true });
    expect(found).toMatchObject({ NumResults: 1 });
    const other = await this.#call('CreateQualificationType', {
      Name: 'Short lived',
      Description: 'd',
      QualificationTypeStatus: 'Inactive',
    });
    await this.#call('DeleteQualificationType', {
      QualificationTypeId: idIn(other.QualificationType, 'QualificationTypeId'),
    });
  }

  async requests(): Promise<void> {
    const made = await this.#call('CreateQualificationType', {
      Name: 'Asked for',
      Description: 'd',
      QualificationTypeStatus: 'Active',
    });
    const QualificationTypeId = idIn(made.QualificationType, 'QualificationTypeId');
    for (const decide of ['AcceptQualificationRequest', 'RejectQualificationRequest']) {
      const worker = await this.#worker();
      await this.#api.act((tx) => askForQualification(tx, { worker, type: QualificationTypeId }));
      const listed = await this.#call('ListQualificationRequests', { QualificationTypeId });
      const [request] = listed.QualificationRequests as Output[];
      await this.#call(decide, { QualificationRequestId: idIn(request, 'QualificationRequestId') });
    }
    const held = await this.#call('ListWorkersWithQualificationType', { QualificationTypeId });
    expect(held).toMatchObject({ NumResults: 1, Qualifications: [{ IntegerValue: 1, Status: 'Granted' }] });
  }

  async grants(): Promise<void> {
    const named = { QualificationTypeId: this.#type, WorkerId: await this.#worker() };
    await this.#call('AssociateQualificationWithWorker', {
      ...named,
      IntegerValue: 80,
      SendNotification: false,
    });
    const score = await this.#call('GetQualificationScore', named);
    expect(score).toMatchObject({ Qualification: { IntegerValue: 80 } });
    await this.#call('DisassociateQualificationFromWorker', { ...named, Reason: 'walked on' });
    await this.#refused(
      'GetQualificationScore',
      named,
      'RequestError',
      /with a status of: Granted \(\d{13} s\)$/,
    );
  }

  async hits(): Promise<void> {
    const properties = { Title: 'Walk', Description: 'd', Reward: '0.05', AssignmentDurationInSeconds: 600 };
    const { HITTypeId } = await this.#call('CreateHITType', { ...properties, Keywords: 'a' });
    const ofType = await this.#call('CreateHITWithHITType', {
      HITTypeId,
      LifetimeInSeconds: 600,
      Question: externalQuestion,
    });
    const notification = {
      Destination: 'arn:aws:sns:us-east-1:123456789012:topic',
      Transport: 'SNS',
      Version: '2014-08-15',
      EventTypes: ['HITCreated'],
    };
    await this.#call('UpdateNotificationSettings', { HITTypeId, Notification: notification, Active: true });
    await this.#call('SendTestEventNotification', { Notification: notification, TestEventType: 'Ping' });
    const requirement = { QualificationTypeId: this.#type, Comparator: 'Exists', ActionsGuarded: 'Accept' };
    const made = await this.#call('CreateHIT', {
      ...properties,
      LifetimeInSeconds: 600,
      Question: externalQuestion,
      QualificationRequirements: [requirement],
      UniqueRequestToken: 'walk',
    });
    const HITId = idIn(made.HIT, 'HITId');
    const shown = await this.#call('GetHIT', { HITId });
    expect(shown).toMatchObject({
      HIT: { HITStatus: 'Assignable', QualificationRequirements: [requirement] },
    });
    const requiring = await this.#call('ListHITsForQualificationType', { QualificationTypeId: this.#type });
    expect(requiring).toMatchObject({ NumResults: 1, HITs: [{ HITId }] });
    await this.#call('UpdateHITTypeOfHIT', { HITId, HITTypeId });
    const listed = await this.#call('ListHITs', { MaxResults: 100 });
    expect(listed).toMatchObject({ NumResults: 2 });
    await this.#finish(idIn(ofType.HIT, 'HITId'));
  }

  /** Expires, reviews and deletes a HIT. */
  async #finish(HITId: string): Promise<void> {
    await this.#call('UpdateExpirationForHIT', { HITId, ExpireAt: 0 });
    expect(await this.#call('ListReviewableHITs')).toMatchObject({ HITs: [{ HITId }] });
    await this.#call('UpdateHITReviewStatus', { HITId });
    await this.#call('DeleteHIT', { HITId });
  }

  async assignments(): Promise<void> {
    const made = await this.#call('CreateHIT', {
      Title: 'Work',
      Description: 'd',
      Reward: '0.10',
      AssignmentDurationInSeconds: 600,
      LifetimeInSeconds: 600,
      Question: externalQuestion,
      AssignmentReviewPolicy: {
        PolicyName: 'ScoreMyKnownAnswers/2011-09-01',
        Parameters: [{ Key: 'AnswerKey', MapEntries: [{ Key: 'q1', Values: ['blue'] }] }],
      },
    });
    const HITId = idIn(made.HIT, 'HITId');
    await this.#call('CreateAdditionalAssignmentsForHIT', { HITId, NumberOfAdditionalAssignments: 1 });
    const WorkerId = await this.#worker();
    const AssignmentId = await work(this.#api, HITId, WorkerId, answers({ q1: 'blue' }));
    const rejected = await work(this.#api, HITId, await this.#worker(), answers({ q1: 'red' }));
    const listed = await this.#call('ListAssignmentsForHIT', { HITId, AssignmentStatuses: ['Submitted'] });
    expect(listed).toMatchObject({ NumResults: 2 });
    await this.#call('ApproveAssignment', { AssignmentId, RequesterFeedback: 'good' });
    await this.#call('RejectAssignment', { AssignmentId: rejected, RequesterFeedback: 'no' });
    const shown = await this.#call('GetAssignment', { AssignmentId });
    expect(shown).toMatchObject({ Assignment: { AssignmentStatus: 'Approved', RequesterFeedback: 'good' } });
    await this.#call('SendBonus', { WorkerId, AssignmentId, BonusAmount: '1.50', Reason: 'fast' });
    const paid = await this.#call('ListBonusPayments', { HITId });
    expect(paid).toMatchObject({ NumResults: 1, BonusPayments: [{ BonusAmount: '1.50' }] });
    const mail = { Subject: 's', MessageText: 'm', WorkerIds: [WorkerId, 'ANOBODY'] };
    expect(await this.#call('NotifyWorkers', mail)).toMatchObject({
      NotifyWorkersFailureStatuses: [{ NotifyWorkersFailureCode: 'HardFailure', WorkerId: 'ANOBODY' }],
    });
    const review = await this.#call('ListReviewPolicyResultsForHIT', { HITId, PolicyLevels: ['Assignment'] });
    expect(review.AssignmentReviewReport).toHaveProperty('ReviewResults');
    const upload = { AssignmentId, QuestionIdentifier: 'q1' };
    await this.#refused('GetFileUploadURL', upload, 'ParameterValidationError', /QuestionIdentifier/);
  }

  async blocks(): Promise<void> {
    const WorkerId = await this.#worker();
    await this.#call('CreateWorkerBlock', { WorkerId, Reason: 'spam' });
    expect(await this.#call('ListWorkerBlocks')).toMatchObject({
      WorkerBlocks: [{ WorkerId, Reason: 'spam' }],
    });
    await this.#call('DeleteWorkerBlock', { WorkerId });
  }

  async refusals(): Promise<void> {
    await this.#refused(
      'GetHIT',
      { HITId: '3NO' },
      'RequestError',
      /^Hit 3NO does not exist\. \(\d{13} s\)$/,
    );
    await this.#refused(
      'GetHIT',
      { HITId: 'lower' },
      'ValidationException',
      /^1 validation error detected: Value 'lower' at 'hITId'/,
    );
  }
}

function idIn(structure: unknown, member: string): string {
  return (structure as Record<string, string>)[member] as string;
}
