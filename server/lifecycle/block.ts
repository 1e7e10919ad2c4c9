import { invalidValue } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import type { Transaction } from '../market/transaction.ts';
import { mailWorker } from './notification.ts';
import { openAccount } from './requester.ts';

/** CreateWorkerBlock (1.20): again replaces the reason. The worker learns of the block, not of the reason (D27). */
export async function blockWorker(
  tx: Transaction,
  block: { requester: string; worker: string; reason: string },
): Promise<void> {
  const { requester, worker, reason } = block;
  const id = `${requester}:${worker}`;
  const known = await tx.get('block', id);
  const account = await openAccount(tx, { id: requester });
  if (!known) {
    const { blocked = 0 } = account;
    if (blocked >= limits.blocksPerRequesterMax) throw invalidValue('WorkerId', worker);
    tx.put('requester', requester, { ...account, blocked: blocked + 1 });
  }
  tx.put('block', id, { requester, worker, reason, at: known?.at ?? tx.now });
  tx.emit('worker:blocked', { worker, requester, reason });
  if (known) return;
  const text = `You can no longer accept HITs of ${account.name}.`;
  await mailWorker(tx, { worker, subject: 'You have been blocked by a requester', text });
}

/** DeleteWorkerBlock (1.21); a worker who is not blocked stays so. */
export async function unblockWorker(
  tx: Transaction,
  { requester, worker }: { requester: string; worker: string },
): Promise<void> {
  const id = `${requester}:${worker}`;
  if (!(await tx.get('block', id))) return;
  tx.remove('block', id);
  const account = await openAccount(tx, { id: requester });
  tx.put('requester', requester, { ...account, blocked: Math.max(0, (account.blocked ?? 0) - 1) });
  tx.emit('worker:unblocked', { worker, requester });
}
