import { drawBatch } from '../behaviours/post-batch.ts';
import { activeShare } from '../population/draw-history.ts';
import { stays } from '../population/parameters.ts';
import type { Population } from '../population/population.ts';
import type { Crew } from './crew.ts';
import { drawnTraits } from './drawn-requesters.ts';

/** Batches by which a requester's mean work is estimated. */
const sampleBatches = 16;

/**
 * By what every requester's drawn number of batches is multiplied, so that together they offer as many hours of work a day
 * as the scenario says for each hour that workers are willing to be paid. P33 and P36-P38 give only the shape of what was
 * posted; this level is derived from hours and sessions (P18) and stands in the results.
 */
export function batchRateFactor(crew: Pick<Crew, 'scenario' | 'population' | 'chance'>): number {
  const { scenario, population } = crew;
  const random = crew.chance.fork('offered work');
  let offered = 0;
  for (const requester of drawnTraits(crew)) {
    let hours = 0;
    for (let sample = 0; sample < sampleBatches; sample++) {
      const batch = drawBatch(requester, scenario.requesterBehaviour, random);
      hours += (batch.hits * batch.assignmentsPerHit * batch.taskSeconds) / 3600;
    }
    offered += (requester.batchesPerDay * hours) / sampleBatches;
  }
  return offered === 0 ? 0 : (scenario.offeredWork * paidHoursPerDay(population)) / offered;
}

/** Hours a day that the population spends on paid work, at the usual speed of each. */
export function paidHoursPerDay({ columns, size, parameters }: Population): number {
  const brief = stays.indexOf('brief');
  const active = activeShare(parameters);
  let hours = 0;
  for (let worker = 0; worker < size; worker++) {
    const share = columns.stay[worker] === brief ? 1 : active;
    hours += ((columns.onlineHoursPerWeek[worker] as number) / 7) * share * parameters.paidTimeShare;
  }
  return hours;
}
