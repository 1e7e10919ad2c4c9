import type { Transaction } from '../market/transaction.ts';

export async function blockWorker(
  _tx: Transaction,
  _block: { requester: string; worker: string; reason: string },
): Promise<void> {
  throw new Error('being written');
}

/** Succeeds for a worker who is not blocked (1.21). */
export async function unblockWorker(
  _tx: Transaction,
  _unblock: { requester: string; worker: string },
): Promise<void> {
  throw new Error('being written');
}
