import type { Transaction } from '../market/transaction.ts';

/** Text of a NotifyWorkers failure entry, or undefined if the mail was written (1.23). */
export async function messageWorker(
  _tx: Transaction,
  _message: { requester: string; worker: string; subject: string; text: string },
): Promise<string | undefined> {
  throw new Error('being written');
}
