import { openAccount } from '../../server/lifecycle/requester.ts';
import type { Transaction } from '../../server/market/transaction.ts';

/** What a simulated requester has prepaid, mills: more than it can spend. */
export const prepaidMills = 1_000_000_000_000;

/** The account of a simulated requester, with money enough for all that it will post. */
export async function prepaidAccount(tx: Transaction, id: string, name: string): Promise<void> {
  const account = await openAccount(tx, { id, name });
  if (account.balanceMills < prepaidMills / 2)
    tx.put('requester', id, { ...account, balanceMills: prepaidMills });
}
