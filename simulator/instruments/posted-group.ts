import type { NamedGroup } from '../background/named-groups.ts';
import { hourMs } from '../population/local-time.ts';
import { countryNumber } from '../population/places.ts';
import type { Population } from '../population/population.ts';

/** What is posted. */
export interface Posting {
  readonly postedAt: number;
  readonly lifetimeMs: number;
  /** HITs, or places of a survey. */
  readonly places: number;
  readonly rewardMills: number;
  readonly taskSeconds: number;
  readonly isSurvey: boolean;
  readonly requesterRejectedShare?: number;
  readonly requirements?: Requirements;
}

export interface Requirements {
  readonly approvalRateMin?: number | undefined;
  readonly hitsApprovedMin?: number | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly masters?: boolean | undefined;
}

/** A group of HITs whose submissions are written down. */
export class PostedGroup implements NamedGroup {
  readonly postedAt: number;
  expiresAt: number;
  readonly places: number;
  readonly rewardMills: number;
  readonly taskSeconds: number;
  readonly isSurvey: boolean;
  readonly requesterRejectedShare: number;
  available: number;
  readonly submittedAt: number[] = [];
  private readonly mayTake: (worker: number) => boolean;
  /** Who has taken the survey. */
  private readonly took: Set<number>;

  /** @param took those who took part before, where it is the same study posted again. */
  constructor(posting: Posting, population: Population, took: Set<number> = new Set()) {
    this.postedAt = posting.postedAt;
    this.expiresAt = posting.postedAt + posting.lifetimeMs;
    this.places = posting.places;
    this.available = posting.places;
    this.rewardMills = posting.rewardMills;
    this.taskSeconds = posting.taskSeconds;
    this.isSurvey = posting.isSurvey;
    this.requesterRejectedShare = posting.requesterRejectedShare ?? 0;
    this.mayTake = holderOf(posting.requirements ?? {}, population);
    this.took = took;
  }

  mayAccept(worker: number): boolean {
    return !(this.isSurvey && this.took.has(worker)) && this.mayTake(worker);
  }

  submitted(worker: number, at: number): void {
    if (this.isSurvey) this.took.add(worker);
    this.submittedAt.push(at);
  }

  get isComplete(): boolean {
    return this.submittedAt.length === this.places;
  }

  /** Hours from posting to the last submission; where some are missing, to expiry, which it takes at least. */
  get hours(): number {
    const end = this.isComplete ? Math.max(...this.submittedAt.slice(-100)) : this.expiresAt;
    return (end - this.postedAt) / hourMs;
  }

  /** Submissions from `from` up to `to`. */
  between(from: number, to: number): number {
    return this.submittedAt.filter((at) => at >= from && at < to).length;
  }

  /** Ends it now; the answer is the same study posted again, for what is left of it. */
  renewed(at: number, population: Population, posting: Posting): PostedGroup {
    this.expiresAt = at;
    return new PostedGroup({ ...posting, postedAt: at, places: this.available }, population, this.took);
  }
}

/** Whether a worker meets the requirements. */
function holderOf(
  { approvalRateMin, hitsApprovedMin, countries, masters }: Requirements,
  population: Population,
): (worker: number) => boolean {
  const places = countries?.map((code) => countryNumber(code));
  return (worker) => {
    const { columns } = population;
    if (places && !places.includes(columns.registeredCountry[worker])) return false;
    if (masters && !population.has(worker, 'masters')) return false;
    if (hitsApprovedMin !== undefined && (columns.approved[worker] as number) < hitsApprovedMin) return false;
    return approvalRateMin === undefined || population.approvalRate(worker) >= approvalRateMin;
  };
}
