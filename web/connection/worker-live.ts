import { type ReadonlySignal, signal } from '@preact/signals';
import {
  connectWorker,
  type FoldedPush,
  type WorkerClient,
  type WorkerState,
} from '../../server/client/index.ts';
import type { Visibility } from '../../server/contract/socket-events.ts';
import { readClock } from '../api/market-api.ts';
import { frameBatch } from './frame-batch.ts';
import { GroupBook } from './group-book.ts';
import { followLink, type LinkState } from './link.ts';
import { createMarketTime, type MarketTime } from './market-time.ts';

/** A worker's connection for as long as its pages are shown. */
export interface WorkerLive {
  readonly worker: string;
  readonly market: string;
  readonly link: ReadonlySignal<LinkState>;
  readonly time: MarketTime;
  /** Undefined before the first snapshot. Its groups are the newest alone: `groups` has all. */
  readonly state: ReadonlySignal<WorkerState | undefined>;
  readonly groups: GroupBook;
  readonly ask: WorkerClient['ask'];
  /** Calls with what arrived in one frame, in order. Answers how to stop. */
  onPushes(listener: (pushes: readonly FoldedPush[]) => void): () => void;
  close(): void;
}

/** How often the counts of available HITs, which are not pushed, are read again. */
const countsMs = 20_000;
/** How soon the reasons of groups are read again after something about the worker changed. */
const reasonsMs = 400;
/** How often the clock's speed, which is not pushed, is read again. */
const clockMs = 10_000;

export function openWorkerLive(market: string, worker: string, token: string): WorkerLive {
  const client = connectWorker({ url: location.origin, market, worker, ...(token === '' ? {} : { token }) });
  const link = followLink(client.socket);
  const state = signal<WorkerState | undefined>(undefined);
  const time = createMarketTime();
  const listeners = new Set<(pushes: readonly FoldedPush[]) => void>();
  const groups = new GroupBook((query) => client.ask('hits:list', withoutAbsent(query)));
  const readGroups = soon(reasonsMs, () => groups.reload());
  const readSpeed = () =>
    readClock(market).then(
      ({ now, speed, paused }) => {
        time.is(now);
        time.runs(paused ? 0 : speed);
      },
      // A worker's token does not open the clock: pushes then say what time it is.
      () => {},
    );

  const tell = frameBatch<FoldedPush>((pushes) => {
    state.value = client.state;
    const isStale = pushes.map((came) => isReasonsChange(came, groups)).some(Boolean);
    groups.changed();
    if (isStale) readGroups();
    for (const listener of listeners) listener(pushes);
  });
  client.onChange((next, came) => {
    time.is(next.at);
    if (came !== 'snapshot') return tell(came);
    state.value = next;
    groups.begin([...next.groups.values()], next.feed);
    groups.reload().catch(() => {});
    void readSpeed();
  });
  const timers = [
    setInterval(() => groups.size <= 1000 && readGroups(), countsMs),
    setInterval(readSpeed, clockMs),
  ];

  return {
    worker,
    market,
    link,
    time,
    state,
    groups,
    ask: client.ask,
    onPushes(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const timer of timers) clearInterval(timer);
      client.close();
    },
  };
}

/** Folds a visibility push into the book; answers whether the sentences on what is lacking may be others now. */
function isReasonsChange({ name, push }: FoldedPush, groups: GroupBook): boolean {
  if (name.startsWith('hit:')) return groups.told(push as Visibility);
  return name.startsWith('qualification:') || name === 'system:changed';
}

/** Runs at most once in `ms`; a connection that is gone by then is read anew when it is back. */
function soon(ms: number, act: () => Promise<void>): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      act().catch(() => {});
    }, ms);
  };
}

function withoutAbsent<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
