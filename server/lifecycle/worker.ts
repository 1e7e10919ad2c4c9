import type { Locale } from '../contract/entities.ts';
import type { WorkerRecord } from '../contract/records.ts';
import type { Transaction } from '../market/transaction.ts';

/** System values; absent members take their default at creation and stay as they are in a change. */
export interface SystemValues {
  readonly submitted?: number | undefined;
  readonly approved?: number | undefined;
  readonly rejected?: number | undefined;
  readonly masters?: boolean | undefined;
  readonly adult?: boolean | undefined;
  readonly locale?: Locale | undefined;
}
export interface WorkerSpec extends SystemValues {
  /** Absent: a new one. */
  readonly id?: string | undefined;
  readonly seed: number;
  readonly locale: Locale;
  readonly name?: string | undefined;
  /** The worker's own requester account. */
  readonly requester?: string | undefined;
}

export async function createWorker(_tx: Transaction, _spec: WorkerSpec): Promise<WorkerRecord> {
  throw new Error('being written');
}

export async function changeWorker(
  _tx: Transaction,
  _change: { worker: string; name?: string | undefined; requester?: string | undefined } & SystemValues,
): Promise<WorkerRecord> {
  throw new Error('being written');
}
