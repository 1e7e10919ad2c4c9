import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Leases, leaseMs } from '../../server/market/leases.ts';
import { keepLease } from '../../server/presence.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a lease is kept while what it stands for is taken up, however long that takes', async () => {
  const root = openMemoryStore().namespace('root');
  const [own, other] = [new Leases(root, Date.now), new Leases(root, Date.now)];
  let takenUp = () => {};
  const gained = vi.fn(() => new Promise<void>((resolve) => (takenUp = resolve)));
  const failed = vi.fn();
  const kept = keepLease(own, 'population/default', { gained, failed });
  await vi.advanceTimersByTimeAsync(leaseMs * 3);
  expect(gained).toHaveBeenCalledOnce();
  expect(await other.take('population/default')).toBe(false);
  takenUp();
  await vi.advanceTimersByTimeAsync(leaseMs * 3);
  expect(await other.take('population/default')).toBe(false);
  await kept.stop();
  expect(await other.take('population/default')).toBe(true);
  expect([gained, failed].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
});

it('a lease that its holder did not renew in time is lost, and told as such', async () => {
  const root = openMemoryStore().namespace('root');
  let behind = 0;
  const own = new Leases(root, () => Date.now() - behind);
  const other = new Leases(root, Date.now);
  const lost = vi.fn();
  const kept = keepLease(own, 'duty', { lost, failed: (error) => expect.unreachable(String(error)) });
  await vi.advanceTimersByTimeAsync(0);
  // Its clock runs so far behind that the lease which it writes is over for the other.
  behind = leaseMs * 2;
  await vi.advanceTimersByTimeAsync(leaseMs);
  expect(await other.take('duty')).toBe(true);
  await vi.advanceTimersByTimeAsync(leaseMs / 2);
  expect(lost).toHaveBeenCalledOnce();
  await kept.stop();
});
