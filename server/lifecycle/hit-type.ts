import { createHash } from 'node:crypto';
import type { Requirement } from '../contract/entities.ts';
import type { HitTypeRecord } from '../contract/records.ts';
import { identity } from '../domain/requirement.ts';
import type { Transaction } from '../market/transaction.ts';
import { checkRequirable } from './requirements.ts';

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

/** The HIT type of these properties: one for equal ones of the same requester (1.2, D4). */
export async function findOrCreateHitType(
  tx: Transaction,
  { requester, properties }: { requester: string; properties: HitTypeProperties },
): Promise<HitTypeRecord> {
  await checkRequirable(tx, properties.requirements);
  const { keywords, ...rest } = properties;
  const id = idOf('type', requester, properties);
  const known = await tx.get('hitType', id);
  if (known) return known;
  const account = await tx.get('requester', requester);
  const hitType: HitTypeRecord = {
    id,
    groupId: idOf('group', requester, properties),
    requester,
    requesterName: account?.name ?? requester,
    ...rest,
    ...(keywords ? { keywords } : {}),
    createdAt: tx.now,
    gone: false,
  };
  tx.put('hitType', id, hitType);
  tx.emit('hit-type:created', { hitTypeId: id, requester });
  return hitType;
}

/** An id that follows from what it stands for, so that finding an equal type is one read. */
function idOf(kind: 'type' | 'group', requester: string, properties: HitTypeProperties): string {
  const { title, description, keywords, rewardMills } = properties;
  const { assignmentDurationSeconds, autoApprovalDelaySeconds, requirements } = properties;
  const texts = [kind, requester, title, description, keywords || null, identity(requirements)];
  const numbers = [rewardMills, assignmentDurationSeconds, autoApprovalDelaySeconds];
  const digest = createHash('sha256').update(JSON.stringify([...texts, ...numbers]));
  const letters = BigInt(`0x${digest.digest('hex')}`)
    .toString(36)
    .toUpperCase();
  return `3${letters.padStart(29, '0').slice(-29)}`;
}
