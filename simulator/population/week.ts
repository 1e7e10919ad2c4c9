import { hoursPerWeek } from './local-time.ts';
import type { Chronotype, PopulationParameters } from './parameters.ts';
import { chronotypes } from './parameters.ts';

/** How a chronotype's work spreads over the local week. */
export interface Week {
  /** Weight of each of the 168 hours, Monday 0:00 first; their mean is 1. */
  readonly weights: Float64Array;
  /** Sum of the weights before each hour; 169 entries, the last being 168. */
  readonly before: Float64Array;
  /** For each of 1,024 equal parts of the whole weight the hour in which it begins, so that the sum can be inverted without a search. */
  readonly hourOfPart: Uint8Array;
}

const parts = 1024;

export function weekOf(parameters: PopulationParameters, chronotype: Chronotype): Week {
  const { weekdayHours, weekendHours } = parameters.chronotypes[chronotype];
  const raw = Float64Array.from({ length: hoursPerWeek }, (_, hour) => {
    const day = hour < 5 * 24 ? weekdayHours : weekendHours;
    return day[hour % 24] as number;
  });
  const mean = raw.reduce((sum, weight) => sum + weight, 0) / hoursPerWeek;
  const weights = raw.map((weight) => weight / mean);
  const before = new Float64Array(hoursPerWeek + 1);
  weights.forEach((weight, hour) => {
    before[hour + 1] = (before[hour] as number) + weight;
  });
  before[hoursPerWeek] = hoursPerWeek;
  return { weights, before, hourOfPart: partsOf(before) };
}

export function weeksOf(parameters: PopulationParameters): readonly Week[] {
  return chronotypes.map((chronotype) => weekOf(parameters, chronotype));
}

function partsOf(before: Float64Array): Uint8Array {
  let hour = 0;
  return Uint8Array.from({ length: parts }, (_, part) => {
    const weight = (part * hoursPerWeek) / parts;
    while ((before[hour + 1] as number) <= weight) hour++;
    return hour;
  });
}

/** Weight from Monday 0:00 to an hour of the week (with fraction). */
export function weightBefore(week: Week, hourOfWeek: number): number {
  const hour = Math.floor(hourOfWeek);
  return (week.before[hour] as number) + (hourOfWeek - hour) * (week.weights[hour] as number);
}

/** The hour of the week (with fraction) before which lies the given weight, 0 up to 168. */
export function hourAtWeight(week: Week, weight: number): number {
  let hour = week.hourOfPart[Math.floor((weight * parts) / hoursPerWeek)] as number;
  while ((week.before[hour + 1] as number) <= weight) hour++;
  return hour + (weight - (week.before[hour] as number)) / (week.weights[hour] as number);
}
