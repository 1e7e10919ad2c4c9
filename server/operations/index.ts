import { acceptQualificationRequest } from './accept-qualification-request.ts';
import { approveAssignment } from './approve-assignment.ts';
import { associateQualificationWithWorker } from './associate-qualification-with-worker.ts';
import { createHIT } from './create-hit.ts';
import { createHITType } from './create-hit-type.ts';
import { createHITWithHITType } from './create-hit-with-hit-type.ts';
import { createQualificationType } from './create-qualification-type.ts';
import { deleteQualificationType } from './delete-qualification-type.ts';
import { disassociateQualificationFromWorker } from './disassociate-qualification-from-worker.ts';
import { getAccountBalance } from './get-account-balance.ts';
import { getAssignment } from './get-assignment.ts';
import { getHIT } from './get-hit.ts';
import { getQualificationScore } from './get-qualification-score.ts';
import { getQualificationType } from './get-qualification-type.ts';
import { listAssignmentsForHIT } from './list-assignments-for-hit.ts';
import { listHITs } from './list-hits.ts';
import { listQualificationRequests } from './list-qualification-requests.ts';
import { listQualificationTypes } from './list-qualification-types.ts';
import { listReviewableHITs } from './list-reviewable-hits.ts';
import { listWorkersWithQualificationType } from './list-workers-with-qualification-type.ts';
import type { Operation } from './operation.ts';
import { rejectAssignment } from './reject-assignment.ts';
import { rejectQualificationRequest } from './reject-qualification-request.ts';
import { updateQualificationType } from './update-qualification-type.ts';

/** The operations of the Requester API, in alphabetical order. */
export const operations: readonly Operation[] = [
  acceptQualificationRequest,
  approveAssignment,
  associateQualificationWithWorker,
  createHIT,
  createHITType,
  createHITWithHITType,
  createQualificationType,
  deleteQualificationType,
  disassociateQualificationFromWorker,
  getAccountBalance,
  getAssignment,
  getHIT,
  getQualificationScore,
  getQualificationType,
  listAssignmentsForHIT,
  listHITs,
  listQualificationRequests,
  listQualificationTypes,
  listReviewableHITs,
  listWorkersWithQualificationType,
  rejectAssignment,
  rejectQualificationRequest,
  updateQualificationType,
];

const byName = new Map(operations.map((operation) => [operation.name, operation]));

/** The operation of a target; undefined for an unknown one. */
export function findOperation(name: string): Operation | undefined {
  return byName.get(name);
}
