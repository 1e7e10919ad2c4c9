import type { AssignmentPush } from '../contract/events.ts';
import type { AssignmentRecord } from '../contract/records.ts';
import { dollars } from '../domain/money.ts';
import { elapse } from '../machines/advance.ts';
import type { AssignmentEffect, AssignmentPushName } from '../machines/assignment.ts';
import { assignmentMachine } from '../machines/assignment.ts';
import type { Step } from '../machines/machine.ts';
import type { SystemQualificationsEvent } from '../machines/system-qualifications.ts';
import type { Transaction } from '../market/transaction.ts';
import { spend } from './account.ts';
import { hitTypeOf, tellHit } from './hit-step.ts';
import type { NoticeType } from './notification.ts';
import { notifyRequester } from './notification.ts';
import { tellWorker } from './worker.ts';

const notices: Readonly<Record<AssignmentPushName | 'assignment:accepted', NoticeType>> = {
  'assignment:accepted': 'AssignmentAccepted',
  'assignment:submitted': 'AssignmentSubmitted',
  'assignment:returned': 'AssignmentReturned',
  'assignment:abandoned': 'AssignmentAbandoned',
  'assignment:approved': 'AssignmentApproved',
  'assignment:rejected': 'AssignmentRejected',
};

/** Makes a fresh acceptance real. */
export async function startAssignment(tx: Transaction, record: AssignmentRecord): Promise<AssignmentRecord> {
  const { id, hit, worker } = record;
  await Promise.all([tx.get('assignment', id), tx.get('participation', `${worker}:${hit}`)]);
  tx.put('assignment', id, record);
  tx.put('participation', `${worker}:${hit}`, { worker, hit, assignment: id, taken: true });
  await tell(tx, record, 'assignment:accepted');
  await tellHit(tx, hit, 'accept');
  return record;
}

/**
 * Makes a step of an assignment's machine real: the record, its HIT, the worker's numbers, the money. `review` is
 * what the HIT's policy does with a submission before an approval without delay (6.4).
 */
export async function takeAssignmentStep(
  tx: Transaction,
  step: Extract<Step<AssignmentRecord, AssignmentEffect>, { taken: true }>,
  review?: SubmissionReview,
): Promise<AssignmentRecord> {
  const { record } = step;
  tx.put('assignment', record.id, record);
  for (const effect of step.effects) await enact(tx, record, effect);
  await review?.conclude();
  return approvedAtOnce(tx, (await tx.get('assignment', record.id)) ?? record);
}

/** A submission that a policy has looked at before anything became of it. */
export interface SubmissionReview {
  /** Does what follows from the score, once the work is submitted. */
  conclude(): Promise<void>;
}

/** An automatic approval without delay happens with the submission (6.4). */
async function approvedAtOnce(tx: Transaction, record: AssignmentRecord): Promise<AssignmentRecord> {
  if (record.state !== 'Submitted' || (record.autoApprovalAt ?? 0) > tx.now) return record;
  const step = elapse(assignmentMachine, record, 'autoApproval', tx.now);
  return step.taken ? takeAssignmentStep(tx, step) : record;
}

async function enact(tx: Transaction, record: AssignmentRecord, effect: AssignmentEffect): Promise<void> {
  switch (effect.type) {
    case 'tell':
      return tell(tx, record, effect.params.push);
    case 'toHit':
      await tellHit(tx, record.hit, effect.params.event);
      return;
    case 'toWorker':
      await acquaint(tx, record);
      await tellWorker(tx, record.worker, workerEvent(tx.now, record, effect.params.event));
      return;
    case 'pay':
      return spend(tx, record.requester, record.rewardMills + record.feeMills);
    case 'leave':
      return leave(tx, record);
    case 'refuse':
      return;
  }
}

function workerEvent(
  now: number,
  record: AssignmentRecord,
  type: 'submitted' | 'approved' | 'rejected' | 'overridden',
): SystemQualificationsEvent {
  if (type === 'submitted') return { type, now, workedMs: now - record.acceptedAt };
  if (type === 'rejected') return { type, now };
  return { type, now, earnedMills: record.rewardMills };
}

/** Remembers who worked for whom: bonuses and messages ask for it (1.18, 1.23). */
async function acquaint(tx: Transaction, record: AssignmentRecord): Promise<void> {
  const id = `${record.requester}:${record.worker}`;
  const known = await tx.get('acquaintance', id);
  const decided = (known?.decided ?? false) || record.state !== 'Submitted';
  const submittedAt = record.submittedAt ?? tx.now;
  const lastSubmittedAt = Math.max(known?.lastSubmittedAt ?? submittedAt, submittedAt);
  if (known?.decided === decided && known.lastSubmittedAt === lastSubmittedAt) return;
  tx.put('acquaintance', id, { lastSubmittedAt, decided });
}

/** D43: who returned or abandoned a HIT may take it again. */
async function leave(tx: Transaction, { worker, hit }: AssignmentRecord): Promise<void> {
  const id = `${worker}:${hit}`;
  const participation = await tx.get('participation', id);
  if (participation) tx.put('participation', id, { ...participation, taken: false });
}

async function tell(tx: Transaction, record: AssignmentRecord, push: keyof typeof notices): Promise<void> {
  await tx.push(record.worker, push, pushOf(record), { requester: record.requester });
  const hitType = await hitTypeOf(tx, record);
  await notifyRequester(tx, { hitType, hit: record.hit, event: notices[push], assignment: record.id });
}

function pushOf(record: AssignmentRecord): AssignmentPush {
  const { id, hit, hitTypeId, state, feedback } = record;
  return {
    assignment: id,
    hit,
    hitTypeId,
    ...(state === 'Accepted' ? { deadline: new Date(record.deadline).toISOString() } : {}),
    ...(feedback === undefined ? {} : { feedback }),
    reward: dollars(record.rewardMills),
  };
}
