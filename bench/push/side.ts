/** What the measuring process asks of the server of one side, and what that answers; in this order, over the child's channel. */
export type Order =
  | { readonly name: 'memory' }
  | { readonly name: 'changes'; readonly perSecond: number; readonly seconds: number }
  | { readonly name: 'broadcast' };

export interface Ready {
  readonly port: number;
  readonly workers: readonly string[];
  /** A check of the first worker, as an event with its argument. */
  readonly ask: readonly [name: string, argument: object];
}

/** Payloads that our server sent, for the bare sides to send the same number of bytes. */
export interface Samples {
  readonly changed: object;
  readonly visible: object;
  readonly checked: object;
}

/** A side: what its server does when it is told to. */
export interface Side {
  readonly ready: Ready;
  /** Changes something of one worker, who must be told of it with `value`. */
  change(worker: number, value: number): unknown;
  /** Tells all workers of a new HIT. */
  broadcast(): unknown;
}

export const kinds = ['turksim', 'Socket.IO', 'ws'] as const;
export type Kind = (typeof kinds)[number];
