import type { Transaction } from '../market/transaction.ts';

export async function assignQualification(
  _tx: Transaction,
  _assign: { worker: string; type: string; value: number; mail: boolean },
): Promise<void> {
  throw new Error('being written');
}

export async function revokeQualification(
  _tx: Transaction,
  _revoke: { worker: string; type: string; reason?: string },
): Promise<void> {
  throw new Error('being written');
}

/** By the market itself; null revokes what is held. */
export async function setQualification(
  _tx: Transaction,
  _set: { worker: string; type: string; value: number | null },
): Promise<void> {
  throw new Error('being written');
}
