import type { Environment } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import type { Flip } from '../eligibility/eligibility-index.ts';
import { EligibilityIndex } from '../eligibility/eligibility-index.ts';
import type { Fact } from '../eligibility/facts.ts';
import type { FeedCommit, Namespace } from '../store/store.ts';
import { loadIndex } from './load-index.ts';

/** How long an answer waits for this server's index; then it goes out all the same (design: a commit's answer). */
const indexWaitMs = 2000;
/** How soon a rebuild that the store did not answer is tried again. */
const retryMs = 500;

export interface FollowedIndexParts {
  readonly namespace: Namespace;
  readonly environment: Environment;
  /** A commit is in the index. */
  readonly applied: (commit: FeedCommit, flips: readonly Flip[]) => void;
  /** The store has less than it had; called before the index is built anew, and again if it rejects. */
  readonly dataLost: () => Promise<void>;
  /** The index was built anew: what came between nobody was told. */
  readonly rebuilt: () => void;
  /** An answer went out before the index had its commit. */
  readonly late: () => void;
}

/**
 * A market's eligibility index, kept current from the feed. Where the feed goes on out of line (events trimmed,
 * lost, or never made durable) nobody knows what came between: the index is built anew from the records, and
 * takes the place of the old one with whoever is on line.
 */
export class FollowedIndex {
  readonly #parts: FollowedIndexParts;
  readonly #waiting: { position: number; resolve: () => void }[] = [];
  #index: EligibilityIndex;
  #position = 0;
  #latest = 0;
  #isCurrent = false;
  /** The furthest position that an answer did not wait for any longer. */
  #owed = 0;
  #isClosed = false;
  #unfollow: () => void = () => {};

  private constructor(parts: FollowedIndexParts) {
    this.#parts = parts;
    this.#index = new EligibilityIndex({ environment: parts.environment });
  }

  static async open(parts: FollowedIndexParts): Promise<FollowedIndex> {
    const followed = new FollowedIndex(parts);
    await followed.#build(() => {});
    return followed;
  }

  get index(): EligibilityIndex {
    return this.#index;
  }

  /** Of the newest event that the index knows. */
  get position(): number {
    return this.#position;
  }

  /** Market time of the newest commit that it knows, epoch ms; 0: of none. */
  get latest(): number {
    return this.#latest;
  }

  /** False while it is built anew, or so far behind that answers do not wait for it. */
  get isCurrent(): boolean {
    return this.#has(this.#owed);
  }

  /** Resolves when the index has applied `position`, or when that takes too long. */
  async applied(position: number): Promise<void> {
    if (this.#has(position)) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#owed = Math.max(this.#owed, position);
        this.#parts.late();
        resolve();
      }, indexWaitMs);
    });
    await Promise.race([new Promise<void>((resolve) => this.#waiting.push({ position, resolve })), late]);
    clearTimeout(timer);
  }

  #has(position: number): boolean {
    return this.#isCurrent && this.#position >= position;
  }

  close(): void {
    this.#isClosed = true;
    this.#unfollow();
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  /** Fills an index from the records and follows the feed from where it stood before; older versions are ignored. */
  async #build(told: () => void): Promise<void> {
    const index = new EligibilityIndex({ environment: this.#parts.environment });
    const { end, at } = await loadIndex(this.#parts.namespace, index);
    if (this.#isClosed) return;
    index.online.takeFrom(this.#index.online);
    this.#index = index;
    this.#position = end;
    this.#owed = 0;
    this.#latest = Math.max(this.#latest, at);
    this.#isCurrent = true;
    this.#wake();
    told();
    this.#unfollow = this.#parts.namespace.follow(end, (commit) => this.#take(commit));
  }

  #take(commit: FeedCommit): void {
    if (!this.#isCurrent) return;
    if (commit.first !== this.#position + 1) return void this.#rebuild(commit.first <= this.#position);
    const flips = this.#index.apply(commit.facts.map((fact) => ({ ...fact, version: commit.first }) as Fact));
    this.#position = commit.first + commit.events.length - 1;
    this.#latest = Math.max(this.#latest, commit.at);
    this.#wake();
    this.#parts.applied(commit, flips);
  }

  async #rebuild(isDataLost: boolean): Promise<void> {
    this.#unfollow();
    let isTold = !isDataLost;
    while (!this.#isClosed) {
      this.#isCurrent = false;
      try {
        if (!isTold) await this.#parts.dataLost();
        isTold = true;
        return await this.#build(this.#parts.rebuilt);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        await new Promise((resolve) => setTimeout(resolve, retryMs).unref());
      }
    }
  }

  #wake(): void {
    let kept = 0;
    for (const wait of this.#waiting) {
      if (this.#has(wait.position)) wait.resolve();
      else this.#waiting[kept++] = wait;
    }
    this.#waiting.length = kept;
  }
}
