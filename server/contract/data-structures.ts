import { z } from 'zod';
import { actionsGuarded, comparators, currencyAmount, entityId, localeSchema, workerId } from './entities.ts';

/**
 * The data structures of the Requester API's answers, in the wire's members: JSON schemas are made of them and
 * answers are held against them. What may be absent is optional; no other member comes.
 */

/** Seconds since 1970, milliseconds as a fraction (2.4). */
const timestamp = z.number();
const count = z.int().min(0);
const text = z.string();

const locale = localeSchema.strict();

/** Answers always have the last two (Q112), requests need not. */
const qualificationRequirement = z.strictObject({
  QualificationTypeId: text,
  Comparator: z.enum(comparators),
  IntegerValues: z.array(z.int()).optional(),
  LocaleValues: z.array(locale).optional(),
  RequiredToPreview: z.boolean().optional(),
  ActionsGuarded: z.enum(actionsGuarded).optional(),
});

const qualificationType = z.strictObject({
  QualificationTypeId: entityId,
  CreationTime: timestamp,
  Name: text,
  Description: text,
  Keywords: text.optional(),
  QualificationTypeStatus: z.enum(['Active', 'Inactive']),
  Test: text.optional(),
  TestDurationInSeconds: z.int().min(1).optional(),
  AnswerKey: text.optional(),
  RetryDelayInSeconds: count.optional(),
  IsRequestable: z.boolean(),
  AutoGranted: z.boolean(),
  AutoGrantedValue: z.int().optional(),
});

const qualification = z.strictObject({
  QualificationTypeId: entityId,
  WorkerId: workerId,
  GrantTime: timestamp,
  IntegerValue: z.int(),
  Status: z.enum(['Granted', 'Revoked']),
});

const qualificationRequest = z.strictObject({
  QualificationRequestId: text,
  QualificationTypeId: entityId,
  WorkerId: workerId,
  Test: text.optional(),
  Answer: text.optional(),
  SubmitTime: timestamp,
});

const hit = z.strictObject({
  HITId: entityId,
  HITTypeId: entityId,
  HITGroupId: entityId,
  HITLayoutId: entityId.optional(),
  CreationTime: timestamp,
  Title: text,
  Description: text,
  Question: text,
  Keywords: text.optional(),
  HITStatus: z.enum(['Assignable', 'Unassignable', 'Reviewable', 'Reviewing', 'Disposed']),
  MaxAssignments: z.int().min(1),
  Reward: currencyAmount,
  AutoApprovalDelayInSeconds: count,
  Expiration: timestamp,
  AssignmentDurationInSeconds: count,
  RequesterAnnotation: text.optional(),
  QualificationRequirements: z.array(qualificationRequirement),
  HITReviewStatus: z.literal('NotReviewed'),
  NumberOfAssignmentsPending: count,
  NumberOfAssignmentsAvailable: count,
  NumberOfAssignmentsCompleted: count,
});

const assignment = z.strictObject({
  AssignmentId: entityId,
  WorkerId: workerId,
  HITId: entityId,
  AssignmentStatus: z.enum(['Submitted', 'Approved', 'Rejected']),
  AutoApprovalTime: timestamp,
  AcceptTime: timestamp,
  SubmitTime: timestamp,
  ApprovalTime: timestamp.optional(),
  RejectionTime: timestamp.optional(),
  Deadline: timestamp,
  Answer: text.optional(),
  RequesterFeedback: text.optional(),
});

const bonusPayment = z.strictObject({
  WorkerId: workerId,
  BonusAmount: currencyAmount,
  AssignmentId: entityId,
  Reason: text,
  GrantTime: timestamp,
});

const reviewResult = z.strictObject({
  ActionId: entityId,
  SubjectId: entityId,
  SubjectType: z.enum(['Assignment', 'HIT']),
  QuestionId: text.optional(),
  Key: text,
  Value: text,
});

const reviewAction = z.strictObject({
  ActionId: entityId,
  ActionName: z.enum(['review', 'approve', 'reject', 'extend']),
  TargetId: entityId,
  TargetType: z.enum(['Assignment', 'HIT']),
  Status: z.enum(['Intended', 'Succeeded', 'Failed', 'Cancelled']),
  CompleteTime: timestamp,
  Result: text.optional(),
  ErrorCode: text.optional(),
});

/** By the names that the API gives them. */
export const dataStructures = {
  Assignment: assignment,
  BonusPayment: bonusPayment,
  HIT: hit,
  Locale: locale,
  NotifyWorkersFailureStatus: z.strictObject({
    NotifyWorkersFailureCode: z.enum(['SoftFailure', 'HardFailure']),
    NotifyWorkersFailureMessage: text,
    WorkerId: workerId,
  }),
  Qualification: qualification,
  QualificationRequest: qualificationRequest,
  QualificationRequirement: qualificationRequirement,
  QualificationType: qualificationType,
  ReviewActionDetail: reviewAction,
  ReviewReport: z.strictObject({
    ReviewResults: z.array(reviewResult).optional(),
    ReviewActions: z.array(reviewAction).optional(),
  }),
  ReviewResultDetail: reviewResult,
  WorkerBlock: z.strictObject({ WorkerId: workerId, Reason: text }),
} as const;

export type DataStructureName = keyof typeof dataStructures;

/** The JSON schema of a data structure; undefined for a name that is none. */
export function dataStructureSchema(name: string): object | undefined {
  if (!Object.hasOwn(dataStructures, name)) return undefined;
  const schema = z.toJSONSchema(dataStructures[name as DataStructureName], { io: 'input' });
  return { title: name, ...schema };
}
