import type { Environment } from '../contract/entities.ts';
import type { ClockMode, MarketRecord, MarketSettings } from '../contract/market-records.ts';
import type { IdSource } from './ids.ts';
import { newUuid } from './ids.ts';

export interface NewMarket {
  readonly id: string;
  readonly seed?: number;
  readonly environment: Environment;
  readonly clock: { readonly mode: ClockMode; readonly speed?: number; readonly start?: number };
  readonly settings?: Partial<MarketSettings>;
}

/** The record of a market that is made at `wall`, epoch ms. */
export function newMarketRecord(wanted: NewMarket, wall: number, ids: IdSource): MarketRecord {
  const { mode, speed = 1, start } = wanted.clock;
  return {
    id: wanted.id,
    environment: wanted.environment,
    settings: { unknownWorkers: 'refuse', external: 'ignore', touch: 'all', ...wanted.settings },
    clock: { mode, speed, paused: false, marketBase: start ?? wall, wallBase: wall },
    start: { mode, speed, ...(start === undefined ? {} : { at: start }) },
    seed: wanted.seed ?? 0,
    namespace: newUuid(ids),
    epoch: newUuid(ids),
    createdAt: start ?? wall,
  };
}
