import type { RequesterRecord } from '../contract/records.ts';
import { millsOf } from '../domain/money.ts';
import type { Transaction } from '../market/transaction.ts';

/**
 * What a new account has to spend unless its market says otherwise, in mills: $10,000.00. In the sandbox
 * nothing ever moves it (8.3).
 */
export const startBalanceMills = 10_000_000;

/** The account of an access key, made on its first use. */
export async function openAccount(
  tx: Transaction,
  { id, name = id }: { readonly id: string; readonly name?: string | undefined },
): Promise<RequesterRecord> {
  const known = await tx.get('requester', id);
  if (known) return known;
  const { startBalance } = tx.settings;
  const balanceMills = startBalance ? millsOf(startBalance) : startBalanceMills;
  const account = { id, name, balanceMills, heldMills: 0, createdAt: tx.now };
  tx.put('requester', id, account);
  tx.emit('requester:created', { requester: id });
  return account;
}
