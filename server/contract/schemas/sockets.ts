import { z } from 'zod';
import { limits } from '../limits.ts';
import { answerSchema, assignmentSchema } from './assignment.ts';
import { accessKeyIdSchema, anyIdSchema, instantSchema, pageSize, tokenQuery } from './basics.ts';
import { accessSchema, checkResultsSchema, explanationSchema } from './eligibility.ts';
import { groupSchema, groupsAsk, groupsSchema } from './group.ts';
import { hitPreviewSchema } from './hit.ts';
import {
  answeredSchema,
  askedSchema,
  qualificationRequestSchema,
  qualificationSchema,
  typesSchema,
} from './qualification.ts';
import { workerSchema } from './worker.ts';

/** What sockets carry: handshakes, requests, and what the server states or derives. Addressed pushes stand in `events.ts`. */

const market = z.string().max(63).default('default');

export const workerAuth = z.object({
  market,
  worker: anyIdSchema,
  token: z.string().max(4096).optional(),
  /** The last number that the client has; null or absent: it has none. */
  after: z.int().min(0).nullish(),
  epoch: z.string().max(128).nullish(),
  groupsLimit: z.int().min(0).max(limits.snapshotGroupsMax).default(limits.snapshotGroupsStandard),
});
export type WorkerAuth = z.output<typeof workerAuth>;

export const requesterAuth = z.object({
  market,
  accessKeyId: accessKeyIdSchema,
  date: z.string().max(64).optional(),
  signature: z.string().max(256).optional(),
});
export const dashboardAuth = z.object({ market, adminKey: z.string().max(1024).optional() });

export const snapshotSchema = z.object({
  /** As `GET …/workers/:w` answers; of a worker that is gone the id alone. */
  worker: workerSchema.partial().required({ id: true }),
  qualifications: z.array(qualificationSchema),
  requests: z.array(qualificationRequestSchema),
  assignments: z.array(assignmentSchema),
  groups: z.array(groupSchema),
  groupsTotal: z.int(),
  seq: z.int(),
  epoch: z.string(),
  feed: z.int(),
  at: instantSchema,
  reset: z.boolean(),
});
export type Snapshot = z.output<typeof snapshotSchema>;

/** A visibility push; `group` comes with `hit:visible`. */
export const visibilitySchema = z.object({
  hitTypeId: z.string(),
  access: accessSchema,
  previous: accessSchema,
  cause: z.object({ kind: z.enum(['hit', 'qualification', 'block']), event: z.int() }),
  group: groupSchema.optional(),
  at: instantSchema,
  feed: z.int(),
});

export const closingSchema = z.object({ code: z.string(), message: z.string() });
export type Closing = z.output<typeof closingSchema>;

/** Once a second, to dashboards. Rates are of the last second. */
export const statsSchema = z.object({
  at: instantSchema,
  feed: z.int(),
  workers: z.int(),
  online: z.int(),
  sockets: z.int(),
  eventsPerSecond: z.number(),
  /** Feed events by type since this server opened the market. */
  counts: z.record(z.string(), z.int()),
});
export type Stats = z.output<typeof statsSchema>;

/** Visibility changes of one group, summed over workers, beside the feed's own events. */
export const dashboardEventSchema = z.looseObject({ type: z.string(), position: z.int(), at: instantSchema });
export type DashboardEvent = z.output<typeof dashboardEventSchema>;
export const dashboardEventsSchema = z.object({ events: z.array(dashboardEventSchema), skipped: z.int() });

const id = anyIdSchema;

/** Requests of workers, by name. */
export const workerAsks = {
  'hits:list': groupsAsk,
  'hit:preview': z.strictObject({ hit: id }),
  'types:list': z.strictObject({
    search: z.string().max(limits.searchLengthMax).optional(),
    limit: z.int().min(1).max(pageSize.max).default(pageSize.standard),
    nextToken: tokenQuery,
  }),
  'eligibility:check': z.union([
    z.strictObject({ hit: id }),
    z.strictObject({
      hits: z.array(z.string().max(64)).max(limits.checksPerRequestMax),
      explain: z.boolean().optional(),
    }),
  ]),
  'qualification:request': z.strictObject({ type: id }),
  'test:submit': z.strictObject({ request: id, answer: answerSchema }),
  'assignment:accept': z.union([z.strictObject({ hit: id }), z.strictObject({ group: id })]),
  'assignment:submit': z.strictObject({ assignment: id, answer: answerSchema }),
  'assignment:return': z.strictObject({ assignment: id }),
} as const;
export type WorkerAsk = keyof typeof workerAsks;

/** What each request is answered with, beside `ok`. */
export const workerAnswers = {
  'hits:list': groupsSchema,
  'hit:preview': hitPreviewSchema,
  'types:list': typesSchema,
  'eligibility:check': z.union([explanationSchema, checkResultsSchema]),
  'qualification:request': askedSchema,
  'test:submit': answeredSchema,
  'assignment:accept': assignmentSchema,
  'assignment:submit': assignmentSchema,
  'assignment:return': assignmentSchema,
} as const satisfies Record<WorkerAsk, z.ZodType>;

export const visibilityNames = ['hit:visible', 'hit:changed', 'hit:hidden'] as const;
export type VisibilityName = (typeof visibilityNames)[number];
