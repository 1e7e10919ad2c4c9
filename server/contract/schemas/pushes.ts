import { z } from 'zod';
import type { AddressedName } from '../events.ts';
import { requesterPushNames } from '../socket-events.ts';
import { dollarsSchema, instantSchema, placeSchema } from './basics.ts';
import {
  closingSchema,
  dashboardEventsSchema,
  snapshotSchema,
  statsSchema,
  visibilityNames,
  visibilitySchema,
} from './sockets.ts';

/** Schemas of all that sockets push, for the AsyncAPI document and for tests that hold pushes to it. */

const placed = { at: instantSchema, feed: z.int() };
const numbered = { ...placed, seq: z.int().min(1) };

const qualification = { type: z.string(), name: z.string() };
const held = z.object({ ...qualification, value: z.int(), request: z.string().optional(), ...numbered });
const request = z.object({ id: z.string(), type: z.string(), reason: z.string().optional(), ...numbered });
const systemValue = z.union([z.int(), placeSchema]).nullable();
const assignment = z.object({
  assignment: z.string(),
  hit: z.string(),
  hitTypeId: z.string(),
  deadline: instantSchema.optional(),
  feedback: z.string().optional(),
  reward: dollarsSchema.optional(),
  ...numbered,
});

export const addressedSchemas = {
  'qualification:granted': held,
  'qualification:updated': held,
  'qualification:revoked': z.object({ ...qualification, reason: z.string().optional(), ...numbered }),
  'request:pending': request,
  'request:rejected': request,
  'request:expired': request,
  'system:changed': z.object({ ...qualification, value: systemValue, previous: systemValue, ...numbered }),
  'assignment:accepted': assignment,
  'assignment:submitted': assignment,
  'assignment:returned': assignment,
  'assignment:approved': assignment,
  'assignment:rejected': assignment,
  'assignment:abandoned': assignment,
  bonus: z.object({ assignment: z.string(), amount: dollarsSchema, reason: z.string(), ...numbered }),
  message: z.object({ subject: z.string(), text: z.string(), from: z.string(), ...numbered }),
} as const satisfies Record<AddressedName, z.ZodType>;

export const workerPushSchemas: Readonly<Record<string, z.ZodType>> = {
  snapshot: snapshotSchema,
  ...addressedSchemas,
  ...Object.fromEntries(visibilityNames.map((name) => [name, visibilitySchema])),
  closing: closingSchema,
};

const requesterPush = z.object({
  worker: z.string().optional(),
  id: z.string().optional(),
  type: z.string().optional(),
  assignment: z.string().optional(),
  hit: z.string().optional(),
  hitTypeId: z.string().optional(),
  deadline: instantSchema.optional(),
  reward: dollarsSchema.optional(),
  ...placed,
});

export const requesterPushSchemas: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(requesterPushNames.map((name) => [name, requesterPush])),
  closing: closingSchema,
};

export const marketPushSchemas: Readonly<Record<string, z.ZodType>> = {
  stats: statsSchema,
  events: dashboardEventsSchema,
  closing: closingSchema,
};
