import { describe, expect, it } from 'vitest';
import type { OutboxRecord } from '../../../server/contract/records.ts';
import { advance, elapse } from '../../../server/machines/advance.ts';
import { deadlinesOf } from '../../../server/machines/deadlines.ts';
import { outboxMachine } from '../../../server/machines/outbox.ts';
import { newPosting, start } from '../../support/machine-samples.ts';

function attempted(entry: OutboxRecord, now: number, delivered: boolean): OutboxRecord {
  const step = advance(outboxMachine, entry, {
    type: 'attempted',
    now,
    delivered,
    status: delivered ? 200 : 500,
  });
  if (!step.taken) throw new Error(`refused in state ${entry.state}`);
  return step.record;
}

describe('[8.1] delivery from the outbox', () => {
  it('ends with the first success', () => {
    const done = attempted(newPosting, start, true);
    expect(done).toMatchObject({ state: 'done', attempts: [{ at: start, status: 200 }] });
    expect(deadlinesOf('outbox', done)).toEqual({});
  });

  it('is tried again with doubling waits, eight times in all', () => {
    let entry = newPosting;
    let now = start;
    const waits: number[] = [];
    for (;;) {
      entry = attempted(entry, now, false);
      const { retryWait } = deadlinesOf('outbox', entry);
      if (retryWait === undefined) break;
      waits.push((retryWait - now) / 1000);
      now = retryWait;
      const step = elapse(outboxMachine, entry, 'retryWait', now);
      if (!step.taken) throw new Error('not due');
      entry = step.record;
      expect(entry).toMatchObject({ state: 'due' });
    }
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640]);
    expect(entry).toMatchObject({ state: 'done' });
    expect(entry.attempts).toHaveLength(8);
  });
});
