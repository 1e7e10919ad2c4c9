import { Refused } from '../contract/errors.ts';
import type { MarketRecord } from '../contract/market-records.ts';
import type { Kind, Records } from '../contract/records.ts';
import type { Flip } from '../eligibility/eligibility-index.ts';
import { EligibilityIndex } from '../eligibility/eligibility-index.ts';
import type { Fact } from '../eligibility/facts.ts';
import { fireDeadline } from '../lifecycle/fire-deadline.ts';
import type { Commit, CommitOutcome, FeedCommit, Namespace, Store } from '../store/store.ts';
import { marketTime } from './clock.ts';
import type { IdSource } from './ids.ts';
import { loadIndex } from './load-index.ts';
import { Queues } from './queues.ts';
import { Transaction } from './transaction.ts';

/** How often a decision is taken anew when what it read has changed meanwhile. */
const attemptsMax = 50;
/** How long an answer waits for this server's index; then it goes out all the same (design: a commit's answer). */
const indexWaitMs = 2000;
const deadlinesPerRound = 256;

export type Decision<T> = (tx: Transaction) => Promise<T>;

/** Runs a decision at an instant that the caller has already settled. */
export type RunAt = <T>(at: number, decide: Decision<T>) => Promise<T>;

/** The simulated people of a market, where this server runs them: a second source of what is due. */
export interface Agents {
  /** Market time of the next plan; Infinity: none. */
  nextAt(): number;
  /** Carries out the plans due at `nextAt()`. */
  step(runAt: RunAt): Promise<void>;
}

export type FeedListener = (commit: FeedCommit, flips: readonly Flip[]) => void;

/** What the outcome of a command is reported as, for figures. */
export interface MarketObserver {
  committed(commits: number, conflicts: number): void;
  deadlineFired(lateMs: number): void;
  indexLate(): void;
}

/** One isolated world: its records, clock, ids, eligibility index and feed. Everything that changes it goes through `run`. */
export class Market {
  readonly id: string;
  readonly index: EligibilityIndex;
  readonly namespace: Namespace;
  readonly ids: IdSource;
  #record: MarketRecord;
  #position = 0;
  #latest: number;
  #nextDue = 0;
  #settling: Promise<{ fired: number; more: boolean }> | undefined;
  #held: Promise<void> | undefined;
  #agents: Agents | undefined;
  #unfollow: () => void = () => {};
  readonly #queues = new Queues();
  readonly #listeners = new Set<FeedListener>();
  readonly #waiting: { position: number; resolve: () => void }[] = [];
  readonly #wallTime: () => number;
  readonly #exclusive: boolean;
  readonly #observer: MarketObserver;
  #scheduleChanged: () => void = () => {};

  private constructor(record: MarketRecord, parts: MarketParts) {
    this.id = record.id;
    this.#record = record;
    this.namespace = parts.store.namespace(record.namespace);
    this.index = new EligibilityIndex({ environment: record.environment });
    this.ids = parts.ids;
    this.#wallTime = parts.wallTime;
    this.#exclusive = parts.store.kind !== 'redis';
    this.#observer = parts.observer;
    this.#latest = record.createdAt;
  }

  /** Opens a market: rebuilds its index from the records, then follows the feed. */
  static async open(record: MarketRecord, parts: MarketParts): Promise<Market> {
    const market = new Market(record, parts);
    const loaded = await loadIndex(market.namespace, market.index);
    market.#position = loaded.end;
    market.#latest = Math.max(record.createdAt, loaded.at);
    market.#unfollow = market.namespace.follow(loaded.end, (commit) => market.#apply(commit));
    return market;
  }

  get record(): MarketRecord {
    return this.#record;
  }

  /** Position of the newest commit that the index has applied. */
  get position(): number {
    return this.#position;
  }

  /** Market time, epoch ms (whole); never goes back. */
  now(): number {
    this.#latest = Math.max(this.#latest, Math.floor(marketTime(this.#record.clock, this.#wallTime())));
    return this.#latest;
  }

  /** The newest instant that the market remembers: of its last commit, or of its making. */
  get lastSeen(): number {
    return this.#latest;
  }

  /** Takes up a changed market record (settings, clock), already written. */
  changed(record: MarketRecord): void {
    this.#record = record;
    this.#scheduleChanged();
  }

  onScheduleChange(listener: () => void): void {
    this.#scheduleChanged = listener;
  }

  setAgents(agents: Agents | undefined): void {
    this.#agents = agents;
    this.#scheduleChanged();
  }

  /** Calls `listener` for every commit once the index has applied it, in feed order. */
  follow(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes a decision and commits it, deciding again on fresh records while they changed under it. What was due
   * by now has happened before. Commands with an equal entry in `queueOn` follow one another. Resolves when the
   * commit is durable and this server's index has it; a decision that writes nothing resolves when what it
   * read is durable.
   */
  async run<T>(queueOn: readonly string[], decide: Decision<T>): Promise<T> {
    let waitsOn = queueOn;
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      const release = await this.#queues.enter(waitsOn);
      try {
        await this.untilReleased();
        const now = this.now();
        await this.settle(now);
        // A single writer's next command decides on what this one has staged, and both share a flush.
        const outcome = await this.#attempt(now, decide, this.#exclusive ? release : undefined);
        if (outcome.landed) return outcome.result;
        // Those who met on one record go on one by one: a crowd would lose to itself at every attempt.
        waitsOn = [...queueOn, `conflict/${outcome.conflict}`];
      } finally {
        release();
      }
    }
    throw tooBusy();
  }

