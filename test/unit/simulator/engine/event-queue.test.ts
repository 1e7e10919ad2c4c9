import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../../simulator/engine/event-queue.ts';

interface Pending {
  time: number;
  subject: number;
}

/** The same queue in the plainest form: a sorted array; a later push goes behind those of the same time. */
class SortedArray {
  readonly pending: Pending[] = [];
  push(time: number, subject: number): void {
    const behind = this.pending.findIndex((other) => other.time > time);
    this.pending.splice(behind === -1 ? this.pending.length : behind, 0, { time, subject });
  }
}

const times = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc.double({ min: 0, max: 1e-9, noNaN: true }),
  fc.double({ min: 1e6, max: 1e15, noNaN: true }),
);
const steps = fc.array(
  fc.oneof({ weight: 3, arbitrary: times }, { weight: 2, arbitrary: fc.constant('pop' as const) }),
  {
    maxLength: 400,
  },
);

describe('EventQueue', () => {
  it('pops in order of time, and of pushing at equal times, whatever the times are', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const queue = new EventQueue(16);
        const naive = new SortedArray();
        history.forEach((step, subject) => {
          if (step === 'pop') {
            const expected = naive.pending.shift();
            expect(queue.nextTime()).toBe(expected?.time ?? Number.POSITIVE_INFINITY);
            expect(queue.pop()).toBe(expected !== undefined);
            if (expected) expect([queue.time, queue.subject]).toEqual([expected.time, expected.subject]);
            return;
          }
          queue.push(step, 1, subject);
          naive.push(step, subject);
        });
        expect(queue.size).toBe(naive.pending.length);
        for (const expected of naive.pending) {
          expect(queue.pop()).toBe(true);
          expect([queue.time, queue.subject]).toEqual([expected.time, expected.subject]);
        }
        expect(queue.pop()).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the order of 20,000 events while they move on by minutes, days and months', () => {
    const queue = new EventQueue();
    const gaps = [0, 1, 60, 3600, 86_400, 2_592_000];
    for (let subject = 0; subject < 20_000; subject++) queue.push((subject * 7919) % 100_003, 0, subject);
    let last = Number.NEGATIVE_INFINITY;
    for (let hold = 0; hold < 200_000; hold++) {
      queue.pop();
      if (queue.time < last) expect.fail(`${queue.time} came after ${last}`);
      last = queue.time;
      queue.push(queue.time + (gaps[hold % gaps.length] as number), 0, queue.subject);
    }
    expect(queue.size).toBe(20_000);
  });

  it('carries kind, subject and detail with each event', () => {
    const queue = new EventQueue();
    queue.push(2, 7, 40, 0.5);
    queue.push(1, 255, -3, 2 ** 50);
    queue.pop();
    expect([queue.time, queue.kind, queue.subject, queue.detail]).toEqual([1, 255, -3, 2 ** 50]);
    queue.pop();
    expect([queue.time, queue.kind, queue.subject, queue.detail]).toEqual([2, 7, 40, 0.5]);
  });
});
