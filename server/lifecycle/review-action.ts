import { errorRow, Refused } from '../contract/errors.ts';
import type { Extension } from '../domain/review-policy.ts';
import { advance } from '../machines/advance.ts';
import { assignmentMachine } from '../machines/assignment.ts';
import { largeBatchMin } from '../machines/hit.ts';
import type { Transaction } from '../market/transaction.ts';
import { takeAssignmentStep } from './assignment-step.ts';
import { extendHit } from './hit.ts';
import type { ActionOutcome } from './review-report.ts';

/** What review policies do (8.2): each action reports how it went, and a failed one leaves nothing behind. */

/** Approves or rejects by policy; to approve what is approved already succeeds and changes nothing. */
export async function decideByPolicy(
  tx: Transaction,
  name: 'approve' | 'reject',
  id: string,
  feedback: string | undefined,
): Promise<ActionOutcome> {
  const target = { type: 'Assignment', id } as const;
  const assignment = await tx.get('assignment', id);
  if (name === 'approve' && assignment?.state === 'Approved')
    return { name, target, result: 'Approved already.' };
  const event =
    name === 'approve'
      ? { type: name, now: tx.now, feedback, override: false, hitDisposed: false }
      : { type: name, now: tx.now, feedback: feedback ?? '' };
  const step = assignment && advance(assignmentMachine, assignment, event);
  if (!step?.taken) return { name, target, errorCode: errorRow('InvalidAssignmentState').turk };
  const errorCode = await codeOfRefusal(() => tx.attempt(() => takeAssignmentStep(tx, step)));
  return { name, target, errorCode };
}

/** One more assignment, and more time if the policy gives some; none where the HIT is as large as it may get. */
export async function extendByPolicy(
  tx: Transaction,
  id: string,
  extension: Extension,
): Promise<ActionOutcome> {
  const name = 'extend';
  const target = { type: 'HIT', id } as const;
  const hit = await tx.get('hit', id);
  if (!hit) throw new Error(`HIT ${id} of a review policy is missing.`);
  const { maxAssignments, largeBatch, expired, expiration } = hit;
  if (maxAssignments >= extension.maximumAssignments)
    return { name, target, result: 'MaxAssignments is at its ceiling.' };
  if (!largeBatch && maxAssignments + 1 >= largeBatchMin)
    return { name, target, result: `The HIT would grow to ${largeBatchMin} assignments.` };
  const expireAt = (expired ? tx.now : expiration) + extension.seconds * 1000;
  const change = { additionalAssignments: 1, ...(extension.seconds > 0 && { expireAt }) };
  const errorCode = await codeOfRefusal(() => tx.attempt(() => extendHit(tx, { hit: id, ...change })));
  return { name, target, errorCode };
}

/** The code that the call would have got, if it is refused. */
async function codeOfRefusal(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return errorRow(error.code).turk ?? error.code;
  }
}
