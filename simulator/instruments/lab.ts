import type { BackgroundMarket, Instrument } from '../background/background-market.ts';
import type { NamedGroup } from '../background/named-groups.ts';
import { Random } from '../engine/random.ts';
import { dayMs, hourMs } from '../population/local-time.ts';
import { countryNumber } from '../population/places.ts';

/** Seven laboratories over 39 months: 689 postings, 114,460 completions (V13-V15). */
export const labStudies = {
  laboratories: 7,
  days: 39 * 30.4375,
  postings: 689,
  /** Places of a study: more than the 166 takers that it had on average, for not all fill up. */
  meanPlaces: 205,
  placesSigma: 0.7,
  /** An ordinary study of those years (V29): 50 cents for ten minutes, US, 95 % approved. */
  rewardMills: 500,
  taskSeconds: 600,
  approvalRateMin: 95,
  lifetimeMs: 30 * dayMs,
} as const;

/** The lab instrument of part B: each laboratory posts a study now and then, nobody takes part twice in one. */
export class Lab implements Instrument {
  readonly startsAt: number;
  /** Who took part when, by laboratory. */
  readonly takers: { readonly worker: number; readonly at: number; readonly laboratory: number }[] = [];
  postings = 0;
  /** When the next study would go up if nobody slept. */
  private due: number;
  private readonly random: Random;
  private readonly laboratory: Random;

  constructor(startsAt: number, seed: number) {
    this.startsAt = startsAt;
    this.due = startsAt;
    this.random = new Random(seed).fork('lab');
    this.laboratory = this.random.fork('which');
  }

  step(at: number, market: BackgroundMarket): number {
    if (at > this.startsAt + labStudies.days * dayMs) return Number.POSITIVE_INFINITY;
    market.post(this.study(at, market));
    this.postings++;
    this.due += this.random.exponential((labStudies.days / labStudies.postings) * dayMs);
    return Math.max(at, workingHour(this.due, this.random));
  }

  private study(at: number, market: BackgroundMarket): NamedGroup {
    const laboratory = this.laboratory.int(labStudies.laboratories);
    const { meanPlaces, placesSigma } = labStudies;
    const took = new Set<number>();
    return {
      postedAt: at,
      expiresAt: at + labStudies.lifetimeMs,
      available: Math.max(
        1,
        Math.round(this.random.lognormal(meanPlaces * Math.exp(-(placesSigma ** 2) / 2), placesSigma)),
      ),
      rewardMills: labStudies.rewardMills,
      taskSeconds: labStudies.taskSeconds,
      isSurvey: true,
      requesterRejectedShare: 0,
      mayAccept: (worker) => {
        if (took.has(worker) || market.population.columns.registeredCountry[worker] !== us) return false;
        return market.population.approvalRate(worker) >= labStudies.approvalRateMin;
      },
      submitted: (worker, now) => {
        took.add(worker);
        this.takers.push({ worker, at: now, laboratory });
      },
    };
  }
}

const us = countryNumber('US');

/** Studies go up in the working hours of the US: 14 to 22 UTC, Monday to Friday. */
function workingHour(at: number, random: Random): number {
  let day = Math.floor(at / dayMs) * dayMs;
  while ([0, 6].includes(new Date(day).getUTCDay())) day += dayMs;
  return day + random.between(14, 22) * hourMs;
}
