import { Refused } from '../contract/errors.ts';
import type { HitRecord, HitTypeRecord, RequesterRecord } from '../contract/records.ts';
import { systemValueOf } from '../contract/system-types.ts';
import { assignmentFeeMills } from '../domain/money.ts';
import { availableOf } from '../machines/hit.ts';
import type { Transaction } from '../market/transaction.ts';

/**
 * A requester's money (8.3, 8.4). In production what a HIT may still cost is held and what is paid is spent; in the
 * sandbox nothing moves.
 */

/** Fee per assignment of a HIT of this type, in mills. */
export function feeOf(tx: Transaction, hitType: HitTypeRecord, largeBatch: boolean): number {
  const masters = hitType.requirements.some(
    ({ QualificationTypeId, Comparator }) =>
      Comparator !== 'DoesNotExist' && systemValueOf(QualificationTypeId, tx.environment) === 'masters',
  );
  return assignmentFeeMills({ rewardMills: hitType.rewardMills, largeBatch, masters });
}

/** What is held for a HIT: its undecided work and, while its lifetime runs, its free places. */
export function heldFor(hit: HitRecord, hitType: HitTypeRecord): number {
  const places = hit.pending + hit.submitted + (hit.expired ? 0 : availableOf(hit));
  return places * (hitType.rewardMills + hit.feeMills);
}

/** Holds more, or less where `mills` is negative. */
export async function hold(tx: Transaction, requester: string, mills: number): Promise<void> {
  if (tx.environment === 'sandbox' || mills === 0) return;
  const account = await tx.get('requester', requester);
  if (!account || spare(account) < mills) throw insufficientFunds();
  tx.put('requester', requester, { ...account, heldMills: account.heldMills + mills });
}

/** Spends what is not held. */
export async function spend(tx: Transaction, requester: string, mills: number): Promise<void> {
  if (tx.environment === 'sandbox') return;
  const account = await tx.get('requester', requester);
  if (!account || spare(account) < mills) throw insufficientFunds();
  tx.put('requester', requester, { ...account, balanceMills: account.balanceMills - mills });
}

/** AvailableBalance (1.17), in mills. */
export function spare(account: RequesterRecord): number {
  return account.balanceMills - account.heldMills;
}

function insufficientFunds(): Refused {
  return new Refused(
    'InsufficientFunds',
    'This Requester has insufficient funds in their account to complete this transaction. Please visit https://requester.mturk.com/prepayments/new to purchase Prepaid HITs.',
  );
}
