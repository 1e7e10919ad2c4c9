import { nextSessionAt, sessionMs, sessionsPerWeek } from '../behaviours/schedule.ts';
import type { Random } from '../engine/random.ts';
import { localHourOfWeek } from '../population/local-time.ts';
import type { Population } from '../population/population.ts';
import type { Week } from '../population/week.ts';
import type { Visits } from './world.ts';

const hoursPerWeek = 168;
/** Shorter visits are no sessions. */
const sessionMinMs = 120_000;

/** Visits of people who never pause for months and never leave: those of a market that somebody watches. */
export function steadyVisits(population: Population): Visits {
  return {
    lengthMs({ random }, worker) {
      const mean = population.columns.sessionMeanHours[worker] as number;
      return Math.round(
        Math.max(sessionMinMs, sessionMs(mean, population.parameters.sessionHours.sigma, random)),
      );
    },
    nextAt: ({ at, random }, worker) => nextVisitAt(population, at, random, worker),
  };
}

/** When this worker comes on line next. */
export function nextVisitAt(population: Population, at: number, random: Random, worker: number): number {
  const { columns } = population;
  const perWeek = sessionsPerWeek(
    columns.onlineHoursPerWeek[worker] as number,
    columns.sessionMeanHours[worker] as number,
  );
  const offset = columns.offsetMinutes[worker] as number;
  return Math.ceil(nextSessionAt(at, weekOf(population, worker), offset, perWeek, random));
}

/** Whether the worker is on line at a moment picked at random in its usual life. */
export function isOnlineNow(population: Population, at: number, random: Random, worker: number): boolean {
  const { columns } = population;
  const hour = Math.floor(localHourOfWeek(at, columns.offsetMinutes[worker] as number));
  const weight = weekOf(population, worker).weights[hour] as number;
  return random.chance(Math.min(1, ((columns.onlineHoursPerWeek[worker] as number) / hoursPerWeek) * weight));
}

function weekOf(population: Population, worker: number): Week {
  return population.weeks[population.columns.chronotype[worker] as number] as Week;
}
