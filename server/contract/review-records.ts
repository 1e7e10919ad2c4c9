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
}
export interface ReviewLevelRecord {
  readonly results: readonly Readonly<Record<string, string>>[];
  readonly actions: readonly Readonly<Record<string, string | number>>[];
}
