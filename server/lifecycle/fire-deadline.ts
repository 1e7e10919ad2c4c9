import type { Transaction } from '../market/transaction.ts';

/** Applies a deadline that came due; nothing happens if its record no longer has it at that instant. */
export async function fireDeadline(_tx: Transaction, _deadline: { id: string; at: number }): Promise<void> {
  throw new Error('being written');
}
