import type { HitRecord, HitTypeRecord, ReviewPolicyRecord } from '../contract/records.ts';
import type { Transaction } from '../market/transaction.ts';

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

export async function createHit(_tx: Transaction, _spec: HitSpec): Promise<HitRecord> {
  throw new Error('being written');
}

export async function expireHit(_tx: Transaction, _hit: string): Promise<void> {
  throw new Error('being written');
}

/** `expireAt` in epoch ms, in the future. */
export async function extendHit(
  _tx: Transaction,
  _extension: { hit: string; expireAt?: number | undefined; additionalAssignments?: number | undefined },
): Promise<void> {
  throw new Error('being written');
}

export async function reviewHit(_tx: Transaction, _review: { hit: string; revert: boolean }): Promise<void> {
  throw new Error('being written');
}

export async function disposeHit(_tx: Transaction, _hit: string): Promise<void> {
  throw new Error('being written');
}

export async function changeHitType(
  _tx: Transaction,
  _change: { hit: string; hitType: HitTypeRecord },
): Promise<void> {
  throw new Error('being written');
}
