import type { Locale } from './entities.ts';

/**
 * Everything that can stand in a market's feed, and what sockets carry. Members are as on the wire
 * (times ISO 8601, money decimal strings), but for `at`, which is epoch ms of market time until the edge.
 */

export interface AddressedPushes {
  /** `request`: the worker's own, which was granted by this. */
  'qualification:granted': { type: string; name: string; value: number; request?: string };
  'qualification:updated': { type: string; name: string; value: number; request?: string };
  'qualification:revoked': { type: string; name: string; reason?: string };
  'request:pending': { id: string; type: string };
  'request:rejected': { id: string; type: string; reason?: string };
  'request:expired': { id: string; type: string };
  'system:changed': { type: string; name: string; value: SystemPushValue; previous: SystemPushValue };
  'assignment:accepted': AssignmentPush;
  'assignment:submitted': AssignmentPush;
  'assignment:returned': AssignmentPush;
  'assignment:approved': AssignmentPush;
  'assignment:rejected': AssignmentPush;
  'assignment:abandoned': AssignmentPush;
  bonus: { assignment: string; amount: string; reason: string };
  message: { subject: string; text: string; from: string };
}

/** An integer, a locale, or null where the worker has none (Masters). */
export type SystemPushValue = number | Locale | null;

export interface AssignmentPush {
  assignment: string;
  hit: string;
  hitTypeId: string;
  deadline?: string;
  feedback?: string;
  reward?: string;
}

/** Events that are nobody's push, or a requester's. */
export interface MarketEvents {
  'hit:created': { hit: string; hitTypeId: string };
  'hit:extended': { hit: string; hitTypeId: string };
  'hit:expired': { hit: string; hitTypeId: string };
  'hit:reviewable': { hit: string; hitTypeId: string };
  'hit:reviewing': { hit: string; hitTypeId: string };
  /** The end of a lifetime that concerns nobody any more: nothing could be accepted already. */
  'hit:lifetime-ended': { hit: string; hitTypeId: string };
  'hit:review-reverted': { hit: string; hitTypeId: string };
  'hit:type-changed': { hit: string; hitTypeId: string; previous: string };
  'hit:disposed': { hit: string; hitTypeId: string };
  'hit-layout:created': { hitLayout: string };
  'hit-type:created': { hitTypeId: string };
  'hit-type:changed': { hitTypeId: string };
  'qualification-type:created': { qualificationType: string };
  'qualification-type:updated': { qualificationType: string };
  'qualification-type:deleted': { qualificationType: string };
  /** A step of a deletion was done; the type is still being disposed of. */
  'qualification-type:swept': { qualificationType: string };
  /** The deletion is complete: the id is unknown from now on and the name free. */
  'qualification-type:gone': { qualificationType: string };
  'request:asked': { id: string; qualificationType: string };
  'request:resumed': { id: string; qualificationType: string };
  'request:granted': { id: string; qualificationType: string };
  'worker:created': object;
  'worker:changed': object;
  'worker:blocked': { reason: string };
  'worker:unblocked': object;
  'requester:created': object;
  'requester:changed': object;
  'market:changed': object;
  'lease:changed': object;
  'market:restored': object;
  'agent:planned': object;
  'outbox:changed': { entry: string };
  'outbox:trimmed': { entries: number };
  'review:recorded': { hit: string };
  'token:used': object;
  'token:forgotten': object;
}

export type AddressedName = keyof AddressedPushes;
export type FeedEventName = AddressedName | keyof MarketEvents;

/**
 * One event. `worker` and `requester` say whom it concerns. With `seq` it is addressed: entry `seq` of
 * that worker's inbox. A push's own `type` (a Qualification type) stands in `qualificationType`, since
 * `type` is the event's name.
 */
export interface FeedEvent {
  readonly type: FeedEventName;
  /** Market time, epoch ms. */
  readonly at: number;
  readonly worker?: string;
  readonly seq?: number;
  readonly requester?: string;
  readonly [member: string]: unknown;
}

export interface VisibilityCause {
  readonly kind: 'hit' | 'qualification' | 'block';
  /** Position of what caused it. */
  readonly event: number;
}
