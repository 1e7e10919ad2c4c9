import { z } from 'zod';

/** Members that several operations take, as the API model constrains them (1.0). */

export const text = z.string();
/** An id without a pattern in the model; blanks around it are cut off (2.1). */
export const plainId = z.string().trim();
export const flag = z.boolean();
/** Integer and Long: limits are the service's, not the model's. */
export const integer = z.int();
/** Seconds since 1970, any JSON number (2.4). */
export const timestamp = z.number();
export const idempotencyToken = z.string().min(1).max(64);

/** Of all operations that page. */
export const paging = {
  NextToken: z.string().min(1).max(255).optional(),
  MaxResults: z.int().min(1).max(100).optional(),
} as const;

export const qualificationTypeStatus = z.enum(['Active', 'Inactive']);
