import type { EligibilityIndex } from '../../server/eligibility/eligibility-index.ts';
import type { NamedGroup } from '../background/named-groups.ts';
import { hourMs } from '../population/local-time.ts';
import type { StudyBatch } from '../scenario-study.ts';
import type { Wave } from './study.ts';

/** A group of the study among unnamed ones. */
export class StudyGroup implements NamedGroup {
  readonly hitTypeId: string;
  readonly rewardMills: number;
  readonly taskSeconds: number;
  readonly isSurvey: boolean;
  readonly requesterRejectedShare: number;
  postedAt = 0;
  expiresAt = 0;
  available = 0;
  /** Assignments that nobody has taken. */
  places = 0;
  readonly #index: EligibilityIndex;
  readonly #idOf: (worker: number) => string;

  constructor(
    batch: StudyBatch,
    hitTypeId: string,
    index: EligibilityIndex,
    idOf: (worker: number) => string,
  ) {
    this.hitTypeId = hitTypeId;
    this.#index = index;
    this.#idOf = idOf;
    this.rewardMills = Math.round(batch.reward * 1000);
    this.taskSeconds = batch.taskSeconds;
    this.isSurvey = batch.survey;
    this.requesterRejectedShare = batch.rejectedShare;
  }

  /** What can be taken: HITs with a place; of a survey, one HIT for all, its places. */
  listed(): number {
    return this.isSurvey ? this.places : this.#index.listing(this.hitTypeId).available;
  }

  renew(wave: Wave, batch: StudyBatch): void {
    this.postedAt = wave.postedAt;
    this.expiresAt = wave.postedAt + batch.lifetimeHours * hourMs;
    this.places += wave.hits.length * batch.assignments;
    this.available = this.listed();
  }

  isOpen(at: number): boolean {
    return at < this.expiresAt && this.available > 0;
  }

  mayAccept(worker: number): boolean {
    return this.#index.groupAccess(this.#idOf(worker), this.hitTypeId) === 'accept';
  }

  submitted(): void {}
}
