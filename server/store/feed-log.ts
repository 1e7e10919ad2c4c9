import { limits } from '../contract/limits.ts';
import type { FeedCommit, FeedPage } from './store.ts';

/** The feed in memory: the newest commits, the oldest taken off as the retention says. */
export class FeedLog {
  readonly #eventsMax: number;
  readonly #commits: FeedCommit[] = [];
  /** Commits before this place are trimmed; the array is cut now and then. */
  #head = 0;
  /** Position of the newest event; 0: none yet. */
  end = 0;

  constructor(eventsMax: number) {
    this.#eventsMax = eventsMax;
  }

  /** Position of the oldest event kept, or of the next one where none is. */
  get first(): number {
    return this.#commits[this.#head]?.first ?? this.end + 1;
  }

  append(commit: FeedCommit): void {
    this.#commits.push(commit);
    this.end = commit.first + commit.events.length - 1;
    this.#trim(commit.at);
  }

  page(after: number, limit: number): FeedPage {
    const from = this.#placeAfter(after);
    return { commits: this.#commits.slice(from, from + limit), first: this.first, end: this.end };
  }

  #trim(now: number): void {
    for (; this.#head < this.#commits.length - 1; this.#head++) {
      const oldest = this.#commits[this.#head] as FeedCommit;
      const keptWithout = this.end - oldest.first + 1 - oldest.events.length;
      const tooOld = oldest.at < now - limits.feedAgeMaxMs && keptWithout >= limits.feedEventsMin;
      if (this.end - oldest.first < this.#eventsMax && !tooOld) break;
    }
    if (this.#head < 1024 || this.#head < this.#commits.length / 2) return;
    this.#commits.splice(0, this.#head);
    this.#head = 0;
  }

  /** Place of the first commit with an event after `after`. */
  #placeAfter(after: number): number {
    let low = this.#head;
    let high = this.#commits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { first, events } = this.#commits[middle] as FeedCommit;
      if (first + events.length - 1 <= after) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
