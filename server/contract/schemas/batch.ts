import { z } from 'zod';
import { limits } from '../limits.ts';

/** Calls of one market's routes in one request, as test suites and simulations make them by the thousand. */
export const batchBody = z.strictObject({
  calls: z
    .array(
      z.strictObject({
        method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']),
        /** Below `/api/markets/<market>`, with its query. */
        path: z.string().regex(/^\//).max(4096),
        body: z.unknown().optional(),
      }),
    )
    .max(limits.callsPerBatchMax),
});
export type BatchBody = z.output<typeof batchBody>;

/** In the order of the calls; no body where the route answers none. */
export const batchAnswer = z.object({
  answers: z.array(z.object({ status: z.int(), body: z.unknown().optional() })),
});
export type BatchAnswer = z.output<typeof batchAnswer>;
