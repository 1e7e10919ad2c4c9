import type { Kind } from '../contract/records.ts';
import { elapse } from '../machines/advance.ts';
import { assignmentMachine } from '../machines/assignment.ts';
import { deadlinesOf } from '../machines/deadlines.ts';
import { hitMachine } from '../machines/hit.ts';
import { outboxMachine } from '../machines/outbox.ts';
import { qualificationRequestMachine } from '../machines/qualification-request.ts';
import type { Transaction } from '../market/transaction.ts';
import { takeAssignmentStep } from './assignment-step.ts';
import { takeHitStep } from './hit-step.ts';
import { takeRequestStep } from './qualification-request.ts';
import { sweepType } from './qualification-type-disposal.ts';
import { continueReview } from './review-run.ts';

type Fire = (tx: Transaction, id: string, delay: string) => Promise<void>;

/** What the end of a delay means, by kind of record: the machine's own delayed transition. */
const fires: { readonly [K in Kind]?: Fire } = {
  hit: async (tx, id, delay) => {
    const hit = await tx.get('hit', id);
    if (!hit) return;
    const step = elapse(hitMachine, hit, delay, tx.now);
    if (step.taken) await takeHitStep(tx, hit, step);
  },
  assignment: async (tx, id, delay) => {
    const assignment = await tx.get('assignment', id);
    const step = assignment && elapse(assignmentMachine, assignment, delay, tx.now);
    if (step?.taken) await takeAssignmentStep(tx, step);
  },
  qualificationRequest: async (tx, id, delay) => {
    const request = await tx.get('qualificationRequest', id);
    const step = request && elapse(qualificationRequestMachine, request, delay, tx.now);
    if (step?.taken) await takeRequestStep(tx, step);
  },
  qualificationType: async (tx, id) => {
    const type = await tx.get('qualificationType', id);
    if (type) await sweepType(tx, type);
  },
  reviewReport: async (tx, id) => {
    const report = await tx.get('reviewReport', id);
    if (report) await continueReview(tx, id, report);
  },
  token: async (tx, id) => {
    tx.remove('token', id);
    tx.emit('token:forgotten', {});
  },
  outbox: async (tx, id, delay) => {
    const entry = await tx.get('outbox', id);
    const step = entry && elapse(outboxMachine, entry, delay, tx.now);
    if (!step?.taken) return;
    tx.put('outbox', id, step.record);
    tx.emit('outbox:changed', { entry: id });
  },
};

/** Applies a deadline that came due; nothing happens if its record no longer has it at that instant. */
export async function fireDeadline(tx: Transaction, deadline: { id: string; at: number }): Promise<void> {
  const { kind, id, delay } = parts(deadline.id);
  const record = await tx.get(kind, id);
  if (!record || deadlinesOf(kind, record)[delay] !== deadline.at) return;
  await fires[kind]?.(tx, id, delay);
}

/** `<kind>/<record id>/<delay>`. */
function parts(id: string): { kind: Kind; id: string; delay: string } {
  const first = id.indexOf('/');
  const last = id.lastIndexOf('/');
  return { kind: id.slice(0, first) as Kind, id: id.slice(first + 1, last), delay: id.slice(last + 1) };
}
