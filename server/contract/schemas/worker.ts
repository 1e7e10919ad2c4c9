import { z } from 'zod';
import { limits } from '../limits.ts';
import {
  accessKeyIdSchema,
  anyIdSchema,
  countSchema,
  instantSchema,
  int32Schema,
  newWorkerIdSchema,
  nextTokenAnswer,
  placeSchema,
  seedSchema,
} from './basics.ts';
import { qualificationSchema } from './qualification.ts';

const systemMembers = {
  locale: placeSchema.optional(),
  adult: z.boolean().optional(),
  approved: countSchema.optional(),
  rejected: countSchema.optional(),
  /** Absent: as many as were approved and rejected. */
  submitted: countSchema.optional(),
  masters: z.boolean().optional(),
  /** The worker's own requester account. */
  requester: accessKeyIdSchema.optional(),
};

export const workerSpecSchema = z.strictObject({
  id: newWorkerIdSchema.optional(),
  name: z.string().min(1).max(128).optional(),
  ...systemMembers,
  qualifications: z
    .array(z.strictObject({ type: anyIdSchema, value: int32Schema.default(1) }))
    .max(limits.qualificationsPerChangeMax)
    .optional(),
});
export type WorkerSpecInput = z.output<typeof workerSpecSchema>;

export const mintBody = z.union([
  z.strictObject({ workers: z.array(workerSpecSchema).min(1).max(limits.workersPerRequestMax) }),
  z.strictObject({ count: z.int().min(1).max(limits.workersPerRequestMax), seed: seedSchema.optional() }),
]);
export type MintBody = z.output<typeof mintBody>;

/** Qualifications are merged; a null value revokes. */
export const workerPatch = z.strictObject({
  name: z.string().min(1).max(128).optional(),
  ...systemMembers,
  qualifications: z
    .array(z.strictObject({ type: anyIdSchema, value: int32Schema.nullable().default(1) }))
    .max(limits.qualificationsPerChangeMax)
    .optional(),
});
export type WorkerPatch = z.output<typeof workerPatch>;

export const workerSchema = z.object({
  id: z.string(),
  name: z.string(),
  created: instantSchema,
  locale: placeSchema,
  adult: z.boolean(),
  masters: z.boolean(),
  approved: z.int(),
  rejected: z.int(),
  submitted: z.int(),
  /** In percent; 100 below 100 submissions. */
  approvalRate: z.int(),
  hitsApproved: z.int(),
  requester: z.string().optional(),
  online: z.boolean(),
});
export type WorkerSummary = z.output<typeof workerSchema>;

export const workerDetailSchema = workerSchema.extend({ qualifications: z.array(qualificationSchema) });
export type WorkerDetail = z.output<typeof workerDetailSchema>;

export const workersSchema = z.object({ workers: z.array(workerSchema), ...nextTokenAnswer });
export const mintedSchema = z.object({ workers: z.array(workerSchema) });

export const tokenBody = z.strictObject({
  ttlSeconds: z.int().min(1).max(limits.tokenSecondsMax).default(limits.tokenSecondsStandard),
});
/** `expiresAt` is wall time. */
export const tokenSchema = z.object({ token: z.string(), expiresAt: instantSchema });
