import type { TargetResult } from './verdict.ts';

/** What a validation found. */
export interface Validation {
  readonly seeds: readonly number[];
  readonly workers: number;
  readonly version: string;
  readonly results: readonly TargetResult[];
  /** Ended before its time. */
  readonly partial: boolean;
}
