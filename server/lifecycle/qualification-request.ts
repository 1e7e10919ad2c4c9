import { Refused } from '../contract/errors.ts';
import type {
  QualificationRecord,
  QualificationRequestRecord,
  QualificationTypeRecord,
} from '../contract/records.ts';
import { systemValueOf } from '../contract/system-types.ts';
import { advance } from '../machines/advance.ts';
import type { Step } from '../machines/machine.ts';
import { qualificationMachine } from '../machines/qualification.ts';
import type { QualificationRequestEffect } from '../machines/qualification-request.ts';
import { qualificationRequestMachine } from '../machines/qualification-request.ts';
import { qualificationTypeMachine } from '../machines/qualification-type.ts';
import { newEntityId } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';
import { mailWorker } from './notification.ts';
import { mailGrant, relationOf, tellQualification, writableType } from './qualification.ts';
import { inactive, typeDoesNotExist } from './requirements.ts';

export interface Asked {
  readonly request: QualificationRequestRecord;
  /** The value, where asking granted the Qualification at once (Q49). */
  readonly granted?: number;
}

/** A worker asks for a Qualification; what can stand in the way is looked at in the order of Q130. */
export async function askForQualification(
  tx: Transaction,
  { worker, type: typeId }: { worker: string; type: string },
): Promise<Asked> {
  const type = await requestableType(tx, typeId);
  const relation = await relationOf(tx, worker, typeId);
  if (relation.openRequest !== undefined) return resume(tx, relation.openRequest);
  const blank: QualificationRequestRecord = {
    id: newEntityId(tx.ids),
    type: typeId,
    worker,
    owner: type.owner,
    state: 'asking',
    askedAt: tx.now,
  };
  await noteAsking(tx, relation, type, blank.id);
  await tx.get('qualificationRequest', blank.id);
  const step = advance(qualificationRequestMachine, blank, {
    type: 'ask',
    now: tx.now,
    ...(type.autoGranted ? { granting: type.autoGrantedValue ?? 1 } : {}),
    ...(type.testRevision === undefined
      ? {}
      : { test: { revision: type.testRevision, durationSeconds: type.testDurationSeconds ?? 0 } }),
  });
  if (!step.taken) throw undecidable();
  const request = await takeRequestStep(tx, step);
  return request.state === 'granted' ? { request, granted: request.value ?? 0 } : { request };
}

async function requestableType(tx: Transaction, id: string): Promise<QualificationTypeRecord> {
  if (systemValueOf(id, tx.environment) !== undefined) {
    throw new Refused('PermissionDeniedException', 'A Qualification of the system cannot be requested.');
  }
  const type = await tx.get('qualificationType', id);
  if (!type) throw typeDoesNotExist(id);
  const step = advance(qualificationTypeMachine, type, { type: 'ask', now: tx.now });
  if (!step.taken) throw inactive();
  return type;
}

/** Q58, Q130: a test that is being answered goes on; a request that waits for its requester refuses a second one. */
async function resume(tx: Transaction, id: string): Promise<Asked> {
  const request = await existing(tx, id);
  const step = advance(qualificationRequestMachine, request, { type: 'ask', now: tx.now });
  if (step.taken) return { request: await takeRequestStep(tx, step) };
  throw new Refused(
    'InvalidQualificationRequestState',
    'A request for this Qualification is pending already.',
    {
      request: id,
    },
  );
}

/** Whether asking would be let through now: what `askForQualification` looks at, without asking. */
export function mayAsk(
  type: QualificationTypeRecord,
  relation: QualificationRecord | undefined,
  now: number,
): boolean {
  if (!advance(qualificationTypeMachine, type, { type: 'ask', now }).taken) return false;
  if (relation === undefined) return true;
  return relation.openRequest === undefined && askingStep(relation, type, '', now).taken;
}

/** The retry gate (Q59-Q64): the attempt counts from now, whatever comes of it. */
function askingStep(
  relation: QualificationRecord,
  { retryDelaySeconds }: QualificationTypeRecord,
  request: string,
  now: number,
) {
  const delay = retryDelaySeconds === undefined ? {} : { retryDelaySeconds };
  return advance(qualificationMachine, relation, { type: 'ask', now, request, ...delay });
}

async function noteAsking(
  tx: Transaction,
  relation: QualificationRecord,
  type: QualificationTypeRecord,
  request: string,
): Promise<void> {
  const { retryDelaySeconds } = type;
  const step = askingStep(relation, type, request, tx.now);
  if (step.taken) {
    tx.put('qualification', `${relation.worker}:${relation.type}`, step.record);
    return;
  }
  if (retryDelaySeconds === undefined) {
    throw new Refused(
      'QualificationTypeDoesNotAllowRetake',
      'This Qualification can be requested only once.',
    );
  }
  const retryAt = new Date((relation.askedAt ?? 0) + retryDelaySeconds * 1000).toISOString();
  throw new Refused(
    'QualificationTypeRetryDelayNotElapsed',
    `This Qualification can be requested again from ${retryAt} on.`,
    { retryAt },
  );
}

