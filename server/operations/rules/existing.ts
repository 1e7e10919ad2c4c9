import { invalidValue, Refused } from '../../contract/errors.ts';
import type {
  AssignmentRecord,
  HitRecord,
  HitTypeRecord,
  QualificationRequestRecord,
  QualificationTypeRecord,
  WorkerRecord,
} from '../../contract/records.ts';
import { systemValueOf } from '../../contract/system-types.ts';
import { createWorker } from '../../lifecycle/worker.ts';
import type { Call } from '../operation.ts';

/**
 * Existence and ownership (checks 6 and 7 of 1.0). HITs, HIT types, assignments and requests of others are as
 * if they did not exist; Qualification types of others are visible, and only their owner may change them.
 */

/** Where a worker lives of whom nobody said it (setting `unknownWorkers: "create"`). */
const unsaidLocale = { country: 'US' } as const;

export async function ownHit({ tx, requester }: Call, id: string): Promise<HitRecord> {
  const hit = await tx.get('hit', id);
  if (hit?.requester === requester) return hit;
  throw hitDoesNotExist(id);
}

/** As `ownHit`, where a deleted HIT answers as an unknown one (D10). */
export async function ownUndeletedHit(call: Call, id: string): Promise<HitRecord> {
  const hit = await ownHit(call, id);
  if (hit.state === 'Disposed') throw hitDoesNotExist(id);
  return hit;
}

export function hitDoesNotExist(id: string): Refused {
  return new Refused('HITDoesNotExist', `Hit ${id} does not exist.`);
}

export async function ownAssignment({ tx, requester }: Call, id: string): Promise<AssignmentRecord> {
  const assignment = await tx.get('assignment', id);
  if (assignment?.requester === requester) return assignment;
  throw assignmentDoesNotExist(id);
}

export function assignmentDoesNotExist(id: string): Refused {
  return new Refused('AssignmentDoesNotExist', `Assignment [${id}] does not exist.`);
}

/** A HIT type that is there to be used: own, and not gone with a Qualification type (Q45). */
export async function ownHitType({ tx, requester }: Call, id: string): Promise<HitTypeRecord> {
  const hitType = await tx.get('hitType', id);
  if (hitType?.requester === requester && !hitType.gone) return hitType;
  throw new Refused('HITTypeDoesNotExist', `HITType [${id}] does not exist.`);
}

export async function ownQualificationRequest(
  { tx, requester }: Call,
  id: string,
): Promise<QualificationRequestRecord> {
  const request = isEntityId(id) ? await tx.get('qualificationRequest', id) : undefined;
  if (request?.owner === requester) return request;
  throw new Refused('QualificationRequestDoesNotExist', `QualificationRequest [${id}] does not exist.`);
}

/** What no record can be called, and no key of the store could hold. */
function isEntityId(id: string): boolean {
  return /^[A-Z0-9]{1,64}$/.test(id);
}

/** An own or foreign type's record; `system` stands for a type of the system. */
export async function existingType({ tx }: Call, id: string): Promise<QualificationTypeRecord | 'system'> {
  if (systemValueOf(id, tx.environment) !== undefined) return 'system';
  const type = isEntityId(id) ? await tx.get('qualificationType', id) : undefined;
  if (type) return type;
  throw new Refused('QualificationTypeDoesNotExist', `QualificationType [${id}] does not exist.`);
}

/** Q24, Q94. */
export function mustOwn(
  type: QualificationTypeRecord | 'system',
  { requester }: Call,
): QualificationTypeRecord {
  if (type !== 'system' && type.owner === requester) return type;
  throw new Refused(
    'PermissionDeniedException',
    'This user is not authorized to perform the requested operation.',
  );
}

export async function ownType(call: Call, id: string): Promise<QualificationTypeRecord> {
  return mustOwn(await existingType(call, id), call);
}

/** A worker named by a requester; unknown ones are refused or made, as the market is set. */
export async function namedWorker(
  { tx }: Call,
  id: string,
  refusal: (id: string) => Refused = (given) => invalidValue('WorkerId', given),
): Promise<WorkerRecord> {
  const worker = await tx.get('worker', id);
  if (worker) return worker;
  if (tx.settings.unknownWorkers === 'refuse') throw refusal(id);
  return createWorker(tx, { id, seed: tx.ids.uint32(), locale: unsaidLocale });
}
