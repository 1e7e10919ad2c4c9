import type { Locale, Requirement } from '../contract/entities.ts';

/**
 * What the index learns of the world: the new value of one record and that record's version. A fact whose
 * version is not above the one that the index has of the record is ignored, so facts may be replayed, and a
 * rebuild may run under traffic. Facts may name records that come later, or never.
 */
export type Fact =
  | WorkerFact
  | QualificationFact
  | QualificationTypeFact
  | HitTypeFact
  | HitFact
  | ParticipationFact
  | BlockFact;

export interface WorkerFact {
  readonly kind: 'worker';
  readonly id: string;
  readonly version: number;
  readonly value: WorkerValue | null;
}
export interface WorkerValue {
  /** 0-100, as shown (Q96). */
  readonly approvalRate: number;
  readonly hitsApproved: number;
  readonly masters: boolean;
  readonly adult: boolean;
  readonly locale: Locale;
  /** The worker's own requester account. */
  readonly requester?: string;
}

export interface QualificationFact {
  readonly kind: 'qualification';
  readonly worker: string;
  readonly type: string;
  readonly version: number;
  /** A 32-bit integer (Q79); null: not held, because never granted or revoked (Q75). */
  readonly value: number | null;
}

export interface QualificationTypeFact {
  readonly kind: 'qualificationType';
  readonly id: string;
  readonly version: number;
  readonly value: { readonly name: string } | null;
}

export interface HitTypeFact {
  readonly kind: 'hitType';
  readonly id: string;
  readonly version: number;
  readonly value: HitTypeValue;
}
export interface HitTypeValue {
  readonly requester: string;
  readonly requesterName: string;
  readonly title: string;
  readonly description: string;
  readonly keywords?: string;
  readonly rewardMills: number;
  readonly assignmentDurationSeconds: number;
  readonly requirements: readonly Requirement[];
}

export interface HitFact {
  readonly kind: 'hit';
  readonly id: string;
  readonly version: number;
  readonly value: HitValue | null;
}
export interface HitValue {
  readonly hitType: string;
  readonly status: 'Assignable' | 'Unassignable' | 'Reviewable' | 'Reviewing' | 'Disposed';
  /** Assignments that nobody has taken. */
  readonly available: number;
  readonly expired: boolean;
  /** Epoch ms. */
  readonly createdAt: number;
}

export interface ParticipationFact {
  readonly kind: 'participation';
  readonly worker: string;
  readonly hit: string;
  readonly version: number;
  /** True: has the HIT, or had it submitted or decided (D43). */
  readonly value: boolean;
}

export interface BlockFact {
  readonly kind: 'block';
  readonly requester: string;
  readonly worker: string;
  readonly version: number;
  readonly value: boolean;
}
