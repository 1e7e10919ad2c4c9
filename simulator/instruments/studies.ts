import type { BackgroundMarket, Instrument } from '../background/background-market.ts';
import { defaultRequesterBehaviour } from '../behaviours/parameters.ts';
import { reposts } from '../behaviours/repost.ts';
import { Random } from '../engine/random.ts';
import { dayMs, hourMs } from '../population/local-time.ts';
import { PostedGroup, type Posting } from './posted-group.ts';

type Study = Omit<Posting, 'postedAt'>;

/** Ordinary qualifications of a study (V29). */
const ordinary = { countries: ['US'], approvalRateMin: 95 };
const tenMinutes = { taskSeconds: 600, isSurvey: true, places: 200, requirements: ordinary };
const opinions = { taskSeconds: 120, isSurvey: true, places: 100, rewardMills: 250, lifetimeMs: 30 * dayMs };

/** The postings of V28-V31, each as its source tells it; where it is silent, as an ordinary task of its kind. */
export const studies = {
  /** V28, V29: 200 takers, ten minutes, 50 cents, ordinary qualifications. */
  halfDollar: { ...tenMinutes, rewardMills: 500, lifetimeMs: 30 * dayMs },
  /** V29: the same for 25 cents. */
  quarterDollar: { ...tenMinutes, rewardMills: 250, lifetimeMs: 60 * dayMs },
  /** V30: 12,000 tasks of 20 seconds for one cent. */
  pennies: { taskSeconds: 20, isSurvey: false, places: 12_000, rewardMills: 10, lifetimeMs: 7 * dayMs },
  /** V31: a hundred opinions, two minutes each, 25 cents, from everybody and from Masters. */
  open: opinions,
  mastersOnly: { ...opinions, requirements: { masters: true } },
} as const satisfies Record<string, Study>;
export type StudyName = keyof typeof studies;

/** The order in which they go up, four days apart: the same study comes on different days of the week. */
const order: readonly StudyName[] = ['halfDollar', 'pennies', 'open', 'mastersOnly', 'quarterDollar'];
export const timesPosted = 3;
const gapDays = 4;

/** Posts each study several times in working hours, and writes down how fast it fills. */
export class Studies implements Instrument {
  readonly startsAt: number;
  readonly posted = new Map<StudyName, PostedGroup[]>();
  private readonly random: Random;
  private readonly firstDay: number;
  private count = 0;

  constructor(startsAt: number, seed: number) {
    this.startsAt = startsAt;
    this.random = new Random(seed).fork('studies');
    // Another day of the week with each seed.
    this.firstDay = Math.floor(startsAt / dayMs) + this.random.int(7);
  }

  step(at: number, market: BackgroundMarket): number {
    if (at === this.startsAt) return this.nextTime();
    const name = order[(this.count - 1) % order.length] as StudyName;
    const group = new PostedGroup({ ...studies[name], postedAt: at }, market.population);
    market.post(group);
    this.posted.set(name, [...(this.posted.get(name) ?? []), group]);
    return this.count < order.length * timesPosted ? this.nextTime() : Number.POSITIVE_INFINITY;
  }

  /** Between 14 and 22 UTC: the working hours of the US. */
  private nextTime(): number {
    this.count++;
    const day = (this.firstDay + this.count * gapDays) * dayMs;
    return day + this.random.between(14, 22) * hourMs;
  }
}

/** A study for a thousand that starts fast and slows down (V32). */
const thousand = { ...studies.halfDollar, places: 1000, lifetimeMs: 14 * dayMs };
/** The stretch at the start of a batch, and those before and after it is posted again, whose rates are compared. */
const rateMs = 3 * hourMs;

/** Posts a study for a thousand, and again what is left of it as soon as it has slowed as V32's behaviour says. */
export class Restart implements Instrument {
  readonly startsAt: number;
  /** Submissions in three hours before and after each restart. */
  readonly restarts: { readonly before: number; readonly first: PostedGroup }[] = [];
  private posted = 0;
  private current: PostedGroup | undefined;

  /** @param day its first posting is made at ten in the morning of the middle of the US. */
  constructor(day: number) {
    this.startsAt = day + 16 * hourMs;
  }

  step(at: number, market: BackgroundMarket): number {
    if (!this.current) {
      this.current = new PostedGroup({ ...thousand, postedAt: at }, market.population);
      market.post(this.current);
      this.posted++;
      return at + defaultRequesterBehaviour.repostAfterHours * hourMs;
    }
    const { current } = this;
    if (current.available > 0 && current.expiresAt > at) {
      if (!this.hasSlowed(current, at)) return at + rateMs;
      const again = current.renewed(at, market.population, { ...thousand, postedAt: at });
      this.restarts.push({ before: current.between(at - rateMs, at), first: again });
      market.post(again);
    }
    this.current = undefined;
    return this.posted < timesPosted ? at + 9.3 * dayMs : Number.POSITIVE_INFINITY;
  }

  /** Rate after each restart over the rate before it; a rate of none counts as one submission. */
  jumps(): number[] {
    return this.restarts.map(
      ({ before, first }) => first.between(first.postedAt, first.postedAt + rateMs) / Math.max(1, before),
    );
  }

  private hasSlowed(group: PostedGroup, at: number): boolean {
    const progress = {
      ageHours: (at - group.postedAt) / hourMs,
      left: group.available,
      firstRate: group.between(group.postedAt, group.postedAt + rateMs),
      rate: group.between(at - rateMs, at),
    };
    return reposts(progress, true, defaultRequesterBehaviour);
  }
}
