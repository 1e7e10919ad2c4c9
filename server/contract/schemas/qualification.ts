import { z } from 'zod';
import { limits } from '../limits.ts';
import { answerSchema } from './assignment.ts';
import { anyIdSchema, instantSchema, limitQuery, nextTokenAnswer, tokenQuery } from './basics.ts';

export const qualificationSchema = z.object({
  type: z.string(),
  name: z.string(),
  value: z.int(),
  grantedAt: instantSchema,
});
export type Qualification = z.output<typeof qualificationSchema>;

export const qualificationsSchema = z.object({
  qualifications: z.array(qualificationSchema),
  ...nextTokenAnswer,
});

export const requestStates = ['answering', 'pending', 'granted', 'rejected', 'expired'] as const;

export const qualificationRequestSchema = z.object({
  id: z.string(),
  type: z.string(),
  state: z.enum(requestStates),
  requestedAt: instantSchema,
  dueAt: instantSchema.optional(),
  reason: z.string().optional(),
});
export type QualificationRequest = z.output<typeof qualificationRequestSchema>;

export const qualificationRequestsSchema = z.object({
  requests: z.array(qualificationRequestSchema),
  ...nextTokenAnswer,
});

export const askBody = z.strictObject({ type: anyIdSchema });
/** `test`: the QuestionForm, where one is to be answered. */
export const askedSchema = z.object({
  id: z.string(),
  type: z.string(),
  state: z.enum(['answering', 'pending', 'granted']),
  test: z.string().optional(),
  dueAt: instantSchema.optional(),
  value: z.int().optional(),
});
export type Asked = z.output<typeof askedSchema>;

export const answersBody = z.strictObject({ worker: anyIdSchema, answer: answerSchema });
export const answeredSchema = z.object({
  id: z.string(),
  type: z.string(),
  state: z.enum(requestStates),
  value: z.int().optional(),
});
export type Answered = z.output<typeof answeredSchema>;

/** A type as workers see it. */
export const qualificationTypeSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  keywords: z.string(),
  hasTest: z.boolean(),
  testDurationInSeconds: z.int().optional(),
  autoGranted: z.boolean(),
  retryDelayInSeconds: z.int().optional(),
  created: instantSchema,
  requester: z.object({ id: z.string(), name: z.string() }),
});
export type QualificationTypeView = z.output<typeof qualificationTypeSchema>;

export const typesQuery = z.object({
  search: z.string().max(limits.searchLengthMax).optional(),
  limit: limitQuery,
  nextToken: tokenQuery,
});
export const typesSchema = z.object({
  qualificationTypes: z.array(qualificationTypeSchema),
  ...nextTokenAnswer,
});
