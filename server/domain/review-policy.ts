import { invalidValue, outOfRange } from '../contract/errors.ts';
import type { ReviewPolicyRecord } from '../contract/records.ts';

/** The two review policies of HITs (8.2): their parameters, checked and with defaults filled in. */

export type ReviewLevel = 'Assignment' | 'HIT';

/** A policy as it is sent; a member that is undefined is absent. */
export interface ReviewPolicyInput {
  readonly PolicyName: string;
  readonly Parameters?: readonly ParameterInput[] | undefined;
}
interface ParameterInput {
  readonly Key?: string | undefined;
  readonly Values?: readonly string[] | undefined;
  readonly MapEntries?:
    | readonly { Key?: string | undefined; Values?: readonly string[] | undefined }[]
    | undefined;
}

const policyNames: Readonly<Record<ReviewLevel, string>> = {
  Assignment: 'ScoreMyKnownAnswers/2011-09-01',
  HIT: 'SimplePlurality/2011-09-01',
};

/** One more assignment, where a score is too low: until MaxAssignments is `maximumAssignments`. */
export interface Extension {
  readonly ifScoreIsLessThan: number;
  readonly maximumAssignments: number;
  /** By how much the lifetime is extended as well. */
  readonly seconds: number;
}

/** Assignment level: each submission is scored against answers that are known. Scores are percent. */
export interface ScoreMyKnownAnswers {
  readonly answerKey: readonly { readonly question: string; readonly values: readonly string[] }[];
  /** 101: never. */
  readonly approveIfAtLeast: number;
  readonly approveReason: string | undefined;
  /** 0: never. */
  readonly rejectIfLessThan: number;
  readonly rejectReason: string | undefined;
  readonly extension: Extension;
}

/** HIT level: the answers of all workers are compared when the HIT becomes Reviewable. Scores are percent. */
export interface SimplePlurality {
  readonly questions: readonly string[];
  readonly agreementThreshold: number;
  readonly disregardRejected: boolean;
  readonly disregardIfKnownAnswerScoreIsLessThan: number;
  /** Infinity: never. */
  readonly approveIfAtLeast: number;
  /** 0: never. */
  readonly rejectIfLessThan: number;
  readonly rejectReason: string | undefined;
  readonly extension: Extension;
}

const questionsMax = 15;
const assignmentsMax = 1_000_000_000;
const yearSeconds = 31_536_000;

/** Checks a policy and keeps it as it was sent; `Refused` where a rule of its level is broken. */
export function reviewPolicyRecord(
  level: ReviewLevel,
  policy: ReviewPolicyInput | undefined,
): ReviewPolicyRecord | undefined {
  if (policy === undefined) return undefined;
  if (policy.PolicyName !== policyNames[level]) throw invalidValue('PolicyName', policy.PolicyName);
  const record = withoutUndefined(policy);
  if (level === 'Assignment') scoreMyKnownAnswers(record);
  else simplePlurality(record);
  return record;
}

function withoutUndefined({ PolicyName, Parameters }: ReviewPolicyInput): ReviewPolicyRecord {
  const plain = Parameters?.map(({ Key, Values, MapEntries }) => ({
    ...(Key !== undefined && { Key }),
    ...(Values !== undefined && { Values }),
    ...(MapEntries !== undefined && {
      MapEntries: MapEntries.map((entry) => ({
        ...(entry.Key !== undefined && { Key: entry.Key }),
        ...(entry.Values !== undefined && { Values: entry.Values }),
      })),
    }),
  }));
  return { PolicyName, ...(plain && { Parameters: plain }) };
}

export function scoreMyKnownAnswers(policy: ReviewPolicyRecord): ScoreMyKnownAnswers {
  const parameters = new Parameters(policy);
  return {
    answerKey: parameters.map('AnswerKey'),
    approveIfAtLeast: parameters.integer('ApproveIfKnownAnswerScoreIsAtLeast', 0, 101) ?? 101,
    approveReason: parameters.one('ApproveReason'),
    rejectIfLessThan: parameters.integer('RejectIfKnownAnswerScoreIsLessThan', 0, 101) ?? 0,
    rejectReason: parameters.one('RejectReason'),
    extension: {
      ifScoreIsLessThan: parameters.integer('ExtendIfKnownAnswerScoreIsLessThan', 0, 101) ?? 0,
      maximumAssignments: parameters.integer('ExtendMaximumAssignments', 2, 25) ?? 5,
      seconds: parameters.integer('ExtendMinimumTimeInSeconds', 60, yearSeconds) ?? 0,
    },
  };
}

