/** A review policy as a HIT was made with it (8.2). */
export interface ReviewPolicyRecord {
  readonly PolicyName: string;
  readonly Parameters?: readonly {
    readonly Key?: string;
    readonly Values?: readonly string[];
    readonly MapEntries?: readonly { readonly Key?: string; readonly Values?: readonly string[] }[];
  }[];
}

/** Results and actions of a HIT's review policies, oldest first (8.2). Same id as the HIT. */
export interface ReviewReportRecord {
  readonly assignment: ReviewLevelRecord;
  readonly hit: ReviewLevelRecord;
  /** A run of the HIT's policy that goes on, in bounded steps. */
  readonly run?: ReviewRunRecord;
}

/** What a run has still to do; all of it is due at `at`, epoch ms. */
export interface ReviewRunRecord {
  readonly at: number;
  /** Absent: the answers have yet to be compared. */
  readonly todo?: readonly ReviewStepRecord[];
}

export type ReviewStepRecord =
  | { readonly action: 'approve' | 'reject'; readonly assignment: string }
  | { readonly action: 'extend' };
export interface ReviewLevelRecord {
  readonly results: readonly Readonly<Record<string, string>>[];
  readonly actions: readonly Readonly<Record<string, string | number>>[];
}
