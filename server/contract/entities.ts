import { z } from 'zod';

/** Schemas of the wire's data structures, in the wire's spelling. Types are inferred from them. */

/** Blanks around an id are cut off (mturk-api 2.1). */
export const entityId = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[A-Z0-9]+$/);
export const workerId = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^A[A-Z0-9]+$/);
export const currencyAmount = z.string().regex(/^[0-9]+(\.)?[0-9]{0,2}$/);

export const comparators = [
  'LessThan',
  'LessThanOrEqualTo',
  'GreaterThan',
  'GreaterThanOrEqualTo',
  'EqualTo',
  'NotEqualTo',
  'Exists',
  'DoesNotExist',
  'In',
  'NotIn',
] as const;
export type Comparator = (typeof comparators)[number];

export const actionsGuarded = ['Accept', 'PreviewAndAccept', 'DiscoverPreviewAndAccept'] as const;
export type ActionsGuarded = (typeof actionsGuarded)[number];

export const localeSchema = z.object({
  Country: z.string().min(2).max(2),
  Subdivision: z.string().min(2).max(2).optional(),
});

/** A requirement as requesters send it; `domain/requirement.ts` checks the rules and normalises. */
export const qualificationRequirementSchema = z.object({
  QualificationTypeId: z.string().trim(),
  Comparator: z.enum(comparators),
  IntegerValues: z.array(z.int()).optional(),
  LocaleValues: z.array(localeSchema).optional(),
  RequiredToPreview: z.boolean().optional(),
  ActionsGuarded: z.enum(actionsGuarded).optional(),
});
export type QualificationRequirementInput = z.infer<typeof qualificationRequirementSchema>;

/** A requirement after validation: values only where its comparator takes them, what it guards always said. */
export interface Requirement {
  readonly QualificationTypeId: string;
  readonly Comparator: Comparator;
  readonly IntegerValues?: readonly number[];
  readonly LocaleValues?: readonly WireLocale[];
  readonly ActionsGuarded: ActionsGuarded;
}
export interface WireLocale {
  readonly Country: string;
  readonly Subdivision?: string;
}

/** A worker's registered place (Q90). */
export interface Locale {
  readonly country: string;
  readonly subdivision?: string;
}

/** What a worker may do with a HIT, least first: each level includes those before it. */
export const accessLevels = ['none', 'discover', 'preview', 'accept'] as const;
export type Access = (typeof accessLevels)[number];

/** Obstacles that are no requirement, in the order in which they are named. */
export const obstacles = [
  'blocked',
  'own-hit',
  'already-done',
  'none-left',
  'expired',
  'not-assignable',
] as const;
export type Obstacle = (typeof obstacles)[number];

/** A requirement that a worker fails, with the worker's value beside it. */
export interface Unmet {
  readonly requirement: Requirement;
  /** An integer, a locale, or null where the worker has none. */
  readonly value: number | Locale | null;
  readonly guards: ActionsGuarded;
  /** For people: "needs HITs approved ≥ 1,000; this worker has 412". */
  readonly text: string;
}

export const environments = ['sandbox', 'production'] as const;
export type Environment = (typeof environments)[number];