  /** Reads a record as it stands, for what only orders commands and decides nothing. */
  readonly look = async <K extends Kind>(kind: K, id: string): Promise<Records[K] | undefined> => {
    const [found] = await this.namespace.read([`${kind}/${id}`]);
    return found?.value as Records[K] | undefined;
  };

  /** As `run`, at an instant that is settled already: for deadlines and simulated people. */
  readonly runAt: RunAt = async (at, decide) => {
    this.#latest = Math.max(this.#latest, at);
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      const outcome = await this.#attempt(at, decide);
      if (outcome.landed) return outcome.result;
    }
    throw tooBusy();
  };

  async #attempt<T>(
    now: number,
    decide: Decision<T>,
    staged?: () => void,
  ): Promise<{ landed: true; result: T } | { landed: false; conflict: string }> {
    const tx = new Transaction(this.namespace, now, this.#surroundings());
    let result: T;
    try {
      result = await decide(tx);
    } catch (error) {
      // Records read one by one may belong to different instants: a refusal counts only if all of them stand.
      const checked = await this.namespace.commit(tx.toReadCheck());
      if (checked.ok) throw error;
      return { landed: false, conflict: checked.conflict };
    }
    const commit = tx.toCommit();
    const outcome = await this.#commit(commit, staged);
    this.#observer.committed(outcome.ok && commit.writes.length > 0 ? 1 : 0, outcome.ok ? 0 : 1);
    if (!outcome.ok) return { landed: false, conflict: outcome.conflict };
    if (commit.events.length > 0) await this.applied(outcome.position);
    return { landed: true, result };
  }

  async #commit(commit: Commit, staged?: () => void): Promise<CommitOutcome> {
    try {
      const committing = this.namespace.commit(commit);
      this.#heedDeadlines(commit);
      staged?.();
      return await committing;
    } finally {
      // Also when its answer was lost: it may have landed all the same.
      this.#heedDeadlines(commit);
    }
  }

  #heedDeadlines({ deadlines }: Commit): void {
    for (const { at } of deadlines) if (at !== null && at < this.#nextDue) this.#moveNextDue(at);
  }

  #surroundings() {
    return { environment: this.#record.environment, settings: this.#record.settings, ids: this.ids };
  }

  #moveNextDue(at: number): void {
    this.#nextDue = at;
    this.#scheduleChanged();
  }

  /**
   * Applies all that is due by `until`, in order, each at its own instant (promise 7). Resolves with how many
   * deadlines fired here.
   */
  async settle(until: number): Promise<number> {
    let fired = 0;
    while (!this.#exclusive || this.nextDueAt() <= until) {
      if (this.#settling) {
        await this.#settling;
        continue;
      }
      this.#settling = this.#settleRound(until).finally(() => {
        this.#settling = undefined;
      });
      const round = await this.#settling;
      fired += round.fired;
      if (!round.more) return fired;
    }
    return fired;
  }

  /** Market time at which something is due next, as far as this server knows. */
  nextDueAt(): number {
    return Math.min(this.#nextDue, this.#agents?.nextAt() ?? Number.POSITIVE_INFINITY);
  }

  async #settleRound(until: number): Promise<{ fired: number; more: boolean }> {
    const agentsAt = this.#agents?.nextAt() ?? Number.POSITIVE_INFINITY;
    const { deadlines, next } = await this.namespace.due(Math.min(until, agentsAt), deadlinesPerRound);
    for (const deadline of deadlines) {
      this.#observer.deadlineFired(Math.max(0, until - deadline.at));
      await this.runAt(deadline.at, (tx) => fireDeadline(tx, deadline));
    }
    if (deadlines.length > 0) return { fired: deadlines.length, more: true };
    this.#nextDue = next ?? Number.POSITIVE_INFINITY;
    if (agentsAt > until) return { fired: 0, more: false };
    await this.#agents?.step(this.runAt);
    return { fired: 0, more: true };
  }

  /** Resolves when nobody holds the market back. */
  async untilReleased(): Promise<void> {
    while (this.#held) await this.#held;
  }

  /** Holds all other commands back while `work` moves the clock. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    await this.untilReleased();
    let release: () => void = () => {};
    this.#held = new Promise<void>((resolve) => {
      release = () => {
        this.#held = undefined;
        resolve();
      };
    });
    try {
      return await work();
    } finally {
      release();
    }
  }

  #apply(commit: FeedCommit): void {
    const flips = this.index.apply(commit.facts.map((fact) => ({ ...fact, version: commit.first }) as Fact));
    this.#position = commit.first + commit.events.length - 1;
    this.#latest = Math.max(this.#latest, commit.at);
    this.#wake();
    for (const listener of this.#listeners) listener(commit, flips);
  }

  #wake(): void {
    let kept = 0;
    for (const wait of this.#waiting) {
      if (wait.position <= this.#position) wait.resolve();
      else this.#waiting[kept++] = wait;
    }
    this.#waiting.length = kept;
  }

  /** Resolves when the index has applied `position`, or when that takes too long. */
  async applied(position: number): Promise<void> {
    if (this.#position >= position) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#observer.indexLate();
        resolve();
      }, indexWaitMs);
    });
    await Promise.race([new Promise<void>((resolve) => this.#waiting.push({ position, resolve })), late]);
    clearTimeout(timer);
  }

  close(): void {
    this.#unfollow();
    this.#agents = undefined;
    this.#listeners.clear();
  }
}

const tooBusy = (): Refused =>
  new Refused('Unavailable', 'The market is too busy: the records changed at every attempt.');

export interface MarketParts {
  readonly store: Store;
  readonly ids: IdSource;
  /** Wall time, epoch ms. */
  readonly wallTime: () => number;
  readonly observer: MarketObserver;
}
