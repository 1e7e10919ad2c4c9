import type { FeedEventName } from '../contract/events.ts';
import type { HitRecord, HitTypeRecord } from '../contract/records.ts';
import { advance } from '../machines/advance.ts';
import type { HitAnnouncement, HitEffect } from '../machines/hit.ts';
import { hitMachine } from '../machines/hit.ts';
import type { Step } from '../machines/machine.ts';
import { qualificationTypeMachine } from '../machines/qualification-type.ts';
import type { Transaction } from '../market/transaction.ts';
import { heldFor, hold } from './account.ts';
import type { NoticeType } from './notification.ts';
import { notifyRequester } from './notification.ts';
import { takeTypeStep } from './qualification-type-step.ts';
import { ownTypesIn } from './requirements.ts';
import { scheduleReview } from './review-report.ts';

/** Which of a HIT's events requesters can be notified of (8.1). */
const notices: Partial<Record<FeedEventName, NoticeType>> = {
  'hit:extended': 'HITExtended',
  'hit:expired': 'HITExpired',
  'hit:reviewable': 'HITReviewable',
  'hit:disposed': 'HITDisposed',
};

export async function hitTypeOf(
  tx: Transaction,
  hit: { readonly hitTypeId: string },
): Promise<HitTypeRecord> {
  const hitType = await tx.get('hitType', hit.hitTypeId);
  if (!hitType) throw new Error(`HIT type ${hit.hitTypeId} of a HIT is missing.`);
  return hitType;
}

/** Makes a step of a HIT's machine real: the record, the money held for it, and who hears of it. */
export async function takeHitStep(
  tx: Transaction,
  before: HitRecord,
  step: Extract<Step<HitRecord, HitEffect>, { taken: true }>,
): Promise<HitRecord> {
  const { record: after, effects } = step;
  const hitType = await hitTypeOf(tx, after);
  const oldType = before.hitTypeId === after.hitTypeId ? hitType : await hitTypeOf(tx, before);
  await hold(tx, after.requester, heldFor(after, hitType) - heldFor(before, oldType));
  tx.put('hit', after.id, after);
  for (const effect of effects) {
    if (effect.type === 'announce') await announce(tx, after, hitType, effect.params.event);
  }
  return after;
}

/** Something happened to a HIT's assignment, which its machine never refuses. */
export async function tellHit(
  tx: Transaction,
  id: string,
  event: 'accept' | 'submit' | 'release' | 'decide',
): Promise<HitRecord> {
  const hit = await tx.get('hit', id);
  const step = hit && advance(hitMachine, hit, { type: event, now: tx.now });
  if (!step?.taken) throw new Error(`HIT ${id} in state ${hit?.state} can't take "${event}".`);
  return takeHitStep(tx, hit as HitRecord, step);
}

async function announce(
  tx: Transaction,
  hit: HitRecord,
  hitType: HitTypeRecord,
  event: HitAnnouncement,
): Promise<void> {
  tx.emit(event, { hit: hit.id, hitTypeId: hit.hitTypeId, requester: hit.requester });
  const notice = notices[event];
  if (notice) await notifyRequester(tx, { hitType, hit: hit.id, event: notice });
  if (event === 'hit:disposed') await freeTypes(tx, hitType);
  if (event === 'hit:reviewable') await scheduleReview(tx, hit);
}

/** Deletions of Qualification types that waited for a HIT of this type may go on (Q45). */
export async function freeTypes(tx: Transaction, hitType: HitTypeRecord): Promise<void> {
  for (const type of await tx.getAll('qualificationType', ownTypesIn(tx, hitType.requirements))) {
    if (!type) continue;
    const step = advance(qualificationTypeMachine, type, { type: 'hitGone', now: tx.now });
    if (step.taken) takeTypeStep(tx, step);
  }
}
