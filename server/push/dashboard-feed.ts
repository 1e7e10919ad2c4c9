import { limits } from '../contract/limits.ts';
import type { DashboardEvent, Stats } from '../contract/schemas/sockets.ts';
import type { Flip } from '../eligibility/eligibility-index.ts';
import type { FeedCommit } from '../store/store.ts';
import { instant } from '../worker/views.ts';
import type { MarketHub } from './market-hub.ts';
import { visibilityName } from './visibility.ts';
import { feedEventsOf } from './wire-events.ts';

/** Events that wait for the next batch at most; those beyond are only counted. */
const waitingMax = 1000;

/** What a market's dashboards are told: figures, and as many events as people can follow. */
export class DashboardFeed {
  #hub: MarketHub;
  #stop: () => void;
  #waiting: DashboardEvent[] = [];
  /** Not told since the last batch. */
  #skipped = 0;
  /** Events that may be told by now, grown by time. */
  #allowance = 0;
  readonly #counts: Record<string, number> = {};
  #total = 0;
  #last: { readonly wall: number; readonly total: number } | undefined;

  constructor(hub: MarketHub) {
    this.#hub = hub;
    this.#stop = hub.listen((commit, flips) => this.#take(commit, flips));
  }

  /** Goes on with the hub of the market that took this one's place. */
  follow(hub: MarketHub): void {
    this.#stop();
    this.#hub = hub;
    this.#stop = hub.listen((commit, flips) => this.#take(commit, flips));
  }

  #take(commit: FeedCommit, flips: readonly Flip[]): void {
    for (const event of [...feedEventsOf(commit), ...summed(commit, flips)]) {
      this.#counts[event.type] = (this.#counts[event.type] ?? 0) + 1;
      this.#total++;
      if (this.#waiting.length < waitingMax) this.#waiting.push(event);
      else this.#skipped++;
    }
  }

  /** The next batch after `ms` more, undefined while there is nothing to tell. */
  takeEvents(ms: number): { events: DashboardEvent[]; skipped: number } | undefined {
    const perSecond = limits.dashboardEventsPerSecond;
    this.#allowance = Math.min(perSecond, this.#allowance + (perSecond * ms) / 1000);
    const room = Math.floor(this.#allowance);
    if (this.#waiting.length === 0 || room === 0) return undefined;
    const events = sample(this.#waiting, room);
    const skipped = this.#skipped + this.#waiting.length - events.length;
    this.#waiting = [];
    this.#skipped = 0;
    this.#allowance -= events.length;
    return { events, skipped };
  }

  /** Rates since they were last asked for. */
  stats(wall: number): Stats {
    const { market } = this.#hub;
    const seconds = this.#last === undefined ? 0 : (wall - this.#last.wall) / 1000;
    const fresh = this.#total - (this.#last?.total ?? 0);
    this.#last = { wall, total: this.#total };
    return {
      at: instant(market.now()),
      feed: market.position,
      workers: market.index.population(),
      online: market.index.onlineCount(),
      sockets: this.#hub.sessionCount,
      eventsPerSecond: seconds > 0 ? Math.round((fresh / seconds) * 10) / 10 : 0,
      counts: { ...this.#counts },
    };
  }

  close(): void {
    this.#stop();
  }
}

/** A commit's visibility changes, one entry for each group and kind of change, with how many workers it concerns. */
function summed(commit: FeedCommit, flips: readonly Flip[]): DashboardEvent[] {
  const sums = new Map<string, DashboardEvent & { workers: number }>();
  const position = commit.first + commit.events.length - 1;
  for (const flip of flips) {
    const type = visibilityName(flip);
    const key = `${type} ${flip.group}`;
    const sum = sums.get(key);
    if (sum) sum.workers++;
    else sums.set(key, { type, position, at: instant(commit.at), hitTypeId: flip.group, workers: 1 });
  }
  return [...sums.values()];
}

/** At most `room` of the events, in their order: of each type in turn the newest, so that rare ones are seen. */
function sample(events: readonly DashboardEvent[], room: number): DashboardEvent[] {
  if (events.length <= room) return [...events];
  const byType = new Map<string, DashboardEvent[]>();
  for (const event of events) byType.set(event.type, [...(byType.get(event.type) ?? []), event]);
  const chosen = new Set<DashboardEvent>();
  while (chosen.size < room) {
    for (const list of byType.values()) {
      const event = list.pop();
      if (event && chosen.size < room) chosen.add(event);
    }
  }
  return events.filter((event) => chosen.has(event));
}
