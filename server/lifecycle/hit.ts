import type { ErrorCode } from '../contract/errors.ts';
import { Refused } from '../contract/errors.ts';
import type { HitRecord, HitTypeRecord, ReviewPolicyRecord } from '../contract/records.ts';
import { advance } from '../machines/advance.ts';
import type { HitEvent } from '../machines/hit.ts';
import { hitMachine, largeBatchMin } from '../machines/hit.ts';
import { newEntityId } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';
import { feeOf, heldFor, hold } from './account.ts';
import { freeTypes, hitTypeOf, takeHitStep } from './hit-step.ts';
import { notifyRequester } from './notification.ts';
import { checkRequirable } from './requirements.ts';

export interface HitSpec {
  readonly requester: string;
  readonly hitType: HitTypeRecord;
  readonly question: string;
  readonly maxAssignments: number;
  readonly lifetimeSeconds: number;
  readonly annotation?: string | undefined;
  readonly layoutId?: string | undefined;
  readonly assignmentReviewPolicy?: ReviewPolicyRecord | undefined;
  readonly hitReviewPolicy?: ReviewPolicyRecord | undefined;
}

/** CreateHIT, CreateHITWithHITType (1.1, 1.3): holds the whole cost. */
export async function createHit(tx: Transaction, spec: HitSpec): Promise<HitRecord> {
  const { hitType, requester } = spec;
  await checkUsable(tx, hitType);
  const largeBatch = spec.maxAssignments >= largeBatchMin;
  const hit: HitRecord = {
    id: newEntityId(tx.ids),
    hitTypeId: hitType.id,
    requester,
    state: 'Assignable',
    createdAt: tx.now,
    expiration: tx.now + spec.lifetimeSeconds * 1000,
    expired: false,
    maxAssignments: spec.maxAssignments,
    pending: 0,
    submitted: 0,
    completed: 0,
    everAccepted: false,
    largeBatch,
    feeMills: feeOf(tx, hitType, largeBatch),
    ...(spec.annotation === undefined ? {} : { annotation: spec.annotation }),
    hasReviewPolicies: spec.assignmentReviewPolicy !== undefined || spec.hitReviewPolicy !== undefined,
  };
  await hold(tx, requester, heldFor(hit, hitType));
  await write(tx, hit, spec);
  tx.emit('hit:created', { hit: hit.id, hitTypeId: hitType.id, requester });
  await notifyRequester(tx, { hitType, hit: hit.id, event: 'HITCreated' });
  return hit;
}

async function write(tx: Transaction, hit: HitRecord, spec: HitSpec): Promise<void> {
  const { question, layoutId, assignmentReviewPolicy, hitReviewPolicy } = spec;
  await Promise.all([tx.get('hit', hit.id), tx.get('hitContent', hit.id)]);
  tx.put('hit', hit.id, hit);
  tx.put('hitContent', hit.id, {
    question,
    ...(layoutId === undefined ? {} : { layoutId }),
    ...(assignmentReviewPolicy === undefined ? {} : { assignmentReviewPolicy }),
    ...(hitReviewPolicy === undefined ? {} : { hitReviewPolicy }),
  });
}

/** Q40, Q45: a HIT type can go out of use with the Qualification types it requires. */
async function checkUsable(tx: Transaction, hitType: HitTypeRecord): Promise<void> {
  if (hitType.gone) throw new Refused('HITTypeDoesNotExist', `HITType [${hitType.id}] does not exist.`);
  await checkRequirable(tx, hitType.requirements);
}

/** UpdateExpirationForHIT with a time that is past (1.13): at once, and as often as one likes. */
export async function expireHit(tx: Transaction, hit: string): Promise<void> {
  await move(tx, hit, { type: 'expire', now: tx.now }, 'Assignable, Unassignable, Reviewable');
}

/** More assignments, more time, or both (1.12, 1.13); `expireAt` in epoch ms, in the future. */
export async function extendHit(
  tx: Transaction,
  extension: { hit: string; expireAt?: number | undefined; additionalAssignments?: number | undefined },
): Promise<void> {
  const { hit, expireAt, additionalAssignments: count } = extension;
  const states = 'Assignable, Unassignable, Reviewable';
  if (count !== undefined) await move(tx, hit, { type: 'addAssignments', now: tx.now, count }, states);
  if (expireAt !== undefined) await move(tx, hit, { type: 'extendTime', now: tx.now, expireAt }, states);
}

/** UpdateHITReviewStatus (1.14). */
export async function reviewHit(tx: Transaction, review: { hit: string; revert: boolean }): Promise<void> {
  if (review.revert) await move(tx, review.hit, { type: 'revert', now: tx.now }, 'Reviewing');
  else await move(tx, review.hit, { type: 'review', now: tx.now }, 'Reviewable');
}

/** DeleteHIT (1.16). */
export async function disposeHit(tx: Transaction, hit: string): Promise<void> {
  await move(tx, hit, { type: 'dispose', now: tx.now }, 'Reviewing, Reviewable');
}

/** UpdateHITTypeOfHIT (1.15): what is held is reckoned anew (D41). */
export async function changeHitType(
  tx: Transaction,
  { hit, hitType }: { hit: string; hitType: HitTypeRecord },
): Promise<void> {
  await checkUsable(tx, hitType);
  const before = await existing(tx, hit);
  const feeMills = feeOf(tx, hitType, before.largeBatch);
  await move(tx, hit, { type: 'changeType', now: tx.now, hitTypeId: hitType.id, feeMills }, 'Assignable');
  const { requester, hitTypeId: previous } = before;
  tx.emit('hit:type-changed', { hit, hitTypeId: hitType.id, previous, requester });
  await freeTypes(tx, await hitTypeOf(tx, before));
}

/** Sends a HIT's machine an event; `states` are those that a refusal names (3.5). */
async function move(tx: Transaction, id: string, event: HitEvent, states: string): Promise<void> {
  const hit = await existing(tx, id);
  const step = advance(hitMachine, hit, event);
  if (!step.taken) throw refusal(hit, step.code, states);
  await takeHitStep(tx, hit, step);
}

async function existing(tx: Transaction, id: string): Promise<HitRecord> {
  const hit = await tx.get('hit', id);
  if (!hit) throw new Refused('HITDoesNotExist', `Hit ${id} does not exist.`);
  return hit;
}

function refusal(hit: HitRecord, code: ErrorCode | undefined, states: string): Refused {
  if (code === 'InvalidMaximumAssignmentsIncrease') {
    return new Refused(
      code,
      `A HIT created with fewer than ${largeBatchMin} assignments cannot be extended to ${largeBatchMin} or more assignments.`,
    );
  }
  return new Refused(
    'InvalidHITState',
    `This HIT is currently in the state '${hit.state}'.  This operation can be called with a status of: ${states}`,
  );
}
