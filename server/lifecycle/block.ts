import type { Transaction } from '../market/transaction.ts';
import { mailWorker } from './notification.ts';

/** CreateWorkerBlock (1.20): again replaces the reason. The worker learns of the block, not of the reason (D27). */
export async function blockWorker(
  tx: Transaction,
  block: { requester: string; worker: string; reason: string },
): Promise<void> {
  const { requester, worker, reason } = block;
  const id = `${requester}:${worker}`;
  const known = await tx.get('block', id);
  tx.put('block', id, { requester, worker, reason, at: known?.at ?? tx.now });
  tx.emit('worker:blocked', { worker, requester, reason });
  if (known) return;
  const account = await tx.get('requester', requester);
  const text = `You can no longer accept HITs of ${account?.name ?? requester}.`;
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
  tx.emit('worker:unblocked', { worker, requester });
}
