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
  /** The newest commit handed on. */
  #newest: FeedCommit | undefined;
  /** The store was away: whether it still has what was handed on is to be seen. */
  #isDoubted = false;
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
    const isNext = commit.first === this.#position + 1;
    if (isNext && !this.#fetching && !this.#isDoubted) this.#hand(commit);
    else this.catchUp();
  }

  /** There is news up to `position`. */
  nudge(position: number): void {
    if (position > this.#position) this.catchUp();
  }

  /** There is a new connection, perhaps to a store that lost something meanwhile. */
  doubt(): void {
    this.#isDoubted = true;
    this.catchUp();
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
      const checked = this.#isDoubted ? this.#newest : undefined;
      this.#isDoubted = false;
      const after = checked ? checked.first - 1 : this.#position;
      const page = await this.#page(after, pageCommits).catch(() => undefined);
      if (!page) {
        this.#isDoubted ||= checked !== undefined;
        return;
      }
      if (page.end < this.#position || (checked && !stillHolds(page, checked))) this.#startOver(page.end);
      for (const commit of page.commits) if (lastPosition(commit) > this.#position) this.#hand(commit);
      if (this.#position < page.end && page.commits.length > 0) this.#again = true;
    }
  }

  /**
   * The store lost what was handed on, or was emptied; other commits may have its positions already. A commit of
   * nothing at position 1 tells the listener so before anything new comes.
   */
  #startOver(end: number): void {
    this.#hand({ first: 1, at: 0, events: [], facts: [] });
    this.#newest = undefined;
    this.#position = end;
    this.#wake(Number.POSITIVE_INFINITY);
  }

  #hand(commit: FeedCommit): void {
    if (this.#isStopped) return;
    this.#position = lastPosition(commit);
    this.#newest = commit;
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

/** Whether a page from just before a commit has that very commit; one that was trimmed since can't be told from it. */
function stillHolds({ commits, first }: FeedPage, commit: FeedCommit): boolean {
  return first > commit.first || (commits[0] !== undefined && textOf(commits[0]) === textOf(commit));
}

const textOf = ({ first, at, events, facts }: FeedCommit): string =>
  JSON.stringify([first, at, events, facts]);

const lastPosition = (commit: FeedCommit): number => commit.first + commit.events.length - 1;
