import type { BackgroundMarket, Instrument } from '../background/background-market.ts';
import { Random } from '../engine/random.ts';
import { dayMs } from '../population/local-time.ts';

/**
 * The volunteers of V11 and V20-V22, whose browsers counted what they did: 2,676 of them. Theirs were 28 months, here all come
 * within ten, for nothing depends on when. How long each kept the plug-in was not published; the mean is set so that the
 * mean number of tasks comes out, which leaves the spread and the largest number to be tested.
 */
export const plugInStudy = { volunteers: 2676, days: 300, keptMeanDays: 12 } as const;

/** What one volunteer's plug-in counted. */
export interface Counted {
  readonly worker: number;
  readonly tasks: number;
  readonly onlineHours: number;
  readonly paidHours: number;
  readonly dollars: number;
}

interface Volunteer {
  readonly worker: number;
  readonly until: number;
  readonly before: Counted;
}

/** The plug-in instrument: it enlists whoever comes on line next, so that those who come often are enlisted more. */
export class PlugIn implements Instrument {
  readonly startsAt: number;
  readonly counted: Counted[] = [];
  private readonly random: Random;
  private readonly volunteers = new Map<number, Volunteer>();
  private market: BackgroundMarket | undefined;
  private wanted = 0;

  constructor(startsAt: number, seed: number) {
    this.startsAt = startsAt;
    this.random = new Random(seed).fork('plug-in');
  }

  step(at: number, market: BackgroundMarket): number {
    this.market = market;
    this.wanted++;
    this.dropOut(at);
    const next = at + this.random.exponential((plugInStudy.days / plugInStudy.volunteers) * dayMs);
    return next < this.startsAt + plugInStudy.days * dayMs ? next : Number.POSITIVE_INFINITY;
  }

  session(worker: number, at: number): void {
    if (this.wanted === 0 || !this.market || this.volunteers.has(worker)) return;
    this.wanted--;
    const until = at + this.random.exponential(plugInStudy.keptMeanDays * dayMs);
    this.volunteers.set(worker, { worker, until, before: countsOf(worker, this.market) });
  }

  /** Ends the study: those who still have the plug-in are counted as they stand. */
  finish(): void {
    this.dropOut(Number.POSITIVE_INFINITY);
  }

  private dropOut(at: number): void {
    if (!this.market) return;
    for (const { worker, until, before } of this.volunteers.values()) {
      if (until > at) continue;
      this.volunteers.delete(worker);
      const after = countsOf(worker, this.market);
      this.counted.push({
        worker,
        tasks: after.tasks - before.tasks,
        onlineHours: after.onlineHours - before.onlineHours,
        paidHours: after.paidHours - before.paidHours,
        dollars: after.dollars - before.dollars,
      });
    }
  }
}

function countsOf(worker: number, { work }: BackgroundMarket): Counted {
  return {
    worker,
    tasks: work.sum('tasks', worker),
    onlineHours: work.sum('onlineHours', worker),
    paidHours: work.sum('paidHours', worker),
    dollars: work.sum('earnedDollars', worker),
  };
}
