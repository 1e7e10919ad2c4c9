import { Refused } from '../contract/errors.ts';
import type { EdgeParts } from '../http/edge-parts.ts';
import type { Market } from '../market/market.ts';
import { MarketHub } from './market-hub.ts';

/** Told when a market is replaced by an empty one (`to` is its new hub) or deleted (`to` is undefined). */
export type HubReplaced = (from: MarketHub, to: MarketHub | undefined) => void;

/** The hubs of the markets that have sockets here. */
export class Hubs {
  readonly #parts: EdgeParts;
  readonly #hubs = new Map<string, MarketHub>();
  readonly #replaced = new Set<HubReplaced>();

  constructor(parts: EdgeParts) {
    this.#parts = parts;
    parts.markets.onChange((market, change) => {
      if (change !== 'opened') this.#replace(market, change === 'reset');
    });
  }

  onReplaced(listener: HubReplaced): void {
    this.#replaced.add(listener);
  }

  /** The hub of an open market. Throws NotFound for one that isn't there. */
  async of(marketId: string): Promise<MarketHub> {
    return this.#hub(await this.#parts.markets.get(marketId));
  }

  /** The hub of a market that was admitted to before; throws NotFound if it was deleted meanwhile. */
  current(marketId: string): MarketHub {
    const hub = this.#hubs.get(marketId);
    if (!hub) throw new Refused('NotFound', `There is no market ${marketId}.`, { market: marketId });
    return hub;
  }

  #hub(market: Market): MarketHub {
    let hub = this.#hubs.get(market.id);
    if (hub?.market !== market) {
      hub = new MarketHub(market, this.#parts.figures, this.#parts.wallTime);
      this.#hubs.set(market.id, hub);
    }
    return hub;
  }

  #replace(market: Market, reset: boolean): void {
    const from = this.#hubs.get(market.id);
    this.#hubs.delete(market.id);
    if (!from) return;
    const to = reset ? this.#hub(market) : undefined;
    for (const listener of this.#replaced) listener(from, to);
    from.close();
  }

  close(): void {
    for (const hub of this.#hubs.values()) hub.close();
    this.#hubs.clear();
  }
}
