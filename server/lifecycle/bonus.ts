import type { BonusRecord } from '../contract/records.ts';
import type { Transaction } from '../market/transaction.ts';

export async function sendBonus(
  _tx: Transaction,
  _bonus: { requester: string; worker: string; assignment: string; amountMills: number; reason: string },
): Promise<BonusRecord> {
  throw new Error('being written');
}
