import { z } from 'zod';
import type { HitStatus } from '../records.ts';
import { assignmentSchema } from './assignment.ts';
import { anyIdSchema, dollarsSchema, instantSchema, nextTokenAnswer } from './basics.ts';
import { accessSchema, explanationSchema } from './eligibility.ts';

const hitStatuses = [
  'Assignable',
  'Unassignable',
  'Reviewable',
  'Reviewing',
  'Disposed',
] as const satisfies readonly HitStatus[];

export const hitSummarySchema = z.object({
  id: z.string(),
  group: z.string(),
  status: z.enum(hitStatuses),
  /** Assignments that nobody has taken. */
  places: z.int(),
  created: instantSchema,
  expiration: instantSchema,
});
export type HitSummary = z.output<typeof hitSummarySchema>;

export const hitsSchema = z.object({ hits: z.array(hitSummarySchema), ...nextTokenAnswer });

export const workerQuery = z.object({ worker: anyIdSchema.optional() });

/** A HIT with its question; with a worker also what that worker may do, and its assignment if it has one. */
export const hitPreviewSchema = hitSummarySchema.extend({
  hitTypeId: z.string(),
  title: z.string(),
  description: z.string(),
  keywords: z.string(),
  reward: dollarsSchema,
  requester: z.object({ id: z.string(), name: z.string() }),
  assignmentDurationInSeconds: z.int(),
  question: z.string(),
  access: accessSchema.optional(),
  unmet: explanationSchema.shape.unmet.optional(),
  reasons: explanationSchema.shape.reasons.optional(),
  assignment: assignmentSchema.optional(),
});
export type HitPreview = z.output<typeof hitPreviewSchema>;

export const byWorkerBody = z.strictObject({ worker: anyIdSchema });
