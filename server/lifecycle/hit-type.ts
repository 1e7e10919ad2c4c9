import type { Requirement } from '../contract/entities.ts';
import type { HitTypeRecord } from '../contract/records.ts';
import type { Transaction } from '../market/transaction.ts';

/** What makes a HIT type what it is (6.5), with defaults filled in. */
export interface HitTypeProperties {
  readonly title: string;
  readonly description: string;
  readonly keywords?: string | undefined;
  readonly rewardMills: number;
  readonly assignmentDurationSeconds: number;
  readonly autoApprovalDelaySeconds: number;
  readonly requirements: readonly Requirement[];
}

export async function findOrCreateHitType(
  _tx: Transaction,
  _wanted: { requester: string; properties: HitTypeProperties },
): Promise<HitTypeRecord> {
  throw new Error('being written');
}
