import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ClockLease } from '../../../server/market/clock-lease.ts';
import { openMemoryStore } from '../../../server/store/memory-store.ts';
import type { Commit } from '../../../server/store/store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a renewal under way when the work ends does not outlive the giving back', async () => {
  const store = openMemoryStore().namespace('market');
  let onTheWay = Promise.resolve();
  const namespace = {
    read: (keys: readonly string[]) => store.read(keys),
    async commit(commit: Commit) {
      await onTheWay;
      return store.commit(commit);
    },
  };
  const lease = new ClockLease({ namespace, holder: 'one', wallTime: Date.now, now: () => 0 });
  let done = () => {};
  const held = lease.hold(() => new Promise<void>((resolve) => (done = resolve)));
  await vi.advanceTimersByTimeAsync(0);
  let arrive = () => {};
  onTheWay = new Promise((resolve) => (arrive = resolve));
  await vi.advanceTimersByTimeAsync(2500);
  done();
  await vi.advanceTimersByTimeAsync(0);
  arrive();
  await held;
  expect((await store.read(['lease/clock']))[0]?.value).toMatchObject({ holder: '' });
});
