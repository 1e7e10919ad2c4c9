import type { ClockRecord } from '../contract/market-records.ts';

/** Market time at a wall time. `real` and `scaled` run, `manual` moves only by advancing. All in epoch ms. */
export function marketTime(clock: ClockRecord, wall: number): number {
  if (clock.mode === 'manual' || clock.paused) return clock.marketBase;
  return clock.marketBase + Math.max(0, wall - clock.wallBase) * clock.speed;
}

/** The wall time at which market time reaches `at`; undefined while the clock stands still. */
export function wallTimeOf(clock: ClockRecord, at: number): number | undefined {
  if (clock.mode === 'manual' || clock.paused) return undefined;
  return clock.wallBase + (at - clock.marketBase) / clock.speed;
}

/** The same clock from now on at another speed, paused or running. */
export function changeClock(
  clock: ClockRecord,
  wall: number,
  change: { speed?: number; paused?: boolean },
): ClockRecord {
  return {
    ...clock,
    marketBase: marketTime(clock, wall),
    wallBase: wall,
    speed: change.speed ?? clock.speed,
    paused: change.paused ?? clock.paused,
  };
}

/** The same clock moved to `at`. */
export function setClock(clock: ClockRecord, wall: number, at: number): ClockRecord {
  return { ...clock, marketBase: at, wallBase: wall };
}

/**
 * The clock when a server takes the market up again. At speed 1 it kept its offset to wall time; at other
 * speeds it stood still since `lastSeen`, the newest instant that the market remembers.
 */
export function resumeClock(clock: ClockRecord, wall: number, lastSeen: number): ClockRecord {
  if (clock.mode === 'manual') return clock;
  if (clock.speed === 1 && !clock.paused) return clock;
  return { ...clock, marketBase: Math.max(clock.marketBase, lastSeen), wallBase: wall };
}
