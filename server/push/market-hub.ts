import { limits } from '../contract/limits.ts';
import type { Flip } from '../eligibility/eligibility-index.ts';
import type { Figures } from '../figures.ts';
import type { Market } from '../market/market.ts';
import type { FeedCommit } from '../store/store.ts';
import type { PushServer } from './serve-now.ts';
import { registerPushServer } from './serve-now.ts';
import { changesOf } from './visibility.ts';
import { VisibilityFrames } from './visibility-frames.ts';
import type { Addressed, WorkerSession } from './worker-session.ts';

/** Something else that follows the same commits: requesters' sockets, dashboards. */
export type CommitListener = (commit: FeedCommit, flips: readonly Flip[]) => void;

/**
 * What a market's sockets on this server hang on: follows the feed and hands each commit to the sessions that it
 * concerns. Nothing is written while a commit is applied; sessions are served afterwards, in turns.
 */
export class MarketHub implements PushServer {
  readonly market: Market;
  readonly #figures: Figures;
  readonly #wallTime: () => number;
  readonly #sessions = new Map<string, Set<WorkerSession>>();
  readonly #listeners = new Set<CommitListener>();
  readonly #frames: VisibilityFrames;
  readonly #unfollow: readonly (() => void)[];
  #dirty = new Set<WorkerSession>();
  #dirtySince = 0;
  #scheduled = false;

  constructor(market: Market, figures: Figures, wallTime: () => number) {
    this.market = market;
    this.#figures = figures;
    this.#wallTime = wallTime;
    this.#frames = new VisibilityFrames(market);
    registerPushServer(market, this);
    this.#unfollow = [
      market.follow((commit, flips) => this.#take(commit, flips)),
      market.onPlaceLost(() => this.#cutAll()),
    ];
  }

  join(session: WorkerSession): void {
    let sessions = this.#sessions.get(session.worker);
    if (!sessions) {
      sessions = new Set();
      this.#sessions.set(session.worker, sessions);
    }
    sessions.add(session);
    this.market.index.watch(session.worker);
  }

  leave(session: WorkerSession): void {
    const sessions = this.#sessions.get(session.worker);
    if (!sessions?.delete(session)) return;
    if (sessions.size === 0) this.#sessions.delete(session.worker);
    this.#dirty.delete(session);
    this.market.index.unwatch(session.worker);
  }

  connectionsOf(worker: string): number {
    return this.#sessions.get(worker)?.size ?? 0;
  }

  get sessionCount(): number {
    let count = 0;
    for (const sessions of this.#sessions.values()) count += sessions.size;
    return count;
  }

  sessions(): WorkerSession[] {
    return [...this.#sessions.values()].flatMap((sessions) => [...sessions]);
  }

  listen(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  serveNow(worker: string): void {
    if (this.#dirty.size === 0) return;
    for (const session of this.#sessions.get(worker) ?? []) {
      if (this.#dirty.delete(session)) session.flush(this.#frames);
    }
  }

  #take(commit: FeedCommit, flips: readonly Flip[]): void {
    for (const [offset, event] of commit.events.entries()) {
      if (event.seq === undefined || event.worker === undefined) continue;
      const sessions = this.#sessions.get(event.worker);
      if (!sessions) continue;
      const addressed: Addressed = { event, position: commit.first + offset };
      for (const session of sessions) this.#give(session, addressed);
    }
    if (flips.length > 0) {
      changesOf({ commit, flips, index: this.market.index }, (worker, change) => {
        const sessions = this.#sessions.get(worker);
        if (sessions) for (const session of sessions) this.#give(session, change);
      });
    }
    for (const listener of this.#listeners) listener(commit, flips);
  }

  /** What the feed did not tell nobody was told: clients come back, and learn it from their inboxes and the records. */
  #cutAll(): void {
    for (const session of this.sessions()) session.outgoing.cut('the server lost its place in the feed');
  }

  #give(session: WorkerSession, pending: Parameters<WorkerSession['add']>[0]): void {
    session.add(pending);
    if (this.#dirty.size === 0) this.#dirtySince = this.#wallTime();
    this.#dirty.add(session);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#serve());
  }

  /** Serves a bounded number of sessions; the others' turn comes after what else waits. */
  #serve(): void {
    this.#scheduled = false;
    const since = this.#dirtySince;
    let served = 0;
    for (const session of this.#dirty) {
      this.#dirty.delete(session);
      session.flush(this.#frames);
      if (++served === limits.socketsPerTurn) break;
    }
    if (served > 0) this.#figures.pushed(Math.max(0, this.#wallTime() - since) / 1000);
    if (this.#dirty.size > 0) this.#schedule();
    else this.#frames.clear();
  }

  close(): void {
    for (const unfollow of this.#unfollow) unfollow();
    for (const session of this.sessions()) this.leave(session);
    this.#listeners.clear();
  }
}
