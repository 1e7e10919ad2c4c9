import type { ActionsGuarded, Comparator, WireLocale } from '../../server/contract/entities.ts';

/** What the Requester API answers, as far as the pages show it. Times are seconds since 1970. */

export interface WireRequirement {
  readonly QualificationTypeId: string;
  readonly Comparator: Comparator;
  readonly IntegerValues?: readonly number[];
  readonly LocaleValues?: readonly WireLocale[];
  readonly ActionsGuarded?: ActionsGuarded;
}

export type HITStatus = 'Assignable' | 'Unassignable' | 'Reviewable' | 'Reviewing' | 'Disposed';

export interface HIT {
  readonly HITId: string;
  readonly HITTypeId: string;
  readonly CreationTime: number;
  readonly Title: string;
  readonly Description: string;
  readonly Keywords?: string;
  readonly Question: string;
  readonly HITStatus: HITStatus;
  readonly MaxAssignments: number;
  readonly Reward: string;
  readonly AutoApprovalDelayInSeconds: number;
  readonly Expiration: number;
  readonly AssignmentDurationInSeconds: number;
  readonly RequesterAnnotation?: string;
  readonly QualificationRequirements: readonly WireRequirement[];
  readonly NumberOfAssignmentsPending: number;
  readonly NumberOfAssignmentsAvailable: number;
  readonly NumberOfAssignmentsCompleted: number;
}

/** Submitted and not decided: the API says it only by what is left. */
export function undecidedOf(hit: HIT): number {
  const { NumberOfAssignmentsPending, NumberOfAssignmentsAvailable, NumberOfAssignmentsCompleted } = hit;
  const rest = NumberOfAssignmentsPending + NumberOfAssignmentsAvailable + NumberOfAssignmentsCompleted;
  return Math.max(0, hit.MaxAssignments - rest);
}

export type AssignmentStatus = 'Submitted' | 'Approved' | 'Rejected';

export interface WireAssignment {
  readonly AssignmentId: string;
  readonly WorkerId: string;
  readonly HITId: string;
  readonly AssignmentStatus: AssignmentStatus;
  readonly AutoApprovalTime?: number;
  readonly AcceptTime: number;
  readonly SubmitTime: number;
  readonly ApprovalTime?: number;
  readonly RejectionTime?: number;
  readonly Answer?: string;
  readonly RequesterFeedback?: string;
}

export interface QualificationType {
  readonly QualificationTypeId: string;
  readonly CreationTime: number;
  readonly Name: string;
  readonly Description: string;
  readonly Keywords?: string;
  readonly QualificationTypeStatus: 'Active' | 'Inactive';
  readonly Test?: string;
  readonly TestDurationInSeconds?: number;
  readonly AnswerKey?: string;
  readonly RetryDelayInSeconds?: number;
  readonly IsRequestable?: boolean;
  readonly AutoGranted: boolean;
  readonly AutoGrantedValue?: number;
}

export interface QualificationRequest {
  readonly QualificationRequestId: string;
  readonly QualificationTypeId: string;
  readonly WorkerId: string;
  readonly Test?: string;
  readonly Answer?: string;
  readonly SubmitTime: number;
}

export interface WireQualification {
  readonly QualificationTypeId: string;
  readonly WorkerId: string;
  readonly GrantTime: number;
  readonly IntegerValue?: number;
  readonly Status: 'Granted' | 'Revoked';
}

export interface WorkerBlock {
  readonly WorkerId: string;
  readonly Reason?: string;
}
