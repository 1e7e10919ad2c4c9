import type { AssignmentRecord } from '../contract/records.ts';
import type { Transaction } from '../market/transaction.ts';

export async function acceptAssignment(
  _tx: Transaction,
  _accept: { worker: string; hit: string },
): Promise<AssignmentRecord> {
  throw new Error('being written');
}

/** `answer`: a QuestionFormAnswers document. */
export async function submitAssignment(
  _tx: Transaction,
  _submit: { worker: string; assignment: string; answer: string },
): Promise<AssignmentRecord> {
  throw new Error('being written');
}

export async function returnAssignment(
  _tx: Transaction,
  _return: { worker: string; assignment: string },
): Promise<AssignmentRecord> {
  throw new Error('being written');
}

export async function approveAssignment(
  _tx: Transaction,
  _approve: { assignment: string; feedback?: string | undefined; override?: boolean | undefined },
): Promise<AssignmentRecord> {
  throw new Error('being written');
}

export async function rejectAssignment(
  _tx: Transaction,
  _reject: { assignment: string; feedback: string },
): Promise<AssignmentRecord> {
  throw new Error('being written');
}