export function simplePlurality(policy: ReviewPolicyRecord): SimplePlurality {
  const parameters = new Parameters(policy);
  const extendIf = parameters.integer('ExtendIfHITAgreementScoreIsLessThan', 1, 100);
  const maximum = parameters.integer('ExtendMaximumAssignments', 1, assignmentsMax);
  if (extendIf !== undefined && maximum === undefined)
    throw invalidValue('ExtendMaximumAssignments', undefined);
  return {
    questions: parameters.questions(),
    agreementThreshold: parameters.required('QuestionAgreementThreshold', 0, 100),
    disregardRejected: parameters.flag('DisregardAssignmentIfRejected'),
    disregardIfKnownAnswerScoreIsLessThan:
      parameters.integer('DisregardAssignmentIfKnownAnswerScoreIsLessThan', 0, 101) ?? 0,
    approveIfAtLeast:
      parameters.integer('ApproveIfWorkerAgreementScoreIsAtLeast', 0, 101) ?? Number.POSITIVE_INFINITY,
    rejectIfLessThan: parameters.integer('RejectIfWorkerAgreementScoreIsLessThan', 0, 101) ?? 0,
    rejectReason: parameters.one('RejectReason'),
    extension: {
      ifScoreIsLessThan: extendIf ?? 0,
      maximumAssignments: maximum ?? 0,
      seconds: parameters.integer('ExtendMinimumTimeInSeconds', 60, yearSeconds) ?? 0,
    },
  };
}

/** Reads the parameters of one policy; whatever is wrong is refused by the Key of its parameter (3.1). */
class Parameters {
  readonly #parameters: NonNullable<ReviewPolicyRecord['Parameters']>;

  constructor(policy: ReviewPolicyRecord) {
    this.#parameters = policy.Parameters ?? [];
  }

  #of(...keys: readonly string[]) {
    return this.#parameters.find(({ Key }) => Key !== undefined && keys.includes(Key));
  }

  one(key: string): string | undefined {
    const values = this.#of(key)?.Values ?? [];
    if (values.length > 1) throw invalidValue(key, values);
    return values[0];
  }

  integer(key: string, min: number, max: number): number | undefined {
    const text = this.one(key);
    if (text === undefined) return undefined;
    if (!/^\s*[+-]?\d+\s*$/.test(text)) throw invalidValue(key, text);
    const value = Number(text);
    if (value < min || value > max) throw outOfRange(key, value, min, max);
    return value;
  }

  required(key: string, min: number, max: number): number {
    const value = this.integer(key, min, max);
    if (value === undefined) throw invalidValue(key, undefined);
    return value;
  }

  /** D51: all four spellings. */
  flag(key: string): boolean {
    const text = this.one(key);
    if (text === undefined) return false;
    if (!/^(?:T|F|true|false)$/i.test(text)) throw invalidValue(key, text);
    return /^t/i.test(text);
  }

  /** QuestionIds, which pages and clients also spell QuestionIDs. */
  questions(): readonly string[] {
    const values = this.#of('QuestionIds', 'QuestionIDs')?.Values;
    if (values === undefined || values.length === 0) throw invalidValue('QuestionIds', undefined);
    if (values.length > questionsMax) throw invalidValue('QuestionIds', values);
    return values;
  }

  map(key: string): { question: string; values: readonly string[] }[] {
    const entries = this.#of(key)?.MapEntries;
    if (entries === undefined || entries.length === 0) throw invalidValue(key, undefined);
    return entries.map((entry) => {
      if (entry.Key === undefined) throw invalidValue(key, entries);
      return { question: entry.Key, values: entry.Values ?? [] };
    });
  }
}
