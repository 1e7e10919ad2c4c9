import { acceptQualificationRequest } from './accept-qualification-request.ts';
import { approveAssignment } from './approve-assignment.ts';
import { associateQualificationWithWorker } from './associate-qualification-with-worker.ts';
import { createAdditionalAssignmentsForHIT } from './create-additional-assignments-for-hit.ts';
import { createHIT } from './create-hit.ts';
import { createHITType } from './create-hit-type.ts';
import { createHITWithHITType } from './create-hit-with-hit-type.ts';
import { createQualificationType } from './create-qualification-type.ts';
import { createWorkerBlock } from './create-worker-block.ts';
import { deleteHIT } from './delete-hit.ts';
import { deleteQualificationType } from './delete-qualification-type.ts';
import { deleteWorkerBlock } from './delete-worker-block.ts';
import { disassociateQualificationFromWorker } from './disassociate-qualification-from-worker.ts';
import { getAccountBalance } from './get-account-balance.ts';
import { getAssignment } from './get-assignment.ts';
import { getFileUploadURL } from './get-file-upload-url.ts';
import { getHIT } from './get-hit.ts';
import { getQualificationScore } from './get-qualification-score.ts';
import { getQualificationType } from './get-qualification-type.ts';
import { listAssignmentsForHIT } from './list-assignments-for-hit.ts';
import { listBonusPayments } from './list-bonus-payments.ts';
import { listHITs } from './list-hits.ts';
import { listHITsForQualificationType } from './list-hits-for-qualification-type.ts';
import { listQualificationRequests } from './list-qualification-requests.ts';
import { listQualificationTypes } from './list-qualification-types.ts';
import { listReviewPolicyResultsForHIT } from './list-review-policy-results-for-hit.ts';
import { listReviewableHITs } from './list-reviewable-hits.ts';
import { listWorkerBlocks } from './list-worker-blocks.ts';
import { listWorkersWithQualificationType } from './list-workers-with-qualification-type.ts';
import { notifyWorkers } from './notify-workers.ts';
import { oldOperations } from './old-names.ts';
import type { Operation } from './operation.ts';
import { rejectAssignment } from './reject-assignment.ts';
import { rejectQualificationRequest } from './reject-qualification-request.ts';
import { sendBonus } from './send-bonus.ts';
import { sendTestEventNotification } from './send-test-event-notification.ts';
import { updateExpirationForHIT } from './update-expiration-for-hit.ts';
import { updateHITReviewStatus } from './update-hit-review-status.ts';
import { updateHITTypeOfHIT } from './update-hit-type-of-hit.ts';
import { updateNotificationSettings } from './update-notification-settings.ts';
import { updateQualificationType } from './update-qualification-type.ts';

/** The operations of the Requester API of 2017-01-17, in alphabetical order. */
export const operations: readonly Operation[] = [
  acceptQualificationRequest,
  approveAssignment,
  associateQualificationWithWorker,
  createAdditionalAssignmentsForHIT,
  createHIT,
  createHITType,
  createHITWithHITType,
  createQualificationType,
  createWorkerBlock,
  deleteHIT,
  deleteQualificationType,
  deleteWorkerBlock,
  disassociateQualificationFromWorker,
  getAccountBalance,
  getAssignment,
  getFileUploadURL,
  getHIT,
  getQualificationScore,
  getQualificationType,
  listAssignmentsForHIT,
  listBonusPayments,
  listHITs,
  listHITsForQualificationType,
  listQualificationRequests,
  listQualificationTypes,
  listReviewPolicyResultsForHIT,
  listReviewableHITs,
  listWorkerBlocks,
  listWorkersWithQualificationType,
  notifyWorkers,
  rejectAssignment,
  rejectQualificationRequest,
  sendBonus,
  sendTestEventNotification,
  updateExpirationForHIT,
  updateHITReviewStatus,
  updateHITTypeOfHIT,
  updateNotificationSettings,
  updateQualificationType,
];

/** Old names come last: where one is today's name too, it also takes the old members. */
const byName = new Map([...operations, ...oldOperations].map((operation) => [operation.name, operation]));

/** The operation of a target, today's or an old one; undefined for an unknown name. */
export function findOperation(name: string): Operation | undefined {
  return byName.get(name);
}