/** The worker hands in a test; `value` is the graded score, where the shown test has a key (Q50, Q51). */
export async function submitTest(
  tx: Transaction,
  handIn: { worker: string; request: string; answer: string; value?: number | undefined },
): Promise<QualificationRequestRecord> {
  const request = await tx.get('qualificationRequest', handIn.request);
  if (!request || request.worker !== handIn.worker) {
    throw new Refused('NotFound', `This worker has no Qualification request ${handIn.request}.`, {
      request: handIn.request,
    });
  }
  await writableType(tx, request.type);
  const { answer, value } = handIn;
  const step = advance(qualificationRequestMachine, request, { type: 'submit', now: tx.now, answer, value });
  if (step.taken) return takeRequestStep(tx, step);
  throw new Refused('InvalidQualificationRequestState', 'This test can no longer be handed in.', {
    request: request.id,
    state: request.state,
  });
}

/** AcceptQualificationRequest (Q54, Q55). */
export async function acceptQualificationRequest(
  tx: Transaction,
  accept: { request: string; value?: number | undefined },
): Promise<void> {
  const request = await existing(tx, accept.request);
  const type = await writableType(tx, request.type);
  const value = accept.value ?? 1;
  const step = advance(qualificationRequestMachine, request, { type: 'accept', now: tx.now, value });
  if (!step.taken) throw undecidable();
  await takeRequestStep(tx, step);
  await mailGrant(tx, request.worker, type, value);
}

/** RejectQualificationRequest (Q56). */
export async function rejectQualificationRequest(
  tx: Transaction,
  reject: { request: string; reason?: string | undefined },
): Promise<void> {
  const request = await existing(tx, reject.request);
  const type = await writableType(tx, request.type);
  const reason = reject.reason || undefined;
  const step = advance(qualificationRequestMachine, request, { type: 'reject', now: tx.now, reason });
  if (!step.taken) throw undecidable();
  await takeRequestStep(tx, step);
  const why = reason ? ` The requester's reason: ${reason}` : '';
  const text = `Your request for the Qualification "${type.name}" was rejected.${why}`;
  await mailWorker(tx, { worker: request.worker, subject: `Qualification refused: ${type.name}`, text });
}

/** The type is being deleted (Q43). */
export async function dropRequest(tx: Transaction, id: string): Promise<void> {
  const request = await existing(tx, id);
  const step = advance(qualificationRequestMachine, request, { type: 'typeDeleted', now: tx.now });
  if (step.taken) await takeRequestStep(tx, step);
}

/** Makes a step of a request's machine real. */
export async function takeRequestStep(
  tx: Transaction,
  step: Extract<Step<QualificationRequestRecord, QualificationRequestEffect>, { taken: true }>,
): Promise<QualificationRequestRecord> {
  const { record: request, effects } = step;
  tx.put('qualificationRequest', request.id, request);
  for (const effect of effects) await enact(tx, request, effect);
  return request;
}

async function enact(
  tx: Transaction,
  request: QualificationRequestRecord,
  effect: QualificationRequestEffect,
): Promise<void> {
  const { id, worker, owner: requester } = request;
  switch (effect.type) {
    case 'tell': {
      const reason = request.reason === undefined ? {} : { reason: request.reason };
      await tx.push(worker, effect.params.push, { id, type: request.type, ...reason }, { requester });
      return;
    }
    case 'announce':
      tx.emit(effect.params.event, { id, qualificationType: request.type, worker, requester });
      return;
    case 'grant':
    case 'close': {
      const type = await tx.get('qualificationType', request.type);
      const about = { id: request.type, name: type?.name ?? request.type };
      const { now } = tx;
      if (effect.type === 'close') await tellQualification(tx, worker, about, { type: 'close', now });
      else await tellQualification(tx, worker, about, { type: 'grant', now, value: request.value ?? 0 });
      return;
    }
    case 'refuse':
      return;
  }
}

async function existing(tx: Transaction, id: string): Promise<QualificationRequestRecord> {
  const request = await tx.get('qualificationRequest', id);
  if (request) return request;
  throw new Refused('QualificationRequestDoesNotExist', `QualificationRequest [${id}] does not exist.`);
}

/** 3.5: the API calls a pending request Submitted. */
const undecidable = () =>
  new Refused('InvalidQualificationRequestState', 'This operation can be called with a status of: Submitted');
