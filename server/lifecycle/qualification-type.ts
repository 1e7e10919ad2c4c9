import type { QualificationTypeRecord } from '../contract/records.ts';
import type { Transaction } from '../market/transaction.ts';

export interface QualificationTypeSpec {
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  readonly status: 'Active' | 'Inactive';
  readonly keywords?: string | undefined;
  readonly retryDelaySeconds?: number | undefined;
  readonly test?: string | undefined;
  readonly answerKey?: string | undefined;
  readonly testDurationSeconds?: number | undefined;
  readonly autoGranted?: boolean | undefined;
  readonly autoGrantedValue?: number | undefined;
}
/** Absent members stay as they are (Q26). */
export type QualificationTypeChange = { readonly type: string } & Partial<
  Omit<QualificationTypeSpec, 'owner' | 'name' | 'keywords'>
>;

export async function createQualificationType(
  _tx: Transaction,
  _spec: QualificationTypeSpec,
): Promise<QualificationTypeRecord> {
  throw new Error('being written');
}

export async function updateQualificationType(
  _tx: Transaction,
  _change: QualificationTypeChange,
): Promise<QualificationTypeRecord> {
  throw new Error('being written');
}

export async function deleteQualificationType(_tx: Transaction, _type: string): Promise<void> {
  throw new Error('being written');
}
