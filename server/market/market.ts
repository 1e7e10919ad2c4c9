import type { MarketRecord } from '../contract/market-records.ts';
import type { Kind, Records } from '../contract/records.ts';
import type { EligibilityIndex, Flip } from '../eligibility/eligibility-index.ts';
import { fireDeadline } from '../lifecycle/fire-deadline.ts';
import type { Commit, CommitOutcome, FeedCommit, Namespace, Store } from '../store/store.ts';
import { marketTime } from './clock.ts';
import { ClockLease } from './clock-lease.ts';
import { FollowedIndex } from './followed-index.ts';
import type { IdSource } from './ids.ts';
import type { LossSign } from './inbox-epochs.ts';
import type { Agents, Decision, FeedListener, MarketObserver, RunAt } from './market-parts.ts';
import { tooBusy } from './market-parts.ts';
import { Queues } from './queues.ts';
import { Transaction } from './transaction.ts';
import { isTurnOver, nextTurn } from './turns.ts';

/** How often a decision is taken anew when what it read has changed meanwhile. */
const attemptsMax = 50;
const deadlinesPerRound = 256;

/** One isolated world: its records, clock, ids, eligibility index and feed. Everything that changes it goes through `run`. */
export class Market {
  readonly id: string;
  readonly namespace: Namespace;
  readonly ids: IdSource;
  #record: MarketRecord;
  #followed!: FollowedIndex;
  /** Only where several servers share the market. */
  readonly #clockLease: ClockLease | undefined;
  #latest: number;
  #nextDue = 0;
  #settling: Promise<{ fired: number; more: boolean }> | undefined;
  #held: Promise<void> | undefined;
  #isAdvancing = false;
  #agents: Agents | undefined;
  readonly #queues = new Queues();
  readonly #listeners = new Set<FeedListener>();
  readonly #placeLost = new Set<() => void>();
  readonly #wallTime: () => number;
  readonly #exclusive: boolean;
  readonly #observer: MarketObserver;
  readonly #dataLost: (market: Market, sign: LossSign) => Promise<void>;
  #scheduleChanged: () => void = () => {};

  private constructor(record: MarketRecord, parts: MarketParts) {
    this.id = record.id;
    this.#record = record;
    this.namespace = parts.store.namespace(record.namespace);
    this.ids = parts.ids;
    this.#wallTime = parts.wallTime;
    this.#exclusive = parts.store.kind !== 'redis';
    this.#observer = parts.observer;
    this.#dataLost = parts.dataLost ?? (async () => {});
    this.#latest = record.createdAt;
    const { holder, wallTime } = parts;
    if (holder !== undefined) {
      const now = () => this.now();
      this.#clockLease = new ClockLease({ namespace: this.namespace, holder, wallTime, now });
    }
  }

  /** Opens a market: rebuilds its index from the records, then follows the feed. */
  static async open(record: MarketRecord, parts: MarketParts): Promise<Market> {
    const market = new Market(record, parts);
    await market.#clockLease?.look();
    market.#followed = await FollowedIndex.open({
      namespace: market.namespace,
      environment: record.environment,
      applied: (commit, flips) => market.#applied(commit, flips),
      dataLost: () => market.dataLost('feed'),
      rebuilt: () => market.#rebuilt(),
      late: () => market.#observer.indexLate(),
    });
    market.#latest = Math.max(record.createdAt, market.#followed.latest);
    return market;
  }

  /** Built anew, as another object, where the feed went on out of line. */
  get index(): EligibilityIndex {
    return this.#followed.index;
  }

  /** False while the index is built anew, or far behind. */
  get isCurrent(): boolean {
    return this.#followed.isCurrent;
  }

  get record(): MarketRecord {
    return this.#record;
  }

  /** Position of the newest commit that the index has applied. */
  get position(): number {
    return this.#followed.position;
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
        await this.#clockLease?.free();
        const now = this.now();
        await this.settle(now);
        // A single writer's next command decides on what this one has staged, and both share a flush.
        const outcome = await this.#attempt(now, decide, this.#exclusive ? release : undefined);
        if (outcome.landed) return outcome.result;
        // Those who met on one record go on one by one: a crowd would lose to itself at every attempt.
        if (!(await this.#isHeldNow(outcome.conflict)))
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
    if (isTurnOver()) await nextTurn();
    this.#latest = Math.max(this.#latest, at);
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      const outcome = await this.#attempt(at, decide);
      if (outcome.landed) return outcome.result;
      if (!(await this.#isHeldNow(outcome.conflict))) continue;
      if (this.#isAdvancing) this.#clockLease?.mustBeOwn();
      else await this.#clockLease?.free();
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
      const checked = await this.namespace.commit(this.#withLease(tx.toReadCheck()));
      if (checked.ok) throw error;
      return { landed: false, conflict: checked.conflict };
    }
    const commit = this.#withLease(tx.toCommit());
    const outcome = await this.#commit(commit, staged);
    this.#observer.committed(outcome.ok && commit.writes.length > 0 ? 1 : 0, outcome.ok ? 0 : 1);
    if (!outcome.ok) return { landed: false, conflict: outcome.conflict };
    if (commit.events.length > 0) await this.applied(outcome.position);
    return { landed: true, result };
  }

  /** Another server that advances the clock must not be overtaken. */
  #withLease(commit: Commit): Commit {
    return this.#clockLease ? { ...commit, reads: [...commit.reads, this.#clockLease.read] } : commit;
  }

  async #isHeldNow(conflict: string): Promise<boolean> {
    if (!this.#clockLease?.isConflict(conflict)) return false;
    await this.#clockLease.look();
    return true;
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

  /** Holds all other commands back, on all servers, while `work` moves the clock. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    await this.untilReleased();
    let release: () => void = () => {};
    this.#held = new Promise<void>((resolve) => {
      release = () => {
        this.#held = undefined;
        resolve();
      };
    });
    const advancing = async () => {
      this.#isAdvancing = true;
      return work();
    };
    try {
      return await (this.#clockLease ? this.#clockLease.hold(advancing) : advancing());
    } finally {
      this.#isAdvancing = false;
      release();
    }
  }

  #applied(commit: FeedCommit, flips: readonly Flip[]): void {
    this.#latest = Math.max(this.#latest, commit.at);
    for (const listener of this.#listeners) listener(commit, flips);
  }

  #rebuilt(): void {
    this.#latest = Math.max(this.#latest, this.#followed.latest);
    this.#moveNextDue(0);
    for (const listener of this.#placeLost) listener();
  }

  /** Calls `listener` when followers were not told of something: the index, built anew, knows it. */
  onPlaceLost(listener: () => void): () => void {
    this.#placeLost.add(listener);
    return () => this.#placeLost.delete(listener);
  }

  /** Resolves when the index has applied `position`, or when that takes too long. */
  applied(position: number): Promise<void> {
    return this.#followed.applied(position);
  }

  /** The store has less than it had: what clients say they have of their inboxes is worth nothing any more. */
  dataLost(sign: LossSign): Promise<void> {
    return this.#dataLost(this, sign);
  }

  close(): void {
    this.#followed.close();
    this.#agents = undefined;
    this.#listeners.clear();
    this.#placeLost.clear();
  }
}

export interface MarketParts {
  readonly store: Store;
  readonly ids: IdSource;
  /** Wall time, epoch ms. */
  readonly wallTime: () => number;
  readonly observer: MarketObserver;
  /** Names this server, where several share the store. */
  readonly holder?: string;
  /** Renews what is worthless once the store lost something; absent where nobody keeps anything of it. */
  readonly dataLost?: (market: Market, sign: LossSign) => Promise<void>;
}
