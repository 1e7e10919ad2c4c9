import { Refused } from '../contract/errors.ts';
import type { MarketRecord } from '../contract/market-records.ts';
import { changeClock, setClock } from './clock.ts';
import type { Market } from './market.ts';

export interface ClockChange {
  readonly speed?: number;
  readonly paused?: boolean;
}

export interface MarketClocksParts {
  /** Wall time, epoch ms. */
  readonly wallTime: () => number;
  readonly market: (id: string) => Promise<Market>;
  /** Replaces the record of a market by `change` of it, and tells the open market. */
  readonly update: (id: string, change: (record: MarketRecord) => MarketRecord) => Promise<MarketRecord>;
}

/** What moves the clocks of markets, time aside. */
export class MarketClocks {
  readonly #parts: MarketClocksParts;

  constructor(parts: MarketClocksParts) {
    this.#parts = parts;
  }

  async change(id: string, change: ClockChange): Promise<MarketRecord> {
    const market = await this.#parts.market(id);
    if (market.record.clock.mode !== 'scaled') {
      throw new Refused(
        'Conflict',
        `The clock of market ${id} is ${market.record.clock.mode}: only a scaled clock has a speed or can be paused.`,
      );
    }
    return this.#parts.update(id, (record) => ({
      ...record,
      clock: changeClock(record.clock, this.#parts.wallTime(), change),
    }));
  }

  async advance(id: string, to: (now: number) => number): Promise<{ now: number; fired: number }> {
    const market = await this.#parts.market(id);
    if (market.record.clock.mode === 'real') {
      throw new Refused(
        'Conflict',
        `The clock of market ${id} is real: it can't be advanced. Make a market with a manual or scaled clock.`,
      );
    }
    return market.hold(async () => {
      // Another server may have moved it while this one waited.
      await this.#parts.update(id, (record) => record);
      const from = market.now();
      const target = to(from);
      if (!(target >= from)) {
        throw new Refused('BadRequest', `Market time can't go back: it is ${new Date(from).toISOString()}.`, {
          now: new Date(from).toISOString(),
        });
      }
      const fired = await market.settle(target);
      await this.#parts.update(id, (record) => ({
        ...record,
        clock: setClock(record.clock, this.#parts.wallTime(), target),
      }));
      return { now: target, fired };
    });
  }

  /** Writes down where the clocks stand that do not keep their offset to wall time. */
  async remember(markets: readonly Market[]): Promise<void> {
    for (const market of markets) {
      const { clock } = market.record;
      if (clock.mode !== 'scaled' || (clock.speed === 1 && !clock.paused)) continue;
      await this.#parts.update(market.id, (record) => ({
        ...record,
        clock: setClock(record.clock, this.#parts.wallTime(), market.now()),
      }));
    }
  }
}
