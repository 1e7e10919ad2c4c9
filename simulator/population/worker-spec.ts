import type { WorkerSpec } from '../../server/lifecycle/worker.ts';
import type { Population } from './population.ts';

/** What a market makes of a member of a population. */
export function workerSpec(population: Population, number: number): WorkerSpec & { readonly id: string } {
  const { columns } = population;
  return {
    id: population.id(number),
    seed: population.personSeed(number),
    locale: population.locale(number),
    name: population.ownName(number),
    submitted: columns.submitted[number] as number,
    approved: columns.approved[number] as number,
    rejected: columns.rejected[number] as number,
    masters: population.has(number, 'masters'),
    adult: population.has(number, 'adult'),
  };
}
