import type { Market } from '../../server/market/market.ts';
import type { People } from '../agents/people.ts';
import type { Random } from '../engine/random.ts';
import type { Population } from '../population/population.ts';
import type { Scenario } from '../scenario.ts';
import type { SimulatedTasks } from './simulated-tasks.ts';

/** What those who act in one run share. */
export interface Crew {
  readonly scenario: Scenario;
  readonly market: Market;
  readonly population: Population;
  readonly people: People;
  readonly tasks: SimulatedTasks;
  /** A worker's number in the population. */
  readonly numberOf: (worker: string) => number;
  /** Forked for each purpose. */
  readonly chance: Random;
}
