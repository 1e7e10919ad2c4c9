import type {
  AssignmentRecord,
  HitRecord,
  OutboxRecord,
  QualificationRecord,
  QualificationRequestRecord,
  QualificationTypeRecord,
  WorkerRecord,
} from '../../server/contract/records.ts';
import type { AssignmentEvent } from '../../server/machines/assignment.ts';
import { assignmentMachine } from '../../server/machines/assignment.ts';
import type { HitEvent } from '../../server/machines/hit.ts';
import { hitMachine } from '../../server/machines/hit.ts';
import type { Effect, Machine } from '../../server/machines/machine.ts';
import type { OutboxEvent } from '../../server/machines/outbox.ts';
import { outboxMachine } from '../../server/machines/outbox.ts';
import type { QualificationEvent } from '../../server/machines/qualification.ts';
import { qualificationMachine } from '../../server/machines/qualification.ts';
import type { QualificationRequestEvent } from '../../server/machines/qualification-request.ts';
import { qualificationRequestMachine } from '../../server/machines/qualification-request.ts';
import type { QualificationTypeEvent } from '../../server/machines/qualification-type.ts';
import { qualificationTypeMachine } from '../../server/machines/qualification-type.ts';
import type { SystemQualificationsEvent } from '../../server/machines/system-qualifications.ts';
import { systemQualificationsMachine } from '../../server/machines/system-qualifications.ts';

export const start = Date.UTC(2026, 0, 1);

/** Records as their machines begin with them. */
export const newRequest: QualificationRequestRecord = {
  id: '3REQUEST',
  type: '3TYPE',
  worker: 'AWORKER',
  owner: 'OWNER',
  state: 'asking',
  askedAt: start,
};
export const newQualification: QualificationRecord = {
  worker: 'AWORKER',
  type: '3TYPE',
  state: { holding: 'none', asking: 'never' },
};
export const newType: QualificationTypeRecord = {
  id: '3TYPE',
  owner: 'OWNER',
  state: 'Active',
  status: 'Active',
  name: 'English',
  description: 'Writes English',
  createdAt: start,
  autoGranted: false,
};
export const newWorker: WorkerRecord = {
  id: 'AWORKER',
  createdAt: start,
  seed: 1,
  state: {
    hitsApproved: 'counting',
    approvalRate: 'provisional',
    masters: 'none',
    adult: 'no',
    locale: 'registered',
  },
  submitted: 0,
  approved: 0,
  rejected: 0,
  approvalRate: 100,
  locale: { country: 'US' },
  earnedMills: 0,
  bonusMills: 0,
  workedMs: 0,
  inboxSeq: 0,
};
export const newHit: HitRecord = {
  id: '3HIT',
  hitTypeId: '3HITTYPE',
  requester: 'OWNER',
  state: 'Assignable',
  createdAt: start,
  expiration: start + 3_600_000,
  expired: false,
  maxAssignments: 5,
  pending: 0,
  submitted: 0,
  completed: 0,
  everAccepted: false,
  largeBatch: false,
  feeMills: 10,
  hasReviewPolicies: false,
};
export const newAssignment: AssignmentRecord = {
  id: '3ASSIGNMENT',
  hit: '3HIT',
  hitTypeId: '3HITTYPE',
  requester: 'OWNER',
  worker: 'AWORKER',
  state: 'Accepted',
  acceptedAt: start,
  deadline: start + 600_000,
  rewardMills: 50,
  feeMills: 10,
  autoApprovalDelaySeconds: 86_400,
};
export const newPosting: OutboxRecord = {
  id: 'posting',
  state: 'due',
  at: start,
  kind: 'notification',
  to: 'https://queue.example/',
  attempts: [],
};

type Happening = { readonly type: string; readonly now: number };
/** A machine with a record to begin with and, for an instant, every event in its telling variants. */
export interface Sample<R extends { readonly state: unknown }, E extends Happening> {
  readonly machine: Machine<R, E, Effect>;
  readonly record: R;
  events(now: number): readonly E[];
}

