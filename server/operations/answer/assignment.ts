import type { AssignmentRecord } from '../../contract/records.ts';
import { seconds } from './time.ts';

type Submitted = AssignmentRecord & { readonly submittedAt: number; readonly autoApprovalAt: number };

/** Only submitted work is shown; accepted, returned and abandoned assignments never are (1.8). */
export function isShown(assignment: AssignmentRecord): assignment is Submitted {
  return ['Submitted', 'Approved', 'Rejected'].includes(assignment.state);
}

export function wireAssignment(assignment: Submitted) {
  const { approvedAt, rejectedAt, answer, feedback } = assignment;
  return {
    AssignmentId: assignment.id,
    WorkerId: assignment.worker,
    HITId: assignment.hit,
    AssignmentStatus: assignment.state,
    AutoApprovalTime: seconds(assignment.autoApprovalAt),
    AcceptTime: seconds(assignment.acceptedAt),
    SubmitTime: seconds(assignment.submittedAt),
    ...(approvedAt !== undefined && { ApprovalTime: seconds(approvedAt) }),
    ...(rejectedAt !== undefined && { RejectionTime: seconds(rejectedAt) }),
    Deadline: seconds(assignment.deadline),
    ...(answer !== undefined && { Answer: answer }),
    ...(feedback !== undefined && { RequesterFeedback: feedback }),
  };
}
