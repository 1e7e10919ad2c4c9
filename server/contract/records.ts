import type { Locale, Requirement } from './entities.ts';
import type { HitLayoutRecord } from './hit-layout-record.ts';
import type { LeaseRecord, MarketRecord } from './market-records.ts';
import type { ReviewPolicyRecord, ReviewReportRecord } from './review-records.ts';

export type { HitLayoutRecord } from './hit-layout-record.ts';
export type { ReviewLevelRecord, ReviewPolicyRecord, ReviewReportRecord } from './review-records.ts';

/**
 * What the store keeps: one plain, never-mutated object per record. Times are epoch milliseconds of
 * market time, money is integer mills (1/1000 US dollar). `state` is the value of the record's machine;
 * the other members are its context.
 */

export interface RequesterRecord {
  /** The access key id. */
  readonly id: string;
  readonly name: string;
  readonly balanceMills: number;
  readonly heldMills: number;
  /** Workers that it blocks now; absent: none yet. */
  readonly blocked?: number;
  readonly createdAt: number;
}

export interface QualificationTypeRecord {
  readonly id: string;
  readonly owner: string;
  /** `Disposing`: deletion runs; `status` is then the last one shown (Q46). */
  readonly state: 'Active' | 'Inactive' | 'Disposing';
  readonly status: 'Active' | 'Inactive';
  readonly name: string;
  readonly description: string;
  readonly keywords?: string;
  readonly createdAt: number;
  /** Absent: a worker may ask once, ever (Q17). */
  readonly retryDelaySeconds?: number;
  /** Which `test` record is shown now: `<type>:<revision>`. */
  readonly testRevision?: number;
  readonly testDurationSeconds?: number;
  readonly autoGranted: boolean;
  readonly autoGrantedValue?: number;
  /** Work of the deletion that is left, while `Disposing`; absent: only waiting for the last HIT that requires the type. */
  readonly sweep?: SweepRecord;
}

/** Where a deletion stands. Each step is one bounded commit; `after` is where its list goes on. */
export interface SweepRecord {
  readonly stage: 'marked' | 'hitTypes' | 'requests' | 'hits';
  readonly at: number;
  readonly after?: string;
}

/** Reserves a type's name for its owner (Q2). Id `<owner>:<hash of the name>`. */
export interface QualificationTypeNameRecord {
  readonly type: string;
}

/** A revision of a type's test, never changed (Q37, Q52). Id `<type>:<revision>`. */
export interface TestRecord {
  readonly test: string;
  readonly answerKey?: string;
}

/** One worker's relation to one type. Id `<worker>:<type>`. */
export interface QualificationRecord {
  readonly worker: string;
  readonly type: string;
  readonly state: { readonly holding: 'none' | 'held' | 'revoked'; readonly asking: 'never' | 'asked' };
  readonly value?: number;
  readonly grantedAt?: number;
  /** When this worker last asked (Q60, Q61); the retry delay counts from here. */
  readonly askedAt?: number;
  /** The request that is answering or pending, if any (Q58). */
  readonly openRequest?: string;
}

export interface QualificationRequestRecord {
  readonly id: string;
  readonly type: string;
  readonly worker: string;
  /** Owner of the type. */
  readonly owner: string;
  readonly state: 'asking' | 'answering' | 'pending' | 'granted' | 'rejected' | 'expired';
  readonly askedAt: number;
  /** End of the test time, while answering. */
  readonly dueAt?: number;
  readonly submittedAt?: number;
  readonly testRevision?: number;
  /** A QuestionFormAnswers document. */
  readonly answer?: string;
  readonly value?: number;
  readonly reason?: string;
}

export interface WorkerRecord {
  readonly id: string;
  readonly createdAt: number;
  /** Names and texts are made from it when somebody looks. */
  readonly seed: number;
  readonly name?: string;
  readonly state: {
    readonly hitsApproved: 'counting';
    readonly approvalRate: 'provisional' | 'measured';
    readonly masters: 'none' | 'held' | 'withdrawn';
    readonly adult: 'no' | 'yes';
    readonly locale: 'registered';
  };
  readonly submitted: number;
  readonly approved: number;
  readonly rejected: number;
  /** Displayed rate, 0-100 (Q96). */
  readonly approvalRate: number;
  readonly locale: Locale;
  /** The worker's own requester account, if it has one. */
  readonly requester?: string;
  readonly earnedMills: number;
  readonly bonusMills: number;
  /** Milliseconds between accepting and submitting, summed over submitted assignments. */
  readonly workedMs: number;
  /** Number of the last entry in the worker's inbox; 0: none yet. */
  readonly inboxSeq: number;
}

export interface HitTypeRecord {
  readonly id: string;
  readonly groupId: string;
  readonly requester: string;
  /** As workers see it in a group. */
  readonly requesterName: string;
  readonly title: string;
  readonly description: string;
  readonly keywords?: string;
  readonly rewardMills: number;
  readonly assignmentDurationSeconds: number;
  readonly autoApprovalDelaySeconds: number;
  readonly requirements: readonly Requirement[];
  readonly createdAt: number;
  /** Gone with a Qualification type it requires (Q45); its HITs go on. */
  readonly gone: boolean;
  readonly notification?: NotificationRecord;
}

export interface NotificationRecord {
  readonly destination: string;
  readonly transport: 'SQS' | 'SNS' | 'Email';
  readonly version: string;
  readonly eventTypes: readonly string[];
  readonly active: boolean;
}

export type HitStatus = 'Assignable' | 'Unassignable' | 'Reviewable' | 'Reviewing' | 'Disposed';

