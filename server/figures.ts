import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Market, MarketObserver } from './market/market.ts';

/** What a server counts and times, named by the Prometheus conventions and served at `/metrics`. */
export interface Figures {
  readonly registry: Registry;
  readonly observer: MarketObserver;
  /** One call of the Requester API. */
  requested(operation: string, outcome: string, seconds: number): void;
  /** One push that left for a socket, `seconds` after its commit. */
  pushed(kind: 'addressed' | 'visibility', seconds: number): void;
  connected(namespace: string, change: 1 | -1): void;
}

export function createFigures(openMarkets: () => readonly Market[]): Figures {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'turksim_requester_api_request_duration_seconds',
    help: 'Time to answer a call of the Requester API.',
    labelNames: ['operation', 'outcome'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const pushLag = new Histogram({
    name: 'turksim_push_lag_seconds',
    help: 'Time from a commit to its push leaving for a socket.',
    labelNames: ['kind'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const connections = new Gauge({
    name: 'turksim_connections',
    help: 'Open Socket.IO connections.',
    labelNames: ['namespace'],
    registers,
  });
  const commits = new Counter({ name: 'turksim_commits_total', help: 'Commits that landed.', registers });
  const conflicts = new Counter({
    name: 'turksim_commit_conflicts_total',
    help: 'Commits refused because what they read had changed.',
    registers,
  });
  const lateness = new Histogram({
    name: 'turksim_deadline_lateness_seconds',
    help: 'Market time between a deadline and its effect.',
    buckets: [0.01, 0.1, 1, 10, 100],
    registers,
  });
  const indexLate = new Counter({
    name: 'turksim_index_late_total',
    help: 'Answers that went out before the index had their commit.',
    registers,
  });
  new Gauge({
    name: 'turksim_markets_open',
    help: 'Markets that this server holds open.',
    registers,
    collect() {
      this.set(openMarkets().length);
    },
  });
  new Gauge({
    name: 'turksim_workers_online',
    help: 'Workers with a connection, by market.',
    labelNames: ['market'],
    registers,
    collect() {
      this.reset();
      for (const market of openMarkets()) this.set({ market: market.id }, market.index.onlineCount());
    },
  });
  return {
    registry,
    observer: {
      committed(landed, refused) {
        if (landed > 0) commits.inc(landed);
        if (refused > 0) conflicts.inc(refused);
      },
      deadlineFired: (lateMs) => lateness.observe(lateMs / 1000),
      indexLate: () => indexLate.inc(),
    },
    requested: (operation, outcome, seconds) => requests.observe({ operation, outcome }, seconds),
    pushed: (kind, seconds) => pushLag.observe({ kind }, seconds),
    connected: (namespace, change) => connections.inc({ namespace }, change),
  };
}
