import { newcomerDays } from '../population/draw-history.ts';
import { dayMs } from '../population/local-time.ts';
import type { Population } from '../population/population.ts';

/** What each worker has submitted today (UTC), against the most that Amazon allows in a day (P22). */
export class DailyCaps {
  readonly #population: Population;
  readonly #today = new Map<number, number>();
  #day = Number.NEGATIVE_INFINITY;

  constructor(population: Population) {
    this.#population = population;
  }

  submitted(worker: number, at: number): void {
    this.#turnTo(at);
    this.#today.set(worker, (this.#today.get(worker) ?? 0) + 1);
  }

  /** How many more this worker may do today. */
  left(worker: number, at: number): number {
    this.#turnTo(at);
    const { columns, parameters } = this.#population;
    const { newcomer, established } = parameters.tasksPerDayMax;
    const isNewcomer = at < (columns.joinedAt[worker] as number) + newcomerDays * dayMs;
    return (isNewcomer ? newcomer : established) - (this.#today.get(worker) ?? 0);
  }

  #turnTo(at: number): void {
    const day = Math.floor(at / dayMs);
    if (day === this.#day) return;
    this.#day = day;
    this.#today.clear();
  }
}
