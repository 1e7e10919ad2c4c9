import { z } from 'zod';
import { environments } from '../entities.ts';
import { instantSchema, marketIdSchema, nextTokenAnswer, seedSchema } from './basics.ts';

export const settingsSchema = z.strictObject({
  unknownWorkers: z.enum(['refuse', 'create']),
  external: z.enum(['ignore', 'return', 'submit']),
  touch: z.enum(['all', 'own']),
  callsPerSecond: z.int().min(1).max(1_000_000).nullable().optional(),
  startBalance: z
    .string()
    .regex(/^\d{1,9}(?:\.\d{2})?$/)
    .nullable()
    .optional(),
});

const modes = ['real', 'scaled', 'manual'] as const;
/** Years that dates of four digits can say, with room to advance. */
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(9000, 0, 1);
/** An instant that a client names: with or without milliseconds, in any time zone. */
export const givenInstant = z
  .union([z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)), z.int()])
  .pipe(z.int().min(earliest).max(latest));

const speedSchema = z.number().gt(0).max(1_000_000);

export const newMarketBody = z.strictObject({
  id: marketIdSchema.optional(),
  seed: seedSchema.optional(),
  environment: z.enum(environments).default('sandbox'),
  clock: z
    .strictObject({ mode: z.enum(modes), speed: speedSchema.optional(), start: givenInstant.optional() })
    .default({ mode: 'real' }),
  settings: settingsSchema.partial().optional(),
});
export type NewMarketBody = z.output<typeof newMarketBody>;

export const marketPatch = z.strictObject({ settings: settingsSchema.partial() });

export const clockSchema = z.object({
  mode: z.enum(modes),
  now: instantSchema,
  speed: z.number(),
  paused: z.boolean(),
});

export const marketSchema = z.object({
  id: z.string(),
  environment: z.enum(environments),
  seed: z.int(),
  created: instantSchema,
  settings: settingsSchema,
  clock: clockSchema,
  /** Position of the newest event. */
  feed: z.int(),
  /** Registered, and connected to this server. */
  workers: z.int(),
  online: z.int(),
});
export type MarketView = z.output<typeof marketSchema>;

/** A market in the list is not opened for it, so it says no figures. */
export const marketSummarySchema = marketSchema.pick({
  id: true,
  environment: true,
  seed: true,
  created: true,
  settings: true,
});
export const marketsSchema = z.object({ markets: z.array(marketSummarySchema), ...nextTokenAnswer });

export const clockPatch = z
  .strictObject({ speed: speedSchema.optional(), paused: z.boolean().optional() })
  .refine(
    (change) => change.speed !== undefined || change.paused !== undefined,
    'speed or paused is to be given',
  );

export const advanceBody = z.union([
  z.strictObject({ seconds: z.number().min(0).max(1_000_000_000) }),
  z.strictObject({ to: givenInstant }),
]);
export const advancedSchema = z.object({ now: instantSchema, fired: z.int() });
