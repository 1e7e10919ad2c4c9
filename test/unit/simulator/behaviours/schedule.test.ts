import { describe, expect, it } from 'vitest';
import { nextSessionAt, sessionMs, sessionsPerWeek } from '../../../../simulator/behaviours/schedule.ts';
import { Random } from '../../../../simulator/engine/random.ts';
import {
  hourMs,
  localHourOfWeek,
  localWeekday,
  weekMs,
} from '../../../../simulator/population/local-time.ts';
import { defaultParameters } from '../../../../simulator/population/presets.ts';
import { hourAtWeight, weekOf, weightBefore } from '../../../../simulator/population/week.ts';
import { expectShare } from '../within.ts';

const monday = Date.UTC(2017, 0, 2);
const week = weekOf(defaultParameters, 'evening');

describe('local time', () => {
  it("counts hours from Monday midnight of the worker's own clock", () => {
    expect(localHourOfWeek(monday, 0)).toBe(0);
    expect(localHourOfWeek(monday, 330)).toBe(5.5);
    expect(localHourOfWeek(monday, -300)).toBe(163);
    expect(localWeekday(monday, -300)).toBe(6);
    expect(localWeekday(monday + weekMs * 100 + 50 * hourMs, 0)).toBe(2);
    expect(localHourOfWeek(-weekMs, 0)).toBe(72);
  });

  it('inverts the weight of a week', () => {
    const random = new Random(2);
    for (let draw = 0; draw < 2000; draw++) {
      const hour = random.between(0, 168);
      expect(hourAtWeight(week, weightBefore(week, hour))).toBeCloseTo(hour, 8);
    }
    expect(weightBefore(week, 168 - 1e-9)).toBeCloseTo(168, 6);
  });
});

describe('schedule', () => {
  it("starts sessions at the hours of the worker's week, and as many as wanted", () => {
    const random = new Random(3);
    const counts = new Float64Array(168);
    const weeks = 20_000;
    let at = monday;
    let sessions = 0;
    for (;;) {
      at = nextSessionAt(at, week, -480, 5, random);
      if (at >= monday + weeks * weekMs) break;
      const hour = Math.floor(localHourOfWeek(at, -480));
      counts[hour] = (counts[hour] as number) + 1;
      sessions++;
    }
    expect(Math.abs(sessions - 5 * weeks)).toBeLessThan(5 * Math.sqrt(5 * weeks));
    week.weights.forEach((weight, hour) => {
      expectShare((counts[hour] as number) / sessions, weight / 168, sessions);
    });
  });

  it('puts a worker on line for the hours wanted, though nobody begins a session within one', () => {
    const random = new Random(4);
    for (const [hours, mean] of [
      [2, 0.6],
      [12, 1.4],
      [60, 2.8],
    ] as const) {
      const perWeek = sessionsPerWeek(hours, mean);
      let at = monday;
      let online = 0;
      const weeks = 6000;
      while (at < monday + weeks * weekMs) {
        at = nextSessionAt(at, week, 0, perWeek, random);
        const length = sessionMs(mean, 0.7, random);
        online += length;
        at += length;
      }
      const seen = online / weeks / hourMs;
      expect(Math.abs(seen / hours - 1), `${seen} of ${hours} hours`).toBeLessThan(0.05);
    }
  });
});