export interface HitRecord {
  readonly id: string;
  readonly hitTypeId: string;
  readonly requester: string;
  readonly state: HitStatus;
  readonly createdAt: number;
  readonly expiration: number;
  /** The lifetime is over; set by the expiry event, cleared by an extension. */
  readonly expired: boolean;
  readonly maxAssignments: number;
  /** Accepted, not yet submitted. */
  readonly pending: number;
  /** Submitted, undecided. */
  readonly submitted: number;
  /** Approved or rejected. */
  readonly completed: number;
  /** An assignment was accepted at some time: its type can no longer change (1.15). */
  readonly everAccepted: boolean;
  /** Made with ten or more assignments: the further fee applies (8.4). */
  readonly largeBatch: boolean;
  /** Fee per assignment (8.4). */
  readonly feeMills: number;
  /** When it last became Reviewable; automatic disposal counts from here (D12). */
  readonly reviewableAt?: number;
  readonly annotation?: string;
  readonly hasReviewPolicies: boolean;
}

/** The large, constant part of a HIT. Same id as the HIT. */
export interface HitContentRecord {
  readonly question: string;
  readonly layoutId?: string;
  readonly assignmentReviewPolicy?: ReviewPolicyRecord;
  readonly hitReviewPolicy?: ReviewPolicyRecord;
}

export type AssignmentState = 'Accepted' | 'Submitted' | 'Approved' | 'Rejected' | 'Returned' | 'Abandoned';

export interface AssignmentRecord {
  readonly id: string;
  readonly hit: string;
  readonly hitTypeId: string;
  readonly requester: string;
  readonly worker: string;
  readonly state: AssignmentState;
  readonly acceptedAt: number;
  readonly deadline: number;
  readonly rewardMills: number;
  readonly feeMills: number;
  readonly autoApprovalDelaySeconds: number;
  readonly submittedAt?: number;
  readonly autoApprovalAt?: number;
  readonly approvedAt?: number;
  readonly rejectedAt?: number;
  /** A QuestionFormAnswers document. */
  readonly answer?: string;
  readonly feedback?: string;
}

/** A worker's newest assignment of a HIT. Id `<worker>:<hit>`. */
export interface ParticipationRecord {
  readonly worker: string;
  readonly hit: string;
  readonly assignment: string;
  /** Has it, or had it submitted or decided; false once returned or abandoned (D43). */
  readonly taken: boolean;
}

/** Id `<requester>:<worker>`. */
export interface BlockRecord {
  readonly requester: string;
  readonly worker: string;
  readonly reason: string;
  readonly at: number;
}

/** A used UniqueRequestToken. Id `<requester>:<operation family>:<token>`. */
export interface TokenRecord {
  readonly at: number;
  /** What the first call made: a HITId or the first request's id. */
  readonly made: string;
}

export interface BonusRecord {
  readonly id: string;
  readonly requester: string;
  readonly worker: string;
  readonly assignment: string;
  readonly hit: string;
  readonly amountMills: number;
  readonly feeMills: number;
  readonly reason: string;
  readonly at: number;
}

/** Whether a worker has submitted, or had decided, work for a requester. Id `<requester>:<worker>`. */
export interface AcquaintanceRecord {
  readonly lastSubmittedAt: number;
  readonly decided: boolean;
}

export interface OutboxRecord {
  readonly id: string;
  /** `waiting`: for the next attempt; `due`: to be delivered now; `done`: delivered, given up, or nothing to deliver. */
  readonly state: 'waiting' | 'due' | 'done';
  readonly at: number;
  readonly kind: 'mail' | 'notification';
  readonly to: string;
  readonly subject?: string;
  readonly text?: string;
  readonly document?: unknown;
  readonly attempts: readonly { readonly at: number; readonly status?: number; readonly error?: string }[];
  /** When to try again, while `waiting`. */
  readonly nextAttemptAt?: number;
}

/** A simulated person's plan, so that a restart goes on with the same people. Id: the worker's or requester's. */
export interface AgentRecord {
  readonly id: string;
  readonly role: 'worker' | 'requester';
  /** The agent's number in its population. */
  readonly number: number;
  /** When the next step is due, market time. */
  readonly nextAt: number;
  readonly step: 'away' | 'look' | 'work' | 'test' | 'tend';
  /** Rises with every plan, so that chance does not repeat itself after a restart. */
  readonly turn: number;
  /** When the session ends, while on line. */
  readonly sessionEndsAt?: number;
  /** Accepted, in the order in which they will be worked on. */
  readonly assignments: readonly string[];
  /** The Qualification request whose test is being answered. */
  readonly request?: string;
}

/** Every kind of record with its type; the key of a record is `<kind>/<id>`. */
export interface Records {
  readonly market: MarketRecord;
  readonly lease: LeaseRecord;
  readonly requester: RequesterRecord;
  readonly qualificationType: QualificationTypeRecord;
  readonly qualificationTypeName: QualificationTypeNameRecord;
  readonly test: TestRecord;
  readonly qualification: QualificationRecord;
  readonly qualificationRequest: QualificationRequestRecord;
  readonly worker: WorkerRecord;
  readonly hitType: HitTypeRecord;
  readonly hit: HitRecord;
  readonly hitContent: HitContentRecord;
  readonly hitLayout: HitLayoutRecord;
  readonly assignment: AssignmentRecord;
  readonly participation: ParticipationRecord;
  readonly block: BlockRecord;
  readonly token: TokenRecord;
  readonly bonus: BonusRecord;
  readonly acquaintance: AcquaintanceRecord;
  readonly outbox: OutboxRecord;
  readonly agent: AgentRecord;
  readonly reviewReport: ReviewReportRecord;
}

export type Kind = keyof Records;
