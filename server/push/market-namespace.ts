import type { Namespace, Socket } from 'socket.io';
import { Refused } from '../contract/errors.ts';
import { dashboardAuth } from '../contract/schemas/sockets.ts';
import type { EdgeParts } from '../http/edge-parts.ts';
import { readInput } from '../http/read-input.ts';
import { admitting, connecting, marketDeleted, noRequests } from './connection.ts';
import type { AddressLimit } from './connection-limits.ts';
import { DashboardFeed } from './dashboard-feed.ts';
import { encodeEvent } from './frames.ts';
import type { Hubs } from './hubs.ts';
import { Outgoing } from './outgoing.ts';

/** How often a dashboard hears: figures once a second, events in quarters of it. */
const statsMs = 1000;
const eventsMs = 250;

interface Dashboards {
  readonly feed: DashboardFeed;
  readonly sockets: Set<Outgoing>;
  readonly stop: () => void;
}

/** Namespace `/market`: figures and a sample of what happens, for dashboards. */
export function serveDashboards(
  namespace: Namespace,
  parts: EdgeParts,
  hubs: Hubs,
  addresses: AddressLimit,
): void {
  const byMarket = new Map<string, Dashboards>();

  function send(sockets: ReadonlySet<Outgoing>, event: string, payload: object): void {
    if (sockets.size === 0) return;
    const frame = encodeEvent('/market', event, payload);
    for (const outgoing of sockets) outgoing.write([frame]);
  }

  function open(market: string): Dashboards {
    const hub = hubs.current(market);
    const feed = new DashboardFeed(hub);
    const sockets = new Set<Outgoing>();
    const stats = setInterval(() => send(sockets, 'stats', feed.stats(parts.wallTime())), statsMs).unref();
    const events = setInterval(() => {
      const batch = feed.takeEvents(eventsMs);
      if (batch) send(sockets, 'events', batch);
    }, eventsMs).unref();
    const stop = () => {
      clearInterval(stats);
      clearInterval(events);
      feed.close();
      byMarket.delete(market);
    };
    const dashboards = { feed, sockets, stop };
    byMarket.set(market, dashboards);
    return dashboards;
  }

  hubs.onReplaced((from, to) => {
    const dashboards = byMarket.get(from.market.id);
    if (to) return dashboards?.feed.follow(to);
    dashboards?.stop();
    for (const outgoing of dashboards?.sockets ?? []) outgoing.close(marketDeleted);
  });

  namespace.use(
    admitting(async (socket) => {
      addresses.check(socket);
      const auth = readInput(dashboardAuth, socket.handshake.auth, 'auth');
      authorise(parts, auth.adminKey);
      await hubs.of(auth.market);
      socket.data = auth;
    }, parts.log),
  );

  namespace.on(
    'connection',
    connecting((socket: Socket) => {
      const { market } = socket.data as { market: string };
      const dashboards = byMarket.get(market) ?? open(market);
      const outgoing = new Outgoing(socket, () => parts.log.warn({ market }, 'slow dashboard cut'));
      dashboards.sockets.add(outgoing);
      parts.figures.connected('/market', 1);
      socket.onAny(noRequests);
      outgoing.write([encodeEvent('/market', 'stats', dashboards.feed.stats(parts.wallTime()))]);
      socket.once('disconnect', () => {
        parts.figures.connected('/market', -1);
        dashboards.sockets.delete(outgoing);
        if (dashboards.sockets.size === 0) dashboards.stop();
      });
    }, parts.log),
  );
}

function authorise(parts: EdgeParts, adminKey: string | undefined): void {
  if (parts.config.auth === 'off') return;
  if (adminKey === undefined) throw new Refused('Unauthorized', 'The admin key is needed: auth.adminKey.');
  if (!parts.tokens.isAdminKey(adminKey)) throw new Refused('Forbidden', 'The admin key is wrong.');
}
