import { z } from 'zod';
import { instantSchema, limitQuery, nextTokenAnswer } from './basics.ts';

const position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const about = z.string().max(128).optional();

/** With any of the others only events that name it: the whole story of a worker, a HIT, an assignment, a requester. */
export const feedQuery = z.object({
  after: position.default(0),
  limit: limitQuery,
  worker: about,
  hit: about,
  assignment: about,
  requester: about,
});
export type FeedQuery = z.output<typeof feedQuery>;

/** Further members are those of the push or event that `type` names; a Qualification's type stands in `qualificationType`. */
export const feedEventSchema = z.looseObject({ position: z.int(), at: instantSchema, type: z.string() });
export type WireFeedEvent = z.output<typeof feedEventSchema>;

export const feedSchema = z.object({
  events: z.array(feedEventSchema),
  /** Where to go on after these. */
  next: z.int(),
  /** Oldest position kept, and the newest there is. */
  first: z.int(),
  end: z.int(),
});

export const inboxQuery = z.object({ after: position.default(0), limit: limitQuery });

/** A push with its name in `event`. */
export const inboxEntrySchema = z.looseObject({
  event: z.string(),
  seq: z.int(),
  feed: z.int(),
  at: instantSchema,
});
export type InboxEntryView = z.output<typeof inboxEntrySchema>;

export const inboxSchema = z.object({
  entries: z.array(inboxEntrySchema),
  epoch: z.string(),
  /** Oldest number kept, and the newest there is. */
  first: z.int(),
  seq: z.int(),
});

export const outboxEntrySchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: z.enum(['mail', 'notification']),
  to: z.string(),
  subject: z.string().optional(),
  text: z.string().optional(),
  document: z.unknown().optional(),
  attempts: z.array(
    z.object({ at: instantSchema, status: z.int().optional(), error: z.string().optional() }),
  ),
});
export const outboxSchema = z.object({ entries: z.array(outboxEntrySchema), ...nextTokenAnswer });
