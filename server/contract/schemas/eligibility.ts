import { z } from 'zod';
import {
  accessLevels,
  actionsGuarded,
  comparators,
  localeSchema,
  obstacles,
  qualificationRequirementSchema,
} from '../entities.ts';
import { limits } from '../limits.ts';
import { anyIdSchema, nextTokenAnswer, placeSchema, tokenQuery } from './basics.ts';

export const accessSchema = z.enum(accessLevels);

/** A requirement as answers show it: what it guards is always said. */
export const requirementSchema = z.object({
  QualificationTypeId: z.string(),
  Comparator: z.enum(comparators),
  IntegerValues: z.array(z.int()).optional(),
  LocaleValues: z.array(localeSchema).optional(),
  ActionsGuarded: z.enum(actionsGuarded),
});

export const unmetSchema = z.object({
  requirement: requirementSchema,
  value: z.union([z.int(), placeSchema]).nullable(),
  guards: z.enum(actionsGuarded),
  text: z.string(),
});

export const explanationSchema = z.object({
  access: accessSchema,
  unmet: z.array(unmetSchema),
  reasons: z.array(z.enum(obstacles)),
});

export const checkQuery = z.object({ worker: anyIdSchema, hit: anyIdSchema });

const explain = z.boolean().optional();
const ids = z.array(z.string()).max(limits.checksPerRequestMax);

export const checksBody = z.union([
  z.strictObject({
    checks: z.array(z.object({ worker: z.string(), hit: z.string() })).max(limits.checksPerRequestMax),
    explain,
  }),
  z.strictObject({ worker: z.string(), hits: ids, explain }),
  z.strictObject({ hit: z.string(), workers: ids, explain }),
]);
export type ChecksBody = z.output<typeof checksBody>;

export const checkResultSchema = z.union([
  z.object({
    access: accessSchema,
    unmet: z.array(unmetSchema).optional(),
    reasons: z.array(z.enum(obstacles)).optional(),
  }),
  z.object({ error: z.string() }),
]);
export const checkResultsSchema = z.object({ results: z.array(checkResultSchema) });

export const sampleQuery = z.object({
  n: z.coerce.number().int().min(1).max(limits.checksPerRequestMax).default(100),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1),
});
export const sampleSchema = z.object({ checks: z.array(checkQuery) });

const levelCounts = z.object({ discover: z.int(), preview: z.int(), accept: z.int() });

export const audienceBody = z.strictObject({
  QualificationRequirements: z.array(qualificationRequirementSchema),
  list: z.enum(['discover', 'preview', 'accept']).optional(),
  limit: z.int().min(1).max(1000).default(20),
  nextToken: tokenQuery,
});
export const audienceSchema = z.object({
  eligible: levelCounts,
  online: levelCounts,
  population: z.int(),
  funnel: z.array(z.object({ requirement: requirementSchema, alone: z.int(), remaining: z.int() })),
  workers: z.array(z.string()).optional(),
  ...nextTokenAnswer,
});
