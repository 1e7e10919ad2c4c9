import { z } from 'zod';
import { environments } from '../contract/entities.ts';
import { settingsSchema } from '../contract/schemas/market.ts';

/**
 * A market as a file: lines of JSON, packed by gzip. The head comes first, then the feed, then the records, then
 * the end, by which a file that was cut off is told. Index entries, deadlines and facts follow from the records.
 */

/** A file of a higher version is refused; what is older is read as it was meant. */
export const snapshotVersion = 1;

export const headSchema = z.object({
  turksim: z.literal('market'),
  version: z.int(),
  environment: z.enum(environments),
  settings: settingsSchema,
  seed: z.int(),
  createdAt: z.number(),
  clock: z.object({
    mode: z.enum(['real', 'scaled', 'manual']),
    speed: z.number(),
    paused: z.boolean(),
    now: z.number(),
  }),
  start: z.object({
    mode: z.enum(['real', 'scaled', 'manual']),
    speed: z.number(),
    at: z.number().optional(),
  }),
  /** The one position that the file equals. */
  position: z.int(),
});
export type SnapshotHead = z.output<typeof headSchema>;

const eventSchema = z.looseObject({ type: z.string(), at: z.number() });
export const lineSchema = z.union([
  z.strictObject({ events: z.array(eventSchema) }),
  z.strictObject({ record: z.tuple([z.string().regex(/^\w+\/./), z.record(z.string(), z.unknown())]) }),
  z.strictObject({ end: z.object({ records: z.int(), events: z.int() }) }),
]);
export type SnapshotLine = z.output<typeof lineSchema>;
