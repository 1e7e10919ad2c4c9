import { z } from 'zod';
import type { AssignmentState } from '../records.ts';
import { anyIdSchema, dollarsSchema, instantSchema, nextTokenAnswer } from './basics.ts';

const assignmentStates = [
  'Accepted',
  'Submitted',
  'Approved',
  'Rejected',
  'Returned',
  'Abandoned',
] as const satisfies readonly AssignmentState[];

export const assignmentSchema = z.object({
  id: z.string(),
  hit: z.string(),
  hitTypeId: z.string(),
  /** Of the HIT; in a worker's list alone, whose HITs may be gone from what it can browse. */
  title: z.string().optional(),
  worker: z.string(),
  status: z.enum(assignmentStates),
  acceptedAt: instantSchema,
  deadline: instantSchema,
  submittedAt: instantSchema.optional(),
  autoApprovalAt: instantSchema.optional(),
  feedback: z.string().optional(),
  reward: dollarsSchema,
});
export type Assignment = z.output<typeof assignmentSchema>;

export const assignmentsSchema = z.object({ assignments: z.array(assignmentSchema), ...nextTokenAnswer });

/** A QuestionFormAnswers document as text, or the fields of a form by QuestionIdentifier. */
export const answerSchema = z.union([
  z.string(),
  z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]),
  ),
]);
export type GivenAnswer = z.output<typeof answerSchema>;

export const submitBody = z.strictObject({ worker: anyIdSchema, answer: answerSchema });

export const earningsSchema = z.object({
  /** Rewards of approved work. */
  earned: dollarsSchema,
  /** Rewards of submitted work that is not decided. */
  pending: dollarsSchema,
  bonuses: dollarsSchema,
  /** Ever submitted. */
  assignments: z.int(),
  /** Spent between accepting and submitting. */
  hours: z.number(),
  /** Earned and bonuses by hour worked; null before any. */
  perHour: dollarsSchema.nullable(),
  approvalRate: z.int(),
  hitsApproved: z.int(),
});
