import type { FeedCommit, FeedPage } from '../store.ts';

/** Commits fetched at once by one who is behind. */
const pageCommits = 256;

/**
 * One listener of a namespace's feed. It keeps its own position: what comes next in line is handed on as it
 * comes, anything else makes it fetch what is missing. One fetch runs at a time, so the order holds.
 */
export class FeedFollower {
  readonly #listener: (commit: FeedCommit) => void;
  readonly #page: (after: number, limit: number) => Promise<FeedPage>;
  /** Position of the newest event handed on. */
  #position: number;
  #fetching: Promise<void> | undefined;
  /** Something came while fetching. */
  #again = false;
  #isStopped = false;
  readonly #waiting: { readonly position: number; readonly reached: () => void }[] = [];

  constructor(
    after: number,
    listener: (commit: FeedCommit) => void,
    page: (after: number, limit: number) => Promise<FeedPage>,
  ) {
    this.#position = after;
    this.#listener = listener;
    this.#page = page;
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake(Number.POSITIVE_INFINITY);
  }

  /** A commit that this process made. */
  offer(commit: FeedCommit): void {
    if (this.#isStopped || lastPosition(commit) <= this.#position) return;
    if (!this.#fetching && commit.first === this.#position + 1) this.#hand(commit);
    else this.catchUp();
  }

  /** There is news up to `position`. */
  nudge(position: number): void {
    if (position > this.#position) this.catchUp();
  }

  /** Fetches whatever is missing; while Redis can't answer this waits for the next occasion. */
  catchUp(): void {
    this.#again = true;
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined;
    });
  }

  /** Resolves when the listener has had the event at `position`. */
  async reached(position: number): Promise<void> {
    if (this.#isStopped || this.#position >= position) return;
    await new Promise<void>((reached) => this.#waiting.push({ position, reached }));
  }

  async #fetch(): Promise<void> {
    while (this.#again && !this.#isStopped) {
      this.#again = false;
      const page = await this.#page(this.#position, pageCommits).catch(() => undefined);
      if (!page) return;
      if (page.end < this.#position) this.#startOver(page.end);
      for (const commit of page.commits) if (lastPosition(commit) > this.#position) this.#hand(commit);
      if (this.#position < page.end && page.commits.length > 0) this.#again = true;
    }
  }

  /**
   * The store has less than was handed on: it lost the rest, or was emptied. A commit of nothing that is out of
   * line tells the listener so before anything new comes.
   */
  #startOver(end: number): void {
    this.#hand({ first: end + 1, at: 0, events: [], facts: [] });
    this.#wake(Number.POSITIVE_INFINITY);
  }

  #hand(commit: FeedCommit): void {
    if (this.#isStopped) return;
    this.#position = lastPosition(commit);
    try {
      this.#listener(commit);
    } catch (error) {
      // A follower that fails is a defect of its own: it must neither undo a commit nor go unseen.
      queueMicrotask(() => {
        throw error;
      });
    }
    this.#wake(this.#position);
  }

  #wake(position: number): void {
    while (this.#waiting[0] && this.#waiting[0].position <= position) this.#waiting.shift()?.reached();
  }
}

const lastPosition = (commit: FeedCommit): number => commit.first + commit.events.length - 1;
