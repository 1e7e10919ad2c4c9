import type { BackgroundMarket, Instrument } from '../background/background-market.ts';
import type { NamedGroup } from '../background/named-groups.ts';
import { Random } from '../engine/random.ts';
import { dayMs } from '../population/local-time.ts';

/** One answer to the tracker's survey. */
export interface Answer {
  readonly worker: number;
  readonly at: number;
  /** As the worker would report them: hours a week, and US dollars a week. */
  readonly weeklyHours: number;
  readonly weeklyDollars: number;
  /** Tasks submitted before, as experience. */
  readonly experience: number;
  /** As displayed, percent. */
  readonly approvalRate: number;
}

/** A 5-cent survey of one assignment every 15 minutes, open until the next; no Qualification; nobody twice within 30 days. */
export const trackerSurvey = {
  everyMs: 15 * 60_000,
  rewardMills: 50,
  taskSeconds: 40,
  restMs: 30 * dayMs,
} as const;

/** Spread of the logarithm of what people report against what is so; derived from V23. */
const reportingSigma = 0.4;

/** The tracker of part B: who answers, when, and what the answers say. */
export class Tracker implements Instrument {
  readonly startsAt: number;
  readonly answers: Answer[] = [];
  posted = 0;
  private readonly random: Random;
  private readonly answeredAt = new Map<number, number>();
  private readonly endsAt: number;
  private readonly everyMs: number;
  private market: BackgroundMarket | undefined;

  /** @param everyMs other than usual where the market is of another size. */
  constructor(startsAt: number, seed: number, endsAt: number, everyMs: number = trackerSurvey.everyMs) {
    this.startsAt = startsAt;
    this.endsAt = endsAt;
    this.everyMs = everyMs;
    this.random = new Random(seed).fork('tracker');
  }

  step(at: number, market: BackgroundMarket): number {
    this.market = market;
    if (at >= this.endsAt) return Number.POSITIVE_INFINITY;
    this.posted++;
    market.post(this.survey(at));
    return at + this.everyMs;
  }

  private survey(at: number): NamedGroup {
    return {
      postedAt: at,
      expiresAt: at + this.everyMs,
      available: 1,
      rewardMills: trackerSurvey.rewardMills,
      taskSeconds: trackerSurvey.taskSeconds,
      isSurvey: true,
      requesterRejectedShare: 0,
      mayAccept: (worker, now) =>
        now - (this.answeredAt.get(worker) ?? Number.NEGATIVE_INFINITY) >= trackerSurvey.restMs,
      submitted: (worker, now) => this.record(worker, now),
    };
  }

  private record(worker: number, at: number): void {
    this.answeredAt.set(worker, at);
    const { population, work } = this.market as BackgroundMarket;
    const { onlineHoursPerWeek, submitted } = population.columns;
    const hours = onlineHoursPerWeek[worker] as number;
    const online = work.sum('onlineHours', worker);
    const wage = online > 0 ? work.sum('earnedDollars', worker) / online : 0;
    const share = population.parameters.reportedHoursShare;
    this.answers.push({
      worker,
      at,
      weeklyHours: hours * this.random.lognormal(share, reportingSigma),
      weeklyDollars: hours * wage * this.random.lognormal(1, reportingSigma),
      experience: submitted[worker] as number,
      approvalRate: population.approvalRate(worker),
    });
  }

  /** Occasions of 30 days on which each worker answered. */
  captures(): Map<number, number[]> {
    const captures = new Map<number, number[]>();
    for (const { worker, at } of this.answers) {
      const occasion = Math.floor((at - this.startsAt) / trackerSurvey.restMs);
      const seen = captures.get(worker);
      if (!seen) captures.set(worker, [occasion]);
      else if (seen[seen.length - 1] !== occasion) seen.push(occasion);
    }
    return captures;
  }
}
