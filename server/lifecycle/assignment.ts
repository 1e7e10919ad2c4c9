import { Refused } from '../contract/errors.ts';
import type { AssignmentRecord, HitRecord, WorkerRecord } from '../contract/records.ts';
import { advance } from '../machines/advance.ts';
import { assignmentMachine } from '../machines/assignment.ts';
import { availableOf } from '../machines/hit.ts';
import { newEntityId } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';
import { startAssignment, takeAssignmentStep } from './assignment-step.ts';
import { hitTypeOf } from './hit-step.ts';
import { unmetRequirements } from './requirements.ts';
import { reviewSubmission } from './review-submission.ts';
import { existingWorker } from './worker.ts';

/** A worker takes a place of a HIT; decided from the records alone (6.4, Q127). */
export async function acceptAssignment(
  tx: Transaction,
  accept: { worker: string; hit: string },
): Promise<AssignmentRecord> {
  const worker = await existingWorker(tx, accept.worker);
  const hit = await tx.get('hit', accept.hit);
  if (!hit) throw new Refused('NotFound', `There is no HIT ${accept.hit}.`, { hit: accept.hit });
  refuseWithoutPlace(hit);
  await refuseObstacles(tx, worker, hit);
  const hitType = await hitTypeOf(tx, hit);
  await refuseUnqualified(tx, worker, hit, hitType.requirements);
  return startAssignment(tx, {
    id: newEntityId(tx.ids),
    hit: hit.id,
    hitTypeId: hit.hitTypeId,
    requester: hit.requester,
    worker: worker.id,
    state: 'Accepted',
    acceptedAt: tx.now,
    deadline: tx.now + hitType.assignmentDurationSeconds * 1000,
    rewardMills: hitType.rewardMills,
    feeMills: hit.feeMills,
    autoApprovalDelaySeconds: hitType.autoApprovalDelaySeconds,
  });
}

function refuseWithoutPlace(hit: HitRecord): void {
  if (hit.expired) throw new Refused('HITExpired', `The lifetime of HIT ${hit.id} is over.`, { hit: hit.id });
  if (availableOf(hit) <= 0)
    throw new Refused('NoMoreWorkableHITsInGroup', `HIT ${hit.id} has no place left.`, { hit: hit.id });
  if (hit.state !== 'Assignable')
    throw new Refused('NoMoreWorkableHITsInGroup', `HIT ${hit.id} is ${hit.state}.`, { hit: hit.id });
}

/** Q127, but for places and requirements. */
async function refuseObstacles(tx: Transaction, worker: WorkerRecord, hit: HitRecord): Promise<void> {
  if (worker.requester === hit.requester)
    throw new Refused('OwnHIT', `HIT ${hit.id} is this worker's own.`, { hit: hit.id });
  if (await tx.get('block', `${hit.requester}:${worker.id}`))
    throw new Refused('WorkerBlocked', `The requester of HIT ${hit.id} has blocked this worker.`, {
      hit: hit.id,
    });
  const participation = await tx.get('participation', `${worker.id}:${hit.id}`);
  if (participation?.taken)
    throw new Refused('AssignmentAlreadyExists', `This worker has or had HIT ${hit.id}.`, {
      hit: hit.id,
      assignment: participation.assignment,
    });
}

async function refuseUnqualified(
  tx: Transaction,
  worker: WorkerRecord,
  hit: HitRecord,
  requirements: Parameters<typeof unmetRequirements>[2],
): Promise<void> {
  const unmet = await unmetRequirements(tx, worker, requirements);
  if (unmet.length === 0) return;
  const why = unmet.map(({ text }) => text).join('; ');
  throw new Refused('DoesNotMeetRequirements', `This worker can't accept HIT ${hit.id}: ${why}.`, { unmet });
}

/** Hands in work; `answer` is a QuestionFormAnswers document. The HIT may have expired meanwhile. */
export async function submitAssignment(
  tx: Transaction,
  submit: { worker: string; assignment: string; answer: string },
): Promise<AssignmentRecord> {
  const record = await ownOf(tx, submit);
  const step = advance(assignmentMachine, record, { type: 'submit', now: tx.now, answer: submit.answer });
  if (!step.taken) throw over(record);
  return takeAssignmentStep(tx, step, await reviewSubmission(tx, record, submit.answer));
}

export async function returnAssignment(
  tx: Transaction,
  give: { worker: string; assignment: string },
): Promise<AssignmentRecord> {
  const record = await ownOf(tx, give);
  const step = advance(assignmentMachine, record, { type: 'return', now: tx.now });
  if (!step.taken) throw over(record);
  return takeAssignmentStep(tx, step);
}

/** ApproveAssignment (1.10); `override` approves what was rejected. */
export async function approveAssignment(
  tx: Transaction,
  approve: { assignment: string; feedback?: string | undefined; override?: boolean | undefined },
): Promise<AssignmentRecord> {
  const record = await existing(tx, approve.assignment);
  const hit = await tx.get('hit', record.hit);
  const step = advance(assignmentMachine, record, {
    type: 'approve',
    now: tx.now,
    feedback: approve.feedback,
    override: approve.override ?? false,
    hitDisposed: hit?.state === 'Disposed',
  });
  if (!step.taken) throw undecidable();
  return takeAssignmentStep(tx, step);
}

/** RejectAssignment (1.11): the place is not opened again. */
export async function rejectAssignment(
  tx: Transaction,
  reject: { assignment: string; feedback: string },
): Promise<AssignmentRecord> {
  const record = await existing(tx, reject.assignment);
  const { feedback } = reject;
  const step = advance(assignmentMachine, record, { type: 'reject', now: tx.now, feedback });
  if (!step.taken) throw undecidable();
  return takeAssignmentStep(tx, step);
}

async function ownOf(
  tx: Transaction,
  { worker, assignment }: { worker: string; assignment: string },
): Promise<AssignmentRecord> {
  const record = await tx.get('assignment', assignment);
  if (record?.worker === worker) return record;
  throw new Refused('NotFound', `This worker has no assignment ${assignment}.`, { assignment });
}

async function existing(tx: Transaction, id: string): Promise<AssignmentRecord> {
  const record = await tx.get('assignment', id);
  if (!record) throw new Refused('AssignmentDoesNotExist', `Assignment [${id}] does not exist.`);
  return record;
}

function over(record: AssignmentRecord): Refused {
  return new Refused('InvalidAssignmentState', `Assignment ${record.id} is ${record.state}, not Accepted.`, {
    assignment: record.id,
    status: record.state,
  });
}

const undecidable = () =>
  new Refused('InvalidAssignmentState', 'This operation can be called with a status of: Submitted');
