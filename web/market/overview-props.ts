import type { MarketLive } from '../connection/market-live.ts';

export interface OverviewProps {
  readonly live: MarketLive;
  readonly market: string;
}
