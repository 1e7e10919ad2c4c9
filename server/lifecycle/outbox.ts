import type { OutboxRecord } from '../contract/records.ts';
import { advance } from '../machines/advance.ts';
import { outboxMachine } from '../machines/outbox.ts';
import { newUuid } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';

/** What a mail or notification consists of. */
export type Posting = Pick<OutboxRecord, 'kind' | 'to' | 'subject' | 'text' | 'document'>;

/** Puts something into the outbox. Mails are only read there; notifications are due to be delivered at once. */
export async function post(tx: Transaction, posting: Posting): Promise<void> {
  const id = newUuid(tx.ids);
  await tx.get('outbox', id);
  const state = posting.kind === 'mail' ? 'done' : 'due';
  tx.put('outbox', id, { id, state, at: tx.now, attempts: [], ...posting });
  tx.emit('outbox:changed', { entry: id });
}

/** Notes an attempt to deliver; a failed one is repeated later, a few times. */
export async function noteAttempt(
  tx: Transaction,
  attempt: { entry: string; delivered: boolean; status?: number | undefined; error?: string | undefined },
): Promise<void> {
  const entry = await tx.get('outbox', attempt.entry);
  if (!entry) return;
  const { delivered, status, error } = attempt;
  const step = advance(outboxMachine, entry, { type: 'attempted', now: tx.now, delivered, status, error });
  if (!step.taken) return;
  tx.put('outbox', entry.id, step.record);
  tx.emit('outbox:changed', { entry: entry.id });
}
