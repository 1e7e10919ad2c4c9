import type { Log } from '../log.ts';
import type { Leases } from '../market/leases.ts';
import type { Market } from '../market/market.ts';
import type { Markets } from '../market/markets.ts';
import { type Endpoint, NotificationDelivery } from './notification-delivery.ts';
import { trimOutbox } from './outbox-trimming.ts';

/** Delivers from and trims the outbox of every market that this server has open. */
export function keepOutboxes(
  markets: Markets,
  endpoints: readonly Endpoint[],
  log: Log,
): { stop(): Promise<void> } {
  const keepers = new Map<string, () => Promise<void>>();
  const end = async (id: string): Promise<void> => {
    const stop = keepers.get(id);
    keepers.delete(id);
    await stop?.();
  };
  markets.onChange((market, change) => {
    void end(market.id);
    if (change !== 'deleted') keepers.set(market.id, keep(market, endpoints, log, markets.leases));
  });
  return {
    async stop() {
      await Promise.all([...keepers.keys()].map(end));
    },
  };
}

function keep(
  market: Market,
  endpoints: readonly Endpoint[],
  log: Log,
  leases: Leases | undefined,
): () => Promise<void> {
  const stopTrimming = trimOutbox(market, log);
  // Each by itself: one that is slow to answer, or dead, keeps no other waiting.
  const deliveries = endpoints.map((endpoint) => new NotificationDelivery(market, endpoint, log, leases));
  return async () => {
    stopTrimming();
    await Promise.all(deliveries.map((delivery) => delivery.stop()));
  };
}
