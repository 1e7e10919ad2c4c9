import { invalidValue, Refused } from '../contract/errors.ts';
import type { AssignmentRecord, BonusRecord } from '../contract/records.ts';
import { bonusFeeMills, dollars } from '../domain/money.ts';
import { newEntityId } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';
import { spend } from './account.ts';
import { mailWorker } from './notification.ts';
import { existingWorker } from './worker.ts';

/** How recently a worker must have submitted something to get a bonus (1.18): six months. */
const acquaintedMs = 183 * 24 * 60 * 60 * 1000;
const submittedStates: readonly AssignmentRecord['state'][] = ['Submitted', 'Approved', 'Rejected'];

/** SendBonus (1.18). */
export async function sendBonus(
  tx: Transaction,
  bonus: { requester: string; worker: string; assignment: string; amountMills: number; reason: string },
): Promise<BonusRecord> {
  const { requester, worker, amountMills, reason } = bonus;
  const assignment = await bonusable(tx, bonus);
  const feeMills = bonusFeeMills(amountMills);
  await spend(tx, requester, amountMills + feeMills);
  const id = newEntityId(tx.ids);
  const record: BonusRecord = {
    id,
    requester,
    worker,
    assignment: assignment.id,
    hit: assignment.hit,
    amountMills,
    feeMills,
    reason,
    at: tx.now,
  };
  await tx.get('bonus', id);
  tx.put('bonus', id, record);
  await credit(tx, record);
  return record;
}

async function bonusable(
  tx: Transaction,
  { requester, worker, assignment: id }: { requester: string; worker: string; assignment: string },
): Promise<AssignmentRecord> {
  const assignment = await tx.get('assignment', id);
  const isTheirs = assignment?.worker === worker && assignment.requester === requester;
  if (!assignment || !isTheirs || !submittedStates.includes(assignment.state)) {
    throw new Refused('AssignmentDoesNotExist', `Assignment [${id}] does not exist.`);
  }
  const acquaintance = await tx.get('acquaintance', `${requester}:${worker}`);
  if (!acquaintance || tx.now - acquaintance.lastSubmittedAt > acquaintedMs) {
    throw invalidValue('WorkerId', worker);
  }
  return assignment;
}

async function credit(tx: Transaction, bonus: BonusRecord): Promise<void> {
  const { worker: id, assignment, reason } = bonus;
  const worker = await existingWorker(tx, id);
  tx.put('worker', id, { ...worker, bonusMills: worker.bonusMills + bonus.amountMills });
  const amount = dollars(bonus.amountMills);
  await tx.push(id, 'bonus', { assignment, amount, reason });
  const text = `You got a bonus of $${amount} for assignment ${assignment}. The requester's reason: ${reason}`;
  await mailWorker(tx, { worker: id, subject: `Bonus of $${amount}`, text });
}
