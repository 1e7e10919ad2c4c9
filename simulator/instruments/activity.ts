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
  private readonly tasks = new Map<number, number>();
  private readonly lastMonth = new Map<number, number>();
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
    this.tasks.set(worker, (this.tasks.get(worker) ?? 0) + tasks);
    if (this.population.columns.registeredCountry[worker] !== us || this.lastMonth.get(worker) === month)
      return;
    this.lastMonth.set(worker, month);
    this.activeInMonth[month] = (this.activeInMonth[month] as number) + 1;
  }

  /** Tasks of the year, of all who did any. */
  tasksOfWorkers(): Float64Array {
    return Float64Array.from(this.tasks.values());
  }

  /** US workers active in a mean month over those active in the year. */
  monthOverYear(): number {
    return mean(this.activeInMonth) / this.lastMonth.size;
  }
}
