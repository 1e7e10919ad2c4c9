import type { FeedCommit, FeedPage } from './store.ts';

interface Follower {
  position: number;
  readonly listener: (commit: FeedCommit) => void;
}

/** Commits handed on between looks at the feed; a follower that starts far back must not hold all of it at once. */
const pageCommits = 256;

/**
 * Those who follow one namespace inside this process. Each has its own place, so one that starts late catches
 * up from the feed, and a commit made by a listener comes after the one that it reacts to.
 */
export class Followers {
  readonly #page: (after: number, limit: number) => FeedPage;
  readonly #followers = new Set<Follower>();
  #delivering = false;
  /** A listener committed meanwhile. */
  #again = false;

  constructor(page: (after: number, limit: number) => FeedPage) {
    this.#page = page;
  }

  add(after: number, listener: (commit: FeedCommit) => void): () => void {
    const follower = { position: after, listener };
    this.#followers.add(follower);
    this.deliver(undefined);
    return () => this.#followers.delete(follower);
  }

  /** Hands on what is in the feed. `newest`, if known, saves looking for it where nobody is behind. */
  deliver(newest: FeedCommit | undefined): void {
    if (this.#followers.size === 0) return;
    this.#again = this.#delivering;
    if (this.#delivering) return;
    this.#delivering = true;
    for (const follower of this.#followers) {
      if (newest && follower.position === newest.first - 1) hand(follower, newest);
      else this.#catchUp(follower);
    }
    while (this.#again) {
      this.#again = false;
      for (const follower of this.#followers) this.#catchUp(follower);
    }
    this.#delivering = false;
  }

  /** The feed begins anew at position 1. */
  rewind(): void {
    for (const follower of this.#followers) follower.position = 0;
  }

  #catchUp(follower: Follower): void {
    for (;;) {
      const { commits } = this.#page(follower.position, pageCommits);
      if (commits.length === 0) return;
      for (const commit of commits) {
        if (!this.#followers.has(follower)) return;
        hand(follower, commit);
      }
    }
  }
}

function hand(follower: Follower, commit: FeedCommit): void {
  follower.position = commit.first + commit.events.length - 1;
  try {
    follower.listener(commit);
  } catch (error) {
    // A follower that fails is a defect of its own: it must neither undo a commit nor go unseen.
    queueMicrotask(() => {
      throw error;
    });
  }
}
