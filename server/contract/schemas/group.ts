import { z } from 'zod';
import { limits } from '../limits.ts';
import {
  anyIdSchema,
  dollarsSchema,
  instantSchema,
  limitQuery,
  nextTokenAnswer,
  pageSize,
  tokenQuery,
} from './basics.ts';
import { accessSchema, unmetSchema } from './eligibility.ts';
import { hitSummarySchema } from './hit.ts';

/** All HITs of one HIT type, as one worker sees them. */
export const groupSchema = z.object({
  hitTypeId: z.string(),
  title: z.string(),
  description: z.string(),
  keywords: z.string(),
  reward: dollarsSchema,
  requester: z.object({ id: z.string(), name: z.string() }),
  assignmentDurationInSeconds: z.int(),
  /** How many of its HITs have a place. */
  available: z.int(),
  created: instantSchema,
  access: accessSchema,
  unmet: z.array(unmetSchema),
});
export type Group = z.output<typeof groupSchema>;

const sorts = ['-created', '-reward', '-available', 'title'] as const;
const amount = z.string().regex(/^\d{1,7}(\.\d{1,3})?$/);
const search = z.string().max(limits.searchLengthMax);
const wanted = z.enum(['discover', 'preview', 'accept']);

export const groupsQuery = z.object({
  sort: z.enum(sorts).optional(),
  minReward: amount.optional(),
  access: wanted.optional(),
  search: search.optional(),
  limit: limitQuery,
  nextToken: tokenQuery,
});
export type GroupsQuery = z.output<typeof groupsQuery>;

/** The same over a socket, where numbers are numbers. */
export const groupsAsk = z.strictObject({
  sort: z.enum(sorts).optional(),
  minReward: amount.optional(),
  access: wanted.optional(),
  search: search.optional(),
  limit: z.int().min(1).max(pageSize.max).default(pageSize.standard),
  nextToken: tokenQuery,
});

/** `feed`: the position that the answer equals. */
export const groupsSchema = z.object({
  groups: z.array(groupSchema),
  feed: z.int(),
  ...nextTokenAnswer,
});

export const groupQuery = z.object({
  worker: anyIdSchema.optional(),
  limit: limitQuery,
  nextToken: tokenQuery,
});
export const groupHitsSchema = z.object({
  group: groupSchema.optional(),
  hits: z.array(hitSummarySchema),
  ...nextTokenAnswer,
});
