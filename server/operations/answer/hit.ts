import type { HitContentRecord, HitRecord, HitTypeRecord } from '../../contract/records.ts';
import { dollars } from '../../domain/money.ts';
import { wireRequirement } from '../../domain/requirement.ts';
import type { Transaction } from '../../market/transaction.ts';
import type { Call } from '../operation.ts';
import { seconds } from './time.ts';

/** A HIT in the wire's members; the same in every answer that shows one whole (1.1). */
function wireHit(hit: HitRecord, content: HitContentRecord, hitType: HitTypeRecord) {
  return {
    HITId: hit.id,
    HITTypeId: hit.hitTypeId,
    HITGroupId: hitType.groupId,
    ...(content.layoutId !== undefined && { HITLayoutId: content.layoutId }),
    CreationTime: seconds(hit.createdAt),
    Title: hitType.title,
    Description: hitType.description,
    Question: content.question,
    ...(hitType.keywords !== undefined && { Keywords: hitType.keywords }),
    HITStatus: hit.state,
    MaxAssignments: hit.maxAssignments,
    Reward: dollars(hitType.rewardMills),
    AutoApprovalDelayInSeconds: hitType.autoApprovalDelaySeconds,
    Expiration: seconds(hit.expiration),
    AssignmentDurationInSeconds: hitType.assignmentDurationSeconds,
    ...(hit.annotation !== undefined && { RequesterAnnotation: hit.annotation }),
    QualificationRequirements: hitType.requirements.map(wireRequirement),
    HITReviewStatus: 'NotReviewed',
    NumberOfAssignmentsPending: hit.pending,
    NumberOfAssignmentsAvailable: availableOf(hit),
    NumberOfAssignmentsCompleted: hit.completed,
  };
}

/** D11: what is left, also after the HIT has expired. */
function availableOf({ maxAssignments, pending, submitted, completed }: HitRecord): number {
  return Math.max(0, maxAssignments - pending - submitted - completed);
}

export async function showHit(tx: Transaction, hit: HitRecord) {
  const [content, hitType] = await Promise.all([
    tx.get('hitContent', hit.id),
    tx.get('hitType', hit.hitTypeId),
  ]);
  if (!content || !hitType) throw new Error(`HIT ${hit.id} has lost its content or its type`);
  return wireHit(hit, content, hitType);
}

/** The HITs with these ids, undefined for each that `keep` leaves out or that is gone. */
export async function showHits({ tx }: Call, ids: readonly string[]) {
  const hits = await tx.peekAll('hit', ids);
  const typeIds = [...new Set(hits.flatMap((hit) => (hit ? [hit.hitTypeId] : [])))];
  const [contents, types] = await Promise.all([
    tx.peekAll('hitContent', ids),
    tx.peekAll('hitType', typeIds),
  ]);
  const typeOf = new Map(typeIds.map((id, at) => [id, types[at]]));
  return hits.map((hit, at) => {
    const content = contents[at];
    const hitType = hit && typeOf.get(hit.hitTypeId);
    return hit && content && hitType ? wireHit(hit, content, hitType) : undefined;
  });
}
