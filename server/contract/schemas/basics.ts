import { z } from 'zod';

/** The pieces that the schemas of routes and sockets are made of. */

/** ISO 8601 with milliseconds, market time unless said otherwise. */
export const instantSchema = z.iso.datetime({ precision: 3 });

/** US dollars as a decimal string. */
export const dollarsSchema = z.string().regex(/^\d+\.\d{2,3}$/);

/** Ids of HITs, HIT types, assignments, Qualification types and requests, as a client may send them. */
export const anyIdSchema = z.string().min(1).max(64);

/** WorkerIds begin with A; access key ids are what AWS allows. */
export const newWorkerIdSchema = z
  .string()
  .max(64)
  .regex(/^A[A-Z0-9]+$/);
export const accessKeyIdSchema = z.string().max(128).regex(/^\w+$/);

export const marketIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

export const int32Schema = z.int().min(-2_147_483_648).max(2_147_483_647);
export const countSchema = z.int().min(0).max(2_147_483_647);

/** Seeds of what is made by chance. */
export const seedSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const pageSize = { standard: 20, max: 1000 } as const;

/** Query members arrive as text. */
export const limitQuery = z.coerce.number().int().min(1).max(pageSize.max).default(pageSize.standard);
export const tokenQuery = z.string().max(2048).optional();

/** What every list takes. */
export const pageQuery = z.object({ limit: limitQuery, nextToken: tokenQuery });

export const nextTokenAnswer = { nextToken: z.string().optional() };

export const placeSchema = z.strictObject({
  country: z.string().length(2),
  subdivision: z.string().length(2).optional(),
});

/** Of every refusal outside the Requester API. */
export const errorSchema = z.object({
  error: z.looseObject({ code: z.string(), message: z.string() }),
});
export type WireError = z.output<typeof errorSchema>['error'];
