import type { Market } from '../market/market.ts';

/** What can send a worker's waiting pushes at once. */
export interface PushServer {
  serveNow(worker: string): void;
}

const servers = new WeakMap<Market, PushServer>();

export function registerPushServer(market: Market, server: PushServer): void {
  servers.set(market, server);
}

/**
 * To be called before a worker's groups are read for an answer that names its position: what waits for that
 * worker's sockets goes out first, so that netting never spans a position that somebody has seen.
 */
export function servePushesNow(market: Market, worker: string): void {
  servers.get(market)?.serveNow(worker);
}