const requestSample: Sample<QualificationRequestRecord, QualificationRequestEvent> = {
  machine: qualificationRequestMachine,
  record: newRequest,
  events: (now) => [
    { type: 'ask', now },
    { type: 'ask', now, granting: 7 },
    { type: 'ask', now, test: { revision: 2, durationSeconds: 600 } },
    { type: 'submit', now, answer: '<a/>' },
    { type: 'submit', now, answer: '<a/>', value: 0 },
    { type: 'accept', now, value: 3 },
    { type: 'reject', now, reason: 'no' },
    { type: 'typeDeleted', now },
  ],
};
const qualificationSample: Sample<QualificationRecord, QualificationEvent> = {
  machine: qualificationMachine,
  record: newQualification,
  events: (now) => [
    { type: 'ask', now, request: '3A' },
    { type: 'ask', now, request: '3B', retryDelaySeconds: 0 },
    { type: 'ask', now, request: '3C', retryDelaySeconds: 3600 },
    { type: 'grant', now, value: 5 },
    { type: 'assign', now, value: -5 },
    { type: 'revoke', now, reason: 'no' },
    { type: 'close', now },
  ],
};
const typeSample: Sample<QualificationTypeRecord, QualificationTypeEvent> = {
  machine: qualificationTypeMachine,
  record: newType,
  events: (now) => [
    { type: 'update', now, change: { description: 'new' } },
    { type: 'update', now, status: 'Inactive', change: {} },
    { type: 'update', now, status: 'Active', change: { autoGranted: true, autoGrantedValue: 2 } },
    { type: 'delete', now },
    { type: 'ask', now },
    { type: 'require', now },
    { type: 'write', now },
    { type: 'swept', now, sweep: { stage: 'requests', at: now + 1 } },
    { type: 'swept', now, sweep: undefined },
    { type: 'hitGone', now },
    { type: 'complete', now },
  ],
};
const workerSample: Sample<WorkerRecord, SystemQualificationsEvent> = {
  machine: systemQualificationsMachine,
  record: newWorker,
  events: (now) => [
    { type: 'submitted', now, workedMs: 1000 },
    { type: 'approved', now, earnedMills: 50 },
    { type: 'rejected', now },
    { type: 'overridden', now, earnedMills: 50 },
    {
      type: 'session',
      now,
      counts: { submitted: 40, approved: 30, rejected: 10, earnedMills: 9, workedMs: 5 },
    },
    { type: 'set', now, submitted: 99, approved: 50, rejected: 1, masters: true },
    { type: 'set', now, submitted: 200, approved: 199, masters: false, adult: true },
    { type: 'set', now, adult: false, locale: { country: 'GB' } },
  ],
};
const hitSample: Sample<HitRecord, HitEvent> = {
  machine: hitMachine,
  record: newHit,
  events: (now) => [
    { type: 'accept', now },
    { type: 'release', now },
    { type: 'submit', now },
    { type: 'decide', now },
    { type: 'expire', now },
    { type: 'extendTime', now, expireAt: now + 3_600_000 },
    { type: 'addAssignments', now, count: 1 },
    { type: 'addAssignments', now, count: 9 },
    { type: 'review', now },
    { type: 'revert', now },
    { type: 'changeType', now, hitTypeId: '3OTHER', feeMills: 20 },
    { type: 'dispose', now },
  ],
};
const assignmentSample: Sample<AssignmentRecord, AssignmentEvent> = {
  machine: assignmentMachine,
  record: newAssignment,
  events: (now) => [
    { type: 'submit', now, answer: '<a/>' },
    { type: 'return', now },
    { type: 'approve', now, override: false, hitDisposed: false },
    { type: 'approve', now, feedback: 'good', override: true, hitDisposed: false },
    { type: 'approve', now, override: true, hitDisposed: true },
    { type: 'reject', now, feedback: 'no' },
  ],
};
const outboxSample: Sample<OutboxRecord, OutboxEvent> = {
  machine: outboxMachine,
  record: newPosting,
  events: (now) => [
    { type: 'attempted', now, delivered: true, status: 200 },
    { type: 'attempted', now, delivered: false, error: 'refused' },
  ],
};

/** All machines, for tests that ask the same of each; their own types do not matter there. */
export const samples = [
  requestSample,
  qualificationSample,
  typeSample,
  workerSample,
  hitSample,
  assignmentSample,
  outboxSample,
].map((sample) => {
  const { definition } = sample.machine;
  return { name: definition.id, definition, ...(sample as unknown as Sample<{ state: unknown }, Happening>) };
});
