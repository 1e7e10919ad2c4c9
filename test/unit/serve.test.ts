import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refused } from '../../server/contract/errors.ts';
import type { Market } from '../../server/market/market.ts';
import { openWhenReachable, storeClock } from '../../server/serve.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a shared store that comes late is opened in its own time, however far ours is off', async () => {
  const aheadMs = 300_000;
  let looks = 0;
  const wallTime = async () => {
    if (++looks < 3) throw new Refused('Unavailable', 'It is away.');
    return Date.now() + aheadMs;
  };
  const clock = storeClock({ kind: 'redis', wallTime }, () => {});
  const openedAt: number[] = [];
  const openDefault = async () => {
    openedAt.push(clock.now() - Date.now());
    return {} as Market;
  };
  const opened = openWhenReachable({ openDefault }, clock);
  await vi.advanceTimersByTimeAsync(5000);
  await opened;
  expect(openedAt).toEqual([aheadMs]);
});
