import { type ReadonlySignal, signal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import type { DashboardEvent, Stats } from '../../server/contract/schemas/sockets.ts';
import type { MarketPushes, NoRequests } from '../../server/contract/socket-events.ts';
import { adminKey } from '../app/keys.ts';
import { isTold } from '../market/describe-event.ts';
import { frameBatch } from './frame-batch.ts';
import { followLink, type LinkState } from './link.ts';
import { createMarketTime, type MarketTime } from './market-time.ts';
import { type Tallies, type Tally, tallied } from './tallies.ts';

/** A market as dashboards see it, for as long as the page shows it. */
export interface MarketLive {
  readonly link: ReadonlySignal<LinkState>;
  readonly time: MarketTime;
  readonly stats: ReadonlySignal<Stats | undefined>;
  /** Newest first. */
  readonly events: ReadonlySignal<readonly DashboardEvent[]>;
  /** Events that the server left out, since there were more than people can read. */
  readonly skipped: ReadonlySignal<number>;
  readonly tallies: ReadonlySignal<Tallies>;
  /** One entry a second, oldest first. */
  readonly history: ReadonlySignal<readonly Tallies[]>;
  /** After another key was given. */
  reconnect(): void;
  close(): void;
}

const eventsShown = 300;
/** Seconds of which the charts tell. */
export const historySeconds = 90;
const noTallies: Tallies = { granted: 0, revoked: 0, visibility: 0, finished: 0 };

export function openMarketLive(market: string): MarketLive {
  const socket: Socket<MarketPushes, NoRequests> = io('/market', {
    auth: (give) => give({ market, ...(adminKey.peek() === '' ? {} : { adminKey: adminKey.peek() }) }),
  });
  const time = createMarketTime();
  const stats = signal<Stats | undefined>(undefined);
  const events = signal<readonly DashboardEvent[]>([]);
  const skipped = signal(0);
  const tallies = signal(noTallies);
  const history = signal<readonly Tallies[]>([]);

  const addBatch = frameBatch<{ events: DashboardEvent[]; skipped: number }>((batches) => {
    const arrived = batches.flatMap((each) => each.events).filter(isTold);
    skipped.value += batches.reduce((sum, each) => sum + each.skipped, 0);
    events.value = [...arrived.reverse(), ...events.peek()].slice(0, eventsShown);
  });
  socket.on('connect', () => {
    // Another server may have begun to count anew.
    stats.value = undefined;
  });
  socket.on('events', addBatch);
  socket.on('stats', (now) => {
    time.is(now.at);
    const before = stats.peek();
    stats.value = now;
    const gained = tallied(now.counts, before?.counts);
    if (before === undefined) return;
    tallies.value = sum(tallies.peek(), gained);
    history.value = [...history.peek(), gained].slice(-historySeconds);
  });
  return {
    link: followLink(socket),
    time,
    stats,
    events,
    skipped,
    tallies,
    history,
    reconnect: () => void socket.disconnect().connect(),
    close: () => socket.disconnect(),
  };
}

function sum(a: Tallies, b: Tallies): Tallies {
  return Object.fromEntries(
    Object.entries(a).map(([name, count]) => [name, count + b[name as Tally]]),
  ) as unknown as Tallies;
}
