import type {
  AssignmentRecord,
  HitRecord,
  QualificationRecord,
  QualificationRequestRecord,
  WorkerRecord,
} from '../contract/records.ts';
import type { Assignment } from '../contract/schemas/assignment.ts';
import type { Group } from '../contract/schemas/group.ts';
import type { HitSummary } from '../contract/schemas/hit.ts';
import type { Qualification, QualificationRequest } from '../contract/schemas/qualification.ts';
import type { WorkerSummary } from '../contract/schemas/worker.ts';
import { dollars } from '../domain/money.ts';
import type { GroupView } from '../eligibility/eligibility-index.ts';

/** Records as the worker side of the wire shows them. */

export const instant = (ms: number): string => new Date(ms).toISOString();

export function assignmentView(record: AssignmentRecord): Assignment {
  return {
    id: record.id,
    hit: record.hit,
    hitTypeId: record.hitTypeId,
    worker: record.worker,
    status: record.state,
    acceptedAt: instant(record.acceptedAt),
    deadline: instant(record.deadline),
    reward: dollars(record.rewardMills),
    ...(record.submittedAt === undefined ? {} : { submittedAt: instant(record.submittedAt) }),
    ...(record.autoApprovalAt === undefined ? {} : { autoApprovalAt: instant(record.autoApprovalAt) }),
    ...(record.feedback === undefined ? {} : { feedback: record.feedback }),
  };
}

export function groupView(view: GroupView): Group {
  return {
    hitTypeId: view.hitTypeId,
    title: view.title,
    description: view.description,
    keywords: view.keywords ?? '',
    reward: dollars(view.rewardMills),
    requester: view.requester,
    assignmentDurationInSeconds: view.assignmentDurationSeconds,
    available: view.available,
    created: instant(view.created),
    access: view.access,
    unmet: view.unmet as Group['unmet'],
  };
}

export function placesOf(record: HitRecord): number {
  return Math.max(0, record.maxAssignments - record.pending - record.submitted - record.completed);
}

export function hitSummary(record: HitRecord): HitSummary {
  return {
    id: record.id,
    group: record.hitTypeId,
    status: record.state,
    places: placesOf(record),
    created: instant(record.createdAt),
    expiration: instant(record.expiration),
  };
}

/** A type that is gone has no name any more: its id stands for it (D5). */
export function qualificationView(record: QualificationRecord, name = record.type): Qualification {
  return {
    type: record.type,
    name,
    value: record.value ?? 0,
    grantedAt: instant(record.grantedAt ?? 0),
  };
}

export function qualificationRequestView(record: QualificationRequestRecord): QualificationRequest {
  return {
    id: record.id,
    type: record.type,
    state: shownState(record.state),
    requestedAt: instant(record.askedAt),
    ...(record.state === 'answering' && record.dueAt !== undefined ? { dueAt: instant(record.dueAt) } : {}),
    ...(record.reason === undefined ? {} : { reason: record.reason }),
  };
}

/** `asking` never outlives the commit that makes a request. */
export function shownState(state: QualificationRequestRecord['state']): QualificationRequest['state'] {
  return state === 'asking' ? 'pending' : state;
}

export function workerView(
  record: WorkerRecord,
  surroundings: { name: string; online: boolean },
): WorkerSummary {
  return {
    id: record.id,
    name: surroundings.name,
    created: instant(record.createdAt),
    locale: record.locale,
    adult: record.state.adult === 'yes',
    masters: record.state.masters === 'held',
    approved: record.approved,
    rejected: record.rejected,
    submitted: record.submitted,
    approvalRate: record.approvalRate,
    hitsApproved: record.approved,
    ...(record.requester === undefined ? {} : { requester: record.requester }),
    online: surroundings.online,
  };
}
