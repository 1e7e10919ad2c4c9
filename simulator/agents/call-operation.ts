import type { Transaction } from '../../server/market/transaction.ts';
import { findOperation } from '../../server/operations/index.ts';

/** Calls an operation of the Requester API as a simulated requester. */
export async function callOperation(
  tx: Transaction,
  requester: string,
  name: string,
  input: object,
): Promise<Record<string, unknown>> {
  const operation = findOperation(name);
  if (!operation) throw new Error(`no operation ${name}`);
  const checked = operation.input.parse(input);
  const answer = await operation.run(checked, { tx, requester, requestId: `simulated-${tx.now}` });
  return answer as Record<string, unknown>;
}
