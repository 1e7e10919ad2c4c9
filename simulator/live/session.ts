import { nextSessionAt, sessionMs, sessionsPerWeek } from '../behaviours/schedule.ts';
import { localHourOfWeek } from '../population/local-time.ts';
import type { Week } from '../population/week.ts';
import type { Moment } from './agent.ts';

type Chance = Pick<Moment, 'at' | 'population' | 'random'>;

const hoursPerWeek = 168;
/** Shorter visits are no sessions. */
const sessionMinMs = 120_000;

/** How long a session of this worker lasts that begins now. */
export function sessionLengthMs({ population, random }: Chance, worker: number): number {
  const mean = population.columns.sessionMeanHours[worker] as number;
  return Math.round(
    Math.max(sessionMinMs, sessionMs(mean, population.parameters.sessionHours.sigma, random)),
  );
}

/** When this worker comes on line next. */
export function nextVisitAt({ at, population, random }: Chance, worker: number): number {
  const { columns } = population;
  const perWeek = sessionsPerWeek(
    columns.onlineHoursPerWeek[worker] as number,
    columns.sessionMeanHours[worker] as number,
  );
  const next = nextSessionAt(
    at,
    weekOf(population, worker),
    columns.offsetMinutes[worker] as number,
    perWeek,
    random,
  );
  return Math.ceil(next);
}

/** Whether the worker is on line at a moment picked at random in its usual life. */
export function isOnlineNow({ at, population, random }: Chance, worker: number): boolean {
  const { columns } = population;
  const hour = Math.floor(localHourOfWeek(at, columns.offsetMinutes[worker] as number));
  const weight = weekOf(population, worker).weights[hour] as number;
  return random.chance(Math.min(1, ((columns.onlineHoursPerWeek[worker] as number) / hoursPerWeek) * weight));
}

function weekOf(population: Moment['population'], worker: number): Week {
  return population.weeks[population.columns.chronotype[worker] as number] as Week;
}
