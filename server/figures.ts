import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { isUnavailable } from './contract/errors.ts';
import type { Market } from './market/market.ts';
import type { MarketObserver } from './market/market-parts.ts';

/** What a server counts and times, named by the Prometheus conventions and served at `/metrics`. */
export interface Figures {
  readonly registry: Registry;
  readonly observer: MarketObserver;
  /** One call of the Requester API, with the HTTP status of its answer. */
  requested(operation: string, status: number, seconds: number): void;
  /** One eligibility check over HTTP. */
  checked(seconds: number): void;
  /** One batch of them. */
  batchChecked(seconds: number): void;
  /** One request over a worker's socket, `ok` or refused. */
  asked(request: string, ok: boolean, seconds: number): void;
  /** A turn of pushes left for their sockets, `seconds` after the first of their commits was applied. */
  pushed(seconds: number): void;
  /** A worker came back and had missed so many entries of its inbox. */
  inboxRead(entries: number): void;
  connected(namespace: string, change: 1 | -1): void;
}

const requestBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
/** Checks take microseconds, batches up to milliseconds. */
const checkBuckets = [0.000005, 0.00001, 0.000025, 0.0001, 0.00025, 0.001, 0.0025, 0.01, 0.05];

export function createFigures(openMarkets: () => readonly Market[]): Figures {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  countWhatIsOpen(registers, openMarkets);
  return {
    registry,
    observer: marketFigures(registers),
    ...requestFigures(registers),
    ...pushFigures(registers),
  };
}

type Registers = Registry[];

function requestFigures(
  registers: Registers,
): Pick<Figures, 'requested' | 'checked' | 'batchChecked' | 'asked'> {
  const requests = new Histogram({
    name: 'turksim_requester_api_request_duration_seconds',
    help: 'Time to answer a call of the Requester API.',
    labelNames: ['operation', 'outcome'],
    buckets: requestBuckets,
    registers,
  });
  const checks = new Histogram({
    name: 'turksim_check_duration_seconds',
    help: 'Time to answer one eligibility check over HTTP.',
    buckets: checkBuckets,
    registers,
  });
  const checkBatches = new Histogram({
    name: 'turksim_check_batch_duration_seconds',
    help: 'Time to answer a batch of eligibility checks over HTTP.',
    buckets: checkBuckets,
    registers,
  });
  const socketRequests = new Histogram({
    name: 'turksim_socket_request_duration_seconds',
    help: "Time to answer a request over a worker's socket.",
    labelNames: ['request', 'outcome'],
    buckets: [0.00005, 0.0001, 0.00025, ...requestBuckets],
    registers,
  });
  return {
    requested: (operation, status, seconds) =>
      requests.observe({ operation, outcome: outcomeOf(status) }, seconds),
    checked: (seconds) => checks.observe(seconds),
    batchChecked: (seconds) => checkBatches.observe(seconds),
    asked: (request, ok, seconds) =>
      socketRequests.observe({ request, outcome: ok ? 'ok' : 'refused' }, seconds),
  };
}

function pushFigures(registers: Registers): Pick<Figures, 'pushed' | 'inboxRead' | 'connected'> {
  const lag = new Histogram({
    name: 'turksim_push_lag_seconds',
    help: 'Time from a commit being applied to its pushes leaving for their sockets, of the oldest in each turn.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const inboxDepth = new Histogram({
    name: 'turksim_inbox_depth_entries',
    help: 'Entries of its inbox that a worker had missed when it came back.',
    buckets: [0, 1, 10, 100, 1000],
    registers,
  });
  const connections = new Gauge({
    name: 'turksim_connections',
    help: 'Open Socket.IO connections.',
    labelNames: ['namespace'],
    registers,
  });
  return {
    pushed: (seconds) => lag.observe(seconds),
    inboxRead: (entries) => inboxDepth.observe(entries),
    connected: (namespace, change) => connections.inc({ namespace }, change),
  };
}

function marketFigures(registers: Registers): MarketObserver {
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
  return {
    committed(landed, refused) {
      if (landed > 0) commits.inc(landed);
      if (refused > 0) conflicts.inc(refused);
    },
    deadlineFired: (lateMs) => lateness.observe(lateMs / 1000),
    indexLate: () => indexLate.inc(),
  };
}

/** What is looked up when somebody asks for the figures. */
function countWhatIsOpen(registers: Registers, openMarkets: () => readonly Market[]): void {
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
    // A server may hold hundreds of markets: a label for each would be a time series for each.
    help: 'Workers with a connection to this server, over all markets.',
    registers,
    collect() {
      this.set(openMarkets().reduce((sum, { index }) => sum + index.online.watchedCount(), 0));
    },
  });
  new Gauge({
    name: 'turksim_index_entries',
    help: 'What the eligibility indexes of all open markets hold.',
    labelNames: ['kind'],
    registers,
    collect() {
      const sizes = openMarkets().map(({ index }) => index.size());
      for (const kind of ['workers', 'hits', 'groups', 'audiences'] as const)
        this.set(
          { kind },
          sizes.reduce((sum, size) => sum + size[kind], 0),
        );
    },
  });
  new Gauge({
    name: 'turksim_feed_lag_events',
    help: 'Events that stand in the feed and not yet in the index, of the open market that is farthest behind.',
    registers,
    async collect() {
      this.set(Math.max(0, ...(await Promise.all(openMarkets().map(eventsBehind)))));
    },
  });
}

function outcomeOf(status: number): 'ok' | 'refused' | 'failed' {
  if (status < 400) return 'ok';
  return status < 500 ? 'refused' : 'failed';
}

/** A store that can't answer is `/ready`'s news; the other figures are told all the same. */
async function eventsBehind({ namespace, position }: Market): Promise<number> {
  try {
    return Math.max(0, (await namespace.feed(position, 1)).end - position);
  } catch (error) {
    if (isUnavailable(error)) return 0;
    throw error;
  }
}
