import { hoursPerWeek, localHourOfWeek } from '../population/local-time.ts';
import type { Week } from '../population/week.ts';
import { hourAtWeight, weightBefore } from '../population/week.ts';
import type { Moment } from './agent.ts';

type Chance = Pick<Moment, 'at' | 'population' | 'random'>;

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Shorter visits are no sessions. */
const sessionMinMs = 2 * minuteMs;

/** How long a session lasts that begins now. */
export function sessionMs({ population, random }: Chance, worker: number): number {
  const meanMs = (population.columns.sessionMeanHours[worker] as number) * hourMs;
  return Math.round(Math.max(sessionMinMs, random.exponential(meanMs)));
}

/**
 * When the next session begins: sessions come at a rate that follows the hours of the worker's own week, so
 * that its hours on line add up to what is usual for it.
 */
export function nextSessionAt({ at, population, random }: Chance, worker: number): number {
  const { columns } = population;
  const perWeek =
    (columns.onlineHoursPerWeek[worker] as number) / (columns.sessionMeanHours[worker] as number);
  const week = population.weeks[columns.chronotype[worker] as number] as Week;
  const gapWeight = random.exponential(hoursPerWeek / Math.max(0.05, perWeek));
  const hour = localHourOfWeek(at, columns.offsetMinutes[worker] as number);
  const weight = weightBefore(week, hour) + gapWeight;
  const wholeWeeks = Math.floor(weight / hoursPerWeek);
  const nextHour = hourAtWeight(week, weight - wholeWeeks * hoursPerWeek) + wholeWeeks * hoursPerWeek;
  return at + Math.max(minuteMs, Math.round((nextHour - hour) * hourMs));
}

/** Whether the worker is on line at a moment picked at random in its usual life. */
export function isOnlineNow({ at, population, random }: Chance, worker: number): boolean {
  const { columns } = population;
  const week = population.weeks[columns.chronotype[worker] as number] as Week;
  const hour = Math.floor(localHourOfWeek(at, columns.offsetMinutes[worker] as number));
  const share =
    ((columns.onlineHoursPerWeek[worker] as number) / hoursPerWeek) * (week.weights[hour] as number);
  return random.chance(Math.min(1, share));
}
