import { ask, callAs, makeWorker } from './browser.ts';
import { answerKey, selectionForm, textForm } from './requester-work.ts';

/** A small market in which every page has something to show. */
export interface Scene {
  readonly account: string;
  readonly worker: string;
  readonly type: string;
  readonly testedType: string;
  /** A HIT with work that is to be decided. */
  readonly hit: string;
  /** A HIT that the worker has accepted. */
  readonly accepted: string;
  readonly group: string;
}

const account = 'AKIASCENE';

interface MadeType {
  readonly QualificationType: { readonly QualificationTypeId: string };
}
interface MadeHit {
  readonly HIT: { readonly HITId: string; readonly HITTypeId: string };
}

export async function makeScene(url: string): Promise<Scene> {
  const call = <T = Record<string, unknown>>(operation: string, input: object) =>
    callAs<T>(url, account, operation, input);
  const work = (path: string, body: object) => ask<{ id: string }>(url, `/api/markets/default/${path}`, body);
  const worker = await makeWorker(url, {
    name: 'Ada Lovelace',
    approved: 180,
    rejected: 20,
    locale: { country: 'GB' },
  });
  const other = await makeWorker(url, { name: 'Alan Turing', approved: 5000 });
  const makeType = async (Name: string, more: object = {}) => {
    const input = {
      Name,
      Description: `${Name}, shown by practice`,
      QualificationTypeStatus: 'Active',
      ...more,
    };
    const { QualificationType } = await call<MadeType>('CreateQualificationType', input);
    return QualificationType.QualificationTypeId;
  };
  const type = await makeType('Careful reader');
  const tested = {
    Test: selectionForm,
    AnswerKey: answerKey,
    TestDurationInSeconds: 600,
    RetryDelayInSeconds: 3600,
  };
  const testedType = await makeType('Writes English', tested);
  const makeHit = async (Title: string, more: object = {}) => {
    const { HIT } = await call<MadeHit>('CreateHIT', {
      Title,
      Description: 'Read the text and say what you think of it.',
      Keywords: 'reading, opinion',
      Reward: '0.25',
      AssignmentDurationInSeconds: 1200,
      LifetimeInSeconds: 86_400,
      MaxAssignments: 4,
      Question: textForm,
      ...more,
    });
    return HIT;
  };
  const needs = (QualificationTypeId: string, Comparator: string, IntegerValues?: number[]) => ({
    QualificationRequirements: [{ QualificationTypeId, Comparator, ...(IntegerValues && { IntegerValues }) }],
  });
  const open = await makeHit('Judge a short review');
  const accepted = await makeHit('Compare two summaries', { Reward: '0.40' });
  await makeHit('Rate an essay', { ...needs(testedType, 'GreaterThanOrEqualTo', [10]), Reward: '1.20' });
  await makeHit('Label posts of adults', needs('00000000000000000060', 'EqualTo', [1]));
  await call('AssociateQualificationWithWorker', {
    QualificationTypeId: type,
    WorkerId: worker,
    IntegerValue: 90,
  });
  await work(`workers/${other}/qualification-requests`, { type });
  for (const person of [worker, other]) {
    const { id } = await work(`hits/${open.HITId}/accept`, { worker: person });
    await work(`assignments/${id}/submit`, { worker: person, answer: { q1: 'A fair review.' } });
  }
  const listed = { HITId: open.HITId, AssignmentStatuses: ['Submitted'] };
  const { Assignments } = await call<{ Assignments: { AssignmentId: string }[] }>(
    'ListAssignmentsForHIT',
    listed,
  );
  await call('ApproveAssignment', {
    AssignmentId: Assignments[0]?.AssignmentId,
    RequesterFeedback: 'Thank you!',
  });
  await work(`hits/${accepted.HITId}/accept`, { worker });
  await call('CreateWorkerBlock', { WorkerId: other, Reason: 'Too fast' });
  await callAs(url, account, 'GetHIT', { HITId: '3NONE' }).catch(() => undefined);
  return {
    account,
    worker,
    type,
    testedType,
    hit: open.HITId,
    accepted: accepted.HITId,
    group: open.HITTypeId,
  };
}

/** Every page with its name. */
export function pagesOf(scene: Scene): readonly (readonly [name: string, path: string])[] {
  const { worker, account: key, type, testedType, hit, accepted, group } = scene;
  return [
    ['home', '/'],
    ['worker-choose', '/worker'],
    ['worker-hits', `/worker/${worker}`],
    ['worker-group', `/worker/${worker}/groups/${group}`],
    ['worker-task', `/worker/${worker}/hits/${accepted}`],
    ['worker-queue', `/worker/${worker}/queue`],
    ['worker-qualifications', `/worker/${worker}/qualifications`],
    ['worker-test', `/worker/${worker}/qualifications/${testedType}`],
    ['worker-earnings', `/worker/${worker}/earnings`],
    ['worker-inbox', `/worker/${worker}/inbox`],
    ['requester-choose', '/requester'],
    ['requester-hits', `/requester/${key}`],
    ['requester-hit', `/requester/${key}/hits/${hit}`],
    ['requester-publish', `/requester/${key}/publish`],
    ['requester-review', `/requester/${key}/review`],
    ['requester-types', `/requester/${key}/types`],
    ['requester-type', `/requester/${key}/types/${type}`],
    ['requester-type-new', `/requester/${key}/types/new`],
    ['requester-type-edit', `/requester/${key}/types/${testedType}/edit`],
    ['requester-requests', `/requester/${key}/requests`],
    ['requester-workers', `/requester/${key}/workers`],
    ['market', '/market'],
    ['market-calls', '/market/calls'],
    ['market-outbox', '/market/outbox'],
  ];
}
