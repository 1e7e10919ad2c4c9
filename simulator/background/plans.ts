import { nextSessionAt, sessionsPerWeek, spellMs } from '../behaviours/schedule.ts';
import type { Random } from '../engine/random.ts';
import { activeShare } from '../population/draw-history.ts';
import { hourMs } from '../population/local-time.ts';
import { stays } from '../population/parameters.ts';
import type { Population } from '../population/population.ts';
import type { Week } from '../population/week.ts';

const brief = stays.indexOf('brief');

/**
 * What planning a session needs to know of a worker, side by side: one line of the processor's cache instead of one for
 * each trait, which is most of what a session costs.
 */
const field = {
  spellEndsAt: 0,
  leavesAt: 1,
  perWeek: 2,
  medianMs: 3,
  offsetMinutes: 4,
  chronotype: 5,
  pages: 6,
} as const;
const stride = 8;

/** When workers come on line: active spells with pauses between them, sessions within a spell, an end. */
export class Plans {
  private readonly population: Population;
  private readonly sigma: number;
  private readonly activeSpellMeanDays: number;
  private readonly pauseMeanDays: number;
  private plans = new Float64Array(0);

  constructor(population: Population) {
    const { sessionHours, activeSpellMeanDays, pauseMeanDays } = population.parameters;
    this.population = population;
    this.sigma = sessionHours.sigma;
    this.activeSpellMeanDays = activeSpellMeanDays;
    this.pauseMeanDays = pauseMeanDays;
    this.makeRoom();
  }

  /** The first session of somebody who was there before the start; infinity if there will be none. */
  firstOfMember(worker: number, at: number, random: Random): number {
    const isActive = this.isBrief(worker) || random.chance(activeShare(this.population.parameters));
    const from = isActive ? at : at + spellMs(this.pauseMeanDays, random);
    return this.firstOfSpell(worker, from, random);
  }

  /** The first session of somebody who joins now. */
  firstOfNewcomer(worker: number, at: number, random: Random): number {
    if ((worker + 1) * stride > this.plans.length) this.makeRoom();
    return this.firstOfSpell(worker, at, random);
  }

  /** The next session after one that ends at `from`; infinity if the worker leaves before. */
  next(worker: number, from: number, random: Random): number {
    const base = worker * stride;
    const { plans } = this;
    const perWeek = plans[base + field.perWeek] as number;
    const offset = plans[base + field.offsetMinutes] as number;
    const week = this.population.weeks[plans[base + field.chronotype] as number] as Week;
    const leavesAt = plans[base + field.leavesAt] as number;
    let start = nextSessionAt(from, week, offset, perWeek, random);
    while (start > (plans[base + field.spellEndsAt] as number)) {
      const begins = (plans[base + field.spellEndsAt] as number) + spellMs(this.pauseMeanDays, random);
      if (begins >= leavesAt) return Number.POSITIVE_INFINITY;
      plans[base + field.spellEndsAt] = begins + spellMs(this.activeSpellMeanDays, random);
      start = nextSessionAt(begins, week, offset, perWeek, random);
    }
    return start < leavesAt ? start : Number.POSITIVE_INFINITY;
  }

  /** Length of a session that begins now, ms. */
  length(worker: number, random: Random): number {
    return random.lognormal(this.plans[worker * stride + field.medianMs] as number, this.sigma);
  }

  /** Pages of the list that the worker reads. */
  pages(worker: number): number {
    return this.plans[worker * stride + field.pages] as number;
  }

  private firstOfSpell(worker: number, at: number, random: Random): number {
    const { columns } = this.population;
    const base = worker * stride;
    const hours = columns.onlineHoursPerWeek[worker] as number;
    const sessionHours = columns.sessionMeanHours[worker] as number;
    this.plans[base + field.spellEndsAt] = this.isBrief(worker)
      ? Number.POSITIVE_INFINITY
      : at + spellMs(this.activeSpellMeanDays, random);
    this.plans[base + field.leavesAt] = columns.leavesAt[worker] as number;
    this.plans[base + field.perWeek] = sessionsPerWeek(hours, sessionHours);
    this.plans[base + field.medianMs] = sessionHours * hourMs * Math.exp((-this.sigma * this.sigma) / 2);
    this.plans[base + field.offsetMinutes] = columns.offsetMinutes[worker] as number;
    this.plans[base + field.chronotype] = columns.chronotype[worker] as number;
    this.plans[base + field.pages] = columns.pages[worker] as number;
    return this.next(worker, at, random);
  }

  /** Who stays for days makes no pauses of months. */
  private isBrief(worker: number): boolean {
    return this.population.columns.stay[worker] === brief;
  }

  private makeRoom(): void {
    const larger = new Float64Array(this.population.columns.stay.length * stride);
    larger.set(this.plans);
    this.plans = larger;
  }
}
