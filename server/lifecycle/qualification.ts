import { Refused } from '../contract/errors.ts';
import type { QualificationRecord, QualificationTypeRecord } from '../contract/records.ts';
import { advance } from '../machines/advance.ts';
import type { QualificationEvent } from '../machines/qualification.ts';
import { qualificationMachine } from '../machines/qualification.ts';
import { qualificationTypeMachine } from '../machines/qualification-type.ts';
import type { Transaction } from '../market/transaction.ts';
import { mailWorker } from './notification.ts';
import { typeDoesNotExist } from './requirements.ts';

/** AssociateQualificationWithWorker (Q68-Q73). */
export async function assignQualification(
  tx: Transaction,
  assign: { worker: string; type: string; value: number; mail: boolean },
): Promise<void> {
  const { worker, value } = assign;
  const type = await writableType(tx, assign.type);
  await tellQualification(tx, worker, type, { type: 'assign', now: tx.now, value });
  if (assign.mail) await mailGrant(tx, worker, type, value);
}

/** DisassociateQualificationFromWorker (Q74-Q77). */
export async function revokeQualification(
  tx: Transaction,
  revoke: { worker: string; type: string; reason?: string | undefined },
): Promise<void> {
  const type = await writableType(tx, revoke.type);
  const reason = revoke.reason || undefined;
  await tellQualification(tx, revoke.worker, type, { type: 'revoke', now: tx.now, reason });
  if (!reason) return;
  const text = `Your Qualification "${type.name}" was revoked. The requester's reason: ${reason}`;
  await mailWorker(tx, { worker: revoke.worker, subject: `Qualification revoked: ${type.name}`, text });
}

/** By the market itself; null revokes what is held. */
export async function setQualification(
  tx: Transaction,
  set: { worker: string; type: string; value: number | null },
): Promise<void> {
  const type = await writableType(tx, set.type);
  const { worker, value } = set;
  if (value === null) await tellQualification(tx, worker, type, { type: 'revoke', now: tx.now });
  else await tellQualification(tx, worker, type, { type: 'assign', now: tx.now, value });
}

export async function mailGrant(
  tx: Transaction,
  worker: string,
  type: QualificationTypeRecord,
  value: number,
): Promise<void> {
  const text = `You now hold the Qualification "${type.name}" with a value of ${value}.`;
  await mailWorker(tx, { worker, subject: `Qualification granted: ${type.name}`, text });
}

/** The type, unless a deletion forbids every write to it (Q46, Q47). */
export async function writableType(tx: Transaction, id: string): Promise<QualificationTypeRecord> {
  const type = await tx.get('qualificationType', id);
  if (!type) throw typeDoesNotExist(id);
  const step = advance(qualificationTypeMachine, type, { type: 'write', now: tx.now });
  if (step.taken) return type;
  throw new Refused(
    'InvalidQualificationTypeState',
    'This operation can be called with a status of: Active,Inactive',
  );
}

/** One worker's relation to a type, also before there was any. */
export async function relationOf(
  tx: Transaction,
  worker: string,
  type: string,
): Promise<QualificationRecord> {
  const known = await tx.get('qualification', `${worker}:${type}`);
  return known ?? { worker, type, state: { holding: 'none', asking: 'never' } };
}

/** Sends the machine of a worker's Qualification an event, and tells the worker what became of it. */
export async function tellQualification(
  tx: Transaction,
  worker: string,
  type: Pick<QualificationTypeRecord, 'id' | 'name'>,
  event: QualificationEvent,
): Promise<QualificationRecord> {
  const before = await relationOf(tx, worker, type.id);
  const step = advance(qualificationMachine, before, event);
  if (!step.taken) throw refusal(before, step.code);
  const { record } = step;
  tx.put('qualification', `${worker}:${type.id}`, record);
  for (const effect of step.effects) {
    if (effect.type !== 'tell') continue;
    const about = { type: type.id, name: type.name };
    if (effect.params.push !== 'qualification:revoked') {
      const request = event.type === 'grant' && before.openRequest;
      const asked = request ? { request } : {};
      await tx.push(worker, effect.params.push, { ...about, value: record.value ?? 0, ...asked });
      continue;
    }
    const reason = event.type === 'revoke' && event.reason ? { reason: event.reason } : {};
    await tx.push(worker, effect.params.push, { ...about, ...reason });
  }
  return record;
}

function refusal(record: QualificationRecord, code: string | undefined): Refused {
  if (code === 'InvalidQualificationState')
    return new Refused(code, 'This operation can be called with a status of: Granted');
  if (code === 'QualificationDoesNotExist')
    return new Refused(code, 'You requested a Qualification that does not exist.');
  throw new Error(`A Qualification in state ${JSON.stringify(record.state)} can't take this event.`);
}
