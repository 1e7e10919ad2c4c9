import type { QualificationRequestRecord } from '../contract/records.ts';
import type { Transaction } from '../market/transaction.ts';

export interface Asked {
  readonly request: QualificationRequestRecord;
  /** The value, where asking granted the Qualification at once (Q49). */
  readonly granted?: number;
}

export async function askForQualification(
  _tx: Transaction,
  _ask: { worker: string; type: string },
): Promise<Asked> {
  throw new Error('being written');
}

/** `value` is the graded score, where the shown test has a key (Q51). */
export async function submitTest(
  _tx: Transaction,
  _handIn: { worker: string; request: string; answer: string; value?: number },
): Promise<QualificationRequestRecord> {
  throw new Error('being written');
}

export async function acceptQualificationRequest(
  _tx: Transaction,
  _accept: { request: string; value?: number },
): Promise<void> {
  throw new Error('being written');
}

export async function rejectQualificationRequest(
  _tx: Transaction,
  _reject: { request: string; reason?: string },
): Promise<void> {
  throw new Error('being written');
}
