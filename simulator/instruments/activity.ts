import type { Instrument } from '../background/background-market.ts';
import { dayMs } from '../population/local-time.ts';
import { countryNumber } from '../population/places.ts';
import type { Population } from '../population/population.ts';
import { mean } from './concentration.ts';

const monthMs = 30 * dayMs;
const months = 12;
const us = countryNumber('US') as number;

/** Who did how much over a year of twelve 30-day months, and who of the US was active in which of them (V10, V12). */
export class Activity implements Instrument {
  /** It posts nothing. */
  readonly startsAt = Number.POSITIVE_INFINITY;
  private readonly from: number;
  private readonly population: Population;
  /** By worker. */
  private tasks = new Float64Array(1024);
  /** The last month in which a US worker was active, counted from 1; 0: none. */
  private lastMonth = new Uint8Array(1024);
  private activeInYear = 0;
  private readonly activeInMonth = new Float64Array(months);

  constructor(from: number, population: Population) {
    this.from = from;
    this.population = population;
  }

  step(): number {
    return Number.POSITIVE_INFINITY;
  }

  session(worker: number, at: number, _lengthMs: number, tasks: number): void {
    const month = Math.floor((at - this.from) / monthMs);
    if (tasks === 0 || month < 0 || month >= months) return;
    if (worker >= this.tasks.length) this.enlarge();
    this.tasks[worker] = (this.tasks[worker] as number) + tasks;
    const last = this.lastMonth[worker];
    if (last === month + 1 || this.population.columns.registeredCountry[worker] !== us) return;
    if (last === 0) this.activeInYear++;
    this.lastMonth[worker] = month + 1;
    this.activeInMonth[month] = (this.activeInMonth[month] as number) + 1;
  }

  private enlarge(): void {
    const room = this.population.columns.stay.length;
    const [tasks, lastMonth] = [new Float64Array(room), new Uint8Array(room)];
    tasks.set(this.tasks);
    lastMonth.set(this.lastMonth);
    this.tasks = tasks;
    this.lastMonth = lastMonth;
  }

  /** All who did any task in the year. */
  active(): number[] {
    const workers: number[] = [];
    this.tasks.forEach((tasks, worker) => {
      if (tasks > 0) workers.push(worker);
    });
    return workers;
  }

  /** Tasks of the year, of all who did any. */
  tasksOfWorkers(): Float64Array {
    return this.tasks.filter((tasks) => tasks > 0);
  }

  /** US workers active in a mean month over those active in the year. */
  monthOverYear(): number {
    return mean(this.activeInMonth) / this.activeInYear;
  }
}
