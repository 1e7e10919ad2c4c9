import type { Environment } from './entities.ts';

/** Records of the namespace in which all markets of a store are listed. */

export type ClockMode = 'real' | 'scaled' | 'manual';

export interface ClockRecord {
  readonly mode: ClockMode;
  /** Market seconds per wall second; 1 but for `scaled`. */
  readonly speed: number;
  readonly paused: boolean;
  /** Market time `marketBase` was at wall time `wallBase`. */
  readonly marketBase: number;
  readonly wallBase: number;
}

export interface MarketSettings {
  readonly unknownWorkers: 'refuse' | 'create';
  readonly external: 'ignore' | 'return' | 'submit';
  readonly touch: 'all' | 'own';
  /** Calls of the Requester API that a server takes from one account a second (8.6), of wall time; absent: all. */
  readonly callsPerSecond?: number | null | undefined;
  /** What an account that is new has to spend in production (8.3), in dollars; absent: 10000.00. */
  readonly startBalance?: string | null | undefined;
}

/** One per market, in the root namespace. */
export interface MarketRecord {
  readonly id: string;
  readonly environment: Environment;
  readonly settings: MarketSettings;
  readonly clock: ClockRecord;
  /** What the clock was made with, for a reset. */
  readonly start: { readonly mode: ClockMode; readonly speed: number; readonly at?: number };
  readonly seed: number;
  /** The store namespace that holds the market's records; a reset takes a new one. */
  readonly namespace: string;
  /** Epoch of all inboxes: renewed at creation, reset and restore. */
  readonly epoch: string;
  readonly createdAt: number;
}

/** What only one server does at a time, and until when it has the right to; wall time of the store. */
export interface LeaseRecord {
  readonly holder: string;
  readonly until: number;
}
