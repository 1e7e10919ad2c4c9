import { z } from 'zod';
import { text } from './fields.ts';

/** Ping only ever comes from SendTestEventNotification (8.1). */
export const eventTypes = [
  'AssignmentAccepted',
  'AssignmentAbandoned',
  'AssignmentReturned',
  'AssignmentSubmitted',
  'AssignmentRejected',
  'AssignmentApproved',
  'HITCreated',
  'HITExpired',
  'HITReviewable',
  'HITExtended',
  'HITDisposed',
  'Ping',
] as const;

export const notificationSpecification = z.object({
  Destination: text,
  Transport: z.enum(['Email', 'SQS', 'SNS']),
  Version: text,
  EventTypes: z.array(z.enum(eventTypes)),
});
export type NotificationSpecification = z.infer<typeof notificationSpecification>;
