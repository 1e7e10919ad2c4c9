import { Refused } from '../contract/errors.ts';
import type { Flip } from '../eligibility/eligibility-index.ts';
import type { FeedCommit } from '../store/store.ts';
import type { Transaction } from './transaction.ts';

export type Decision<T> = (tx: Transaction) => Promise<T>;

/** Runs a decision at an instant that the caller has already settled. */
export type RunAt = <T>(at: number, decide: Decision<T>) => Promise<T>;

/** The simulated people of a market, where this server runs them: a second source of what is due. */
export interface Agents {
  /** Market time of the next plan; Infinity: none. */
  nextAt(): number;
  /** Carries out the plans due at `nextAt()`. */
  step(runAt: RunAt): Promise<void>;
}

export type FeedListener = (commit: FeedCommit, flips: readonly Flip[]) => void;

/** What the outcome of a command is reported as, for figures. */
export interface MarketObserver {
  committed(commits: number, conflicts: number): void;
  deadlineFired(lateMs: number): void;
  indexLate(): void;
}

export const tooBusy = (): Refused =>
  new Refused('Unavailable', 'The market is too busy: the records changed at every attempt.');
