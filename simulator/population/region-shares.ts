import { hoursPerWeek } from './local-time.ts';
import {
  type Chronotype,
  chronotypes,
  type PopulationParameters,
  type Region,
  regions,
} from './parameters.ts';
import { countries, countryNumber, states } from './places.ts';
import { weekOf } from './week.ts';

/**
 * How many of the workers belong to each region, so that a survey posted around the clock gets the published mix of
 * answers (P09). The two differ: such a survey takes as many answers at four in the morning in America, when India
 * works, as in the afternoon, so it sees more Indians than there are. Derived by fixed-point iteration.
 */
export function regionShares(parameters: PopulationParameters): Readonly<Record<Region, number>> {
  const presence = regions.map((region) => presenceByUtcHour(parameters, region));
  const wanted = regions.map((region) => parameters.answerShares[region]);
  const weights = [...wanted];
  for (let round = 0; round < 200; round++) {
    const seen = answerShares(weights, presence);
    for (let at = 0; at < regions.length; at++) {
      const share = seen[at] as number;
      if (share > 0) weights[at] = ((weights[at] as number) * (wanted[at] as number)) / share;
    }
  }
  const workers = regions.map(
    (region, at) => (weights[at] as number) / parameters.onlineHoursFactors[region],
  );
  const all = workers.reduce((sum, weight) => sum + weight, 0);
  return Object.fromEntries(regions.map((region, at) => [region, (workers[at] as number) / all])) as Record<
    Region,
    number
  >;
}

/** Each region's share of the answers where every hour brings as many as any other. */
function answerShares(weights: readonly number[], presence: readonly Float64Array[]): number[] {
  const shares = weights.map(() => 0);
  for (let hour = 0; hour < hoursPerWeek; hour++) {
    const there = weights.map((weight, at) => weight * (presence[at]?.[hour] as number));
    const all = there.reduce((sum, weight) => sum + weight, 0);
    there.forEach((weight, at) => {
      shares[at] = (shares[at] as number) + weight / all / hoursPerWeek;
    });
  }
  return shares;
}

/** How many of a region work in each UTC hour of the week, mean 1. */
function presenceByUtcHour(parameters: PopulationParameters, region: Region): Float64Array {
  const presence = new Float64Array(hoursPerWeek);
  const mixed = mixedWeek(parameters);
  for (const { offsetMinutes, weight } of zones(parameters, region)) {
    for (let hour = 0; hour < hoursPerWeek; hour++) {
      const local = (((hour + Math.floor(offsetMinutes / 60)) % hoursPerWeek) + hoursPerWeek) % hoursPerWeek;
      presence[hour] = (presence[hour] as number) + weight * (mixed[local] as number);
    }
  }
  return presence;
}

/** All chronotypes together, as hours on line weigh them: those with many hours count. */
function mixedWeek(parameters: PopulationParameters): Float64Array {
  const mixed = new Float64Array(hoursPerWeek);
  const sum = chronotypes.reduce((total, chronotype) => total + shareOf(parameters, chronotype), 0);
  for (const chronotype of chronotypes) {
    const share = shareOf(parameters, chronotype) / sum;
    weekOf(parameters, chronotype).weights.forEach((weight, hour) => {
      mixed[hour] = (mixed[hour] as number) + share * weight;
    });
  }
  return mixed;
}

const shareOf = (parameters: PopulationParameters, chronotype: Chronotype): number =>
  0.3 * parameters.chronotypes[chronotype].lightShare + 0.7 * parameters.chronotypes[chronotype].heavyShare;

/** The time zones of a region with the share of its people. */
function zones(
  parameters: PopulationParameters,
  region: Region,
): { offsetMinutes: number; weight: number }[] {
  if (region === 'IN') return [{ offsetMinutes: 330, weight: 1 }];
  const places =
    region === 'US'
      ? states.map(({ offsetMinutes, millions }) => ({ offsetMinutes, weight: millions }))
      : Object.entries(parameters.otherCountries).map(([code, weight]) => ({
          offsetMinutes: offsetOf(code),
          weight,
        }));
  const all = places.reduce((sum, { weight }) => sum + weight, 0);
  return places.map(({ offsetMinutes, weight }) => ({ offsetMinutes, weight: weight / all }));
}

function offsetOf(code: string): number {
  const country = countries[countryNumber(code) ?? -1];
  if (!country) throw new RangeError(`otherCountries names "${code}", which is no country of ISO 3166-1`);
  return country.offsetMinutes;
}
