import type { Moment, Visits } from '../agents/world.ts';
import { Plans } from '../background/plans.ts';
import type { Random } from '../engine/random.ts';
import type { Population } from '../population/population.ts';

/** Shorter visits are no sessions. */
const sessionMinMs = 60_000;

/** Visits of people who pause for months, leave for good, and remember when this session began. */
export class PlannedVisits implements Visits {
  readonly #plans: Plans;
  #startedAt: Float64Array;
  #onlineMs: Float64Array;
  readonly #population: Population;

  constructor(population: Population) {
    this.#population = population;
    this.#plans = new Plans(population);
    this.#startedAt = new Float64Array(population.columns.stay.length);
    this.#onlineMs = new Float64Array(population.columns.stay.length);
  }

  firstOfMember(worker: number, at: number, random: Random): number {
    return Math.ceil(this.#plans.firstOfMember(worker, at, random));
  }

  firstOfNewcomer(worker: number, at: number, random: Random): number {
    if (worker >= this.#startedAt.length) this.#makeRoom();
    return Math.ceil(this.#plans.firstOfNewcomer(worker, at, random));
  }

  lengthMs({ at, random }: Moment, worker: number): number {
    this.#startedAt[worker] = at;
    return Math.round(Math.max(sessionMinMs, this.#plans.length(worker, random)));
  }

  nextAt({ at, random }: Moment, worker: number): number {
    this.#onlineMs[worker] = this.onlineMs(worker) + at - this.startedAt(worker);
    return Math.ceil(this.#plans.next(worker, at, random));
  }

  /** When the worker's present session began, or its last one. */
  startedAt(worker: number): number {
    return this.#startedAt[worker] as number;
  }

  /** Time on line in sessions that are over, ms. */
  onlineMs(worker: number): number {
    return this.#onlineMs[worker] as number;
  }

  #makeRoom(): void {
    const room = this.#population.columns.stay.length;
    this.#startedAt = longer(this.#startedAt, room);
    this.#onlineMs = longer(this.#onlineMs, room);
  }
}

function longer(values: Float64Array, length: number): Float64Array {
  const larger = new Float64Array(length);
  larger.set(values);
  return larger;
}
