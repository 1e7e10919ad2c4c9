import type { Random } from '../engine/random.ts';
import { hourMs, hoursPerWeek, localHourOfWeek } from '../population/local-time.ts';
import { hourAtWeight, type Week, weightBefore } from '../population/week.ts';

/** Mean of the squared weights of a usual week: by how much sessions crowd each other out where they are wanted most. */
const crowding = 1.35;

/**
 * Sessions a week that put a worker on line for `onlineHoursPerWeek`, given the mean length of one: a worker who is on line
 * can't begin another, so those with many hours begin oftener in the time that is left.
 */
export function sessionsPerWeek(onlineHoursPerWeek: number, sessionMeanHours: number): number {
  const awayShare = Math.max(0.1, 1 - (crowding * onlineHoursPerWeek) / hoursPerWeek);
  return onlineHoursPerWeek / (sessionMeanHours * awayShare);
}

/**
 * When the next session starts, epoch ms. Starts come at random, as often in an hour of the worker's own week as the
 * week's weights say: the time to the next is exponential on a clock that runs faster in busy hours.
 */
export function nextSessionAt(
  now: number,
  week: Week,
  offsetMinutes: number,
  perWeek: number,
  random: Random,
): number {
  const hour = localHourOfWeek(now, offsetMinutes);
  const weight = weightBefore(week, hour) + random.exponential(hoursPerWeek / perWeek);
  const weeks = Math.floor(weight / hoursPerWeek);
  const nextHour = hourAtWeight(week, weight - weeks * hoursPerWeek);
  return now + (weeks * hoursPerWeek + nextHour - hour) * hourMs;
}

/** How long a session lasts, ms: lognormal with the worker's mean. */
export function sessionMs(meanHours: number, sigma: number, random: Random): number {
  return random.lognormal(meanHours * Math.exp((-sigma * sigma) / 2), sigma) * hourMs;
}

/** How long an active spell, or the pause between two, lasts, ms. */
export function spellMs(meanDays: number, random: Random): number {
  return random.exponential(meanDays * 24 * hourMs);
}
