import type { z } from 'zod';
import type { AddressedPushes } from './events.ts';
import type { WireError } from './schemas/basics.ts';
import type { groupSchema } from './schemas/group.ts';
import type {
  Closing,
  DashboardEvent,
  Snapshot,
  Stats,
  visibilitySchema,
  WorkerAsk,
  workerAnswers,
  workerAsks,
} from './schemas/sockets.ts';

/** The Socket.IO events of the three namespaces, for server, simulator, load scripts and pages alike. */

/** What every push carries: market time, and its position in the feed. */
export interface Placed {
  readonly at: string;
  readonly feed: number;
}
/** An addressed push also has its number in the worker's inbox. */
export interface Numbered extends Placed {
  readonly seq: number;
}

export type Reply<T extends object = object> = ({ ok: true } & T) | { ok: false; error: WireError };

export type Visibility = z.output<typeof visibilitySchema>;
type Group = z.output<typeof groupSchema>;

export type WorkerPushes = {
  [N in keyof AddressedPushes]: (push: AddressedPushes[N] & Numbered) => void;
} & {
  snapshot: (snapshot: Snapshot) => void;
  'hit:visible': (push: Visibility & { group: Group }) => void;
  'hit:changed': (push: Visibility) => void;
  'hit:hidden': (push: Visibility) => void;
  /** Why the server closes this connection; the next thing that comes is the disconnection. */
  closing: (reason: Closing) => void;
};

/** What each request is answered with, beside `ok`. */
export type WorkerAnswers = { [N in WorkerAsk]: z.output<(typeof workerAnswers)[N]> };

export type WorkerRequests = {
  [N in WorkerAsk]: (
    ask: z.input<(typeof workerAsks)[N]>,
    reply: (answer: Reply<WorkerAnswers[N]>) => void,
  ) => void;
};

/** Requesters learn of what workers and time do to their HITs and types. */
export const requesterPushNames = [
  'request:pending',
  'assignment:accepted',
  'assignment:submitted',
  'assignment:abandoned',
  'assignment:returned',
  'hit:reviewable',
  'hit:expired',
] as const;
export type RequesterPushName = (typeof requesterPushNames)[number];

export interface RequesterPush extends Placed {
  readonly worker?: string;
  readonly hit?: string;
  readonly hitTypeId?: string;
  readonly assignment?: string;
  readonly id?: string;
  readonly type?: string;
  readonly deadline?: string;
  readonly reward?: string;
}
export type RequesterPushes = { [N in RequesterPushName]: (push: RequesterPush) => void } & {
  closing: (reason: Closing) => void;
};

export interface MarketPushes {
  stats: (stats: Stats) => void;
  events: (batch: { events: DashboardEvent[]; skipped: number }) => void;
  closing: (reason: Closing) => void;
}

/** Nothing is asked of these two namespaces. */
export type NoRequests = Record<never, never>;
