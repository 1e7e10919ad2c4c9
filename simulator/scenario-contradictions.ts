import type { RequesterBehaviour } from './behaviours/parameters.ts';
import { chronotypes, type PopulationParameters, qualityKinds, stays } from './population/parameters.ts';
import { countryNumber } from './population/places.ts';
import type { StudyBatch, StudyRequirements } from './scenario-study.ts';

/** Days of a run whose scenario says none. */
export const daysUsual = 7;

/** The members of a scenario that may contradict each other though each is right by itself. */
export interface Study {
  readonly days?: number | undefined;
  readonly batch?: StudyBatch | undefined;
  readonly requirements: StudyRequirements;
}

/** What can't be meant, each with its path: a run would pass over it in silence and answer another question. */
export function contradictions({ days = daysUsual, batch, requirements }: Study): string[] {
  const asked = Object.entries(requirements).flatMap(([name, value]) => (value == null ? [] : [name]));
  if (!batch)
    return asked.length === 0 ? [] : [`requirements.${asked[0]}: there is no batch that could ask for it`];
  const found: string[] = [];
  if (batch.survey && batch.hits > 1)
    found.push('batch.hits: a survey is one HIT; how many take it is said by batch.assignments');
  if (batch.postAtHours >= days * 24)
    found.push(
      `batch.postAtHours: posting after ${batch.postAtHours} hours lies beyond the end of the run (days: ${days}, which are ${days * 24} hours)`,
    );
  if (requirements.formerParticipants && batch.waves === 1)
    found.push('requirements.formerParticipants: a single wave has no former participants; see batch.waves');
  return found;
}

/** Parameters from which nothing could be drawn, each with its path. */
export function impossibleDraws(population: PopulationParameters, requesters: RequesterBehaviour): string[] {
  const found = weightsOf(population, requesters).flatMap(([path, weights]) =>
    weights.some((weight) => weight > 0) ? [] : [`${path}: one of them at least must be above 0`],
  );
  for (const code of Object.keys(population.otherCountries)) {
    if (countryNumber(code) === undefined)
      found.push(`population.parameters.otherCountries.${code}: no country of ISO 3166`);
  }
  for (const kind of qualityKinds) {
    const { mean, deviation } = population.accuracy[kind];
    const most = Math.sqrt(mean * (1 - mean));
    if (deviation <= 0 || deviation >= most)
      found.push(
        `population.parameters.accuracy.${kind}: shares with the mean ${mean} deviate by more than 0 and less than ${most.toPrecision(3)}, not by ${deviation}`,
      );
  }
  requesters.reviewDelays.forEach(({ hoursMin, hoursMax }, at) => {
    if (hoursMin > hoursMax)
      found.push(`requesterBehaviour.reviewDelays.${at}: hoursMin ${hoursMin} is above hoursMax ${hoursMax}`);
  });
  return found;
}

/** Lists of which one member is drawn by its weight. */
function weightsOf(
  population: PopulationParameters,
  { reviewDelays, rejectionPolicies, requirementSets }: RequesterBehaviour,
): [path: string, weights: number[]][] {
  const { qualityShares, workerShares, otherCountries, birthDecades } = population;
  const shareOf = ({ share }: { readonly share: number }) => share;
  return [
    ['population.parameters.workerShares', Object.values(workerShares)],
    ['population.parameters.otherCountries', Object.values(otherCountries)],
    ['population.parameters.birthDecades', Object.values(birthDecades)],
    ['population.parameters.stays', stays.map((stay) => population.stays[stay].share)],
    ...stays.map((stay): [string, number[]] => [
      `population.parameters.qualityShares.${stay}`,
      Object.values(qualityShares[stay]),
    ]),
    ...(['lightShare', 'heavyShare'] as const).map((share): [string, number[]] => [
      `population.parameters.chronotypes, ${share}`,
      chronotypes.map((chronotype) => population.chronotypes[chronotype][share]),
    ]),
    ['requesterBehaviour.reviewDelays, share', reviewDelays.map(shareOf)],
    ['requesterBehaviour.rejectionPolicies, share', rejectionPolicies.map(shareOf)],
    ['requesterBehaviour.requirementSets, weight', requirementSets.map(({ weight }) => weight)],
  ];
}
