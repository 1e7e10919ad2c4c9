import { useEffect, useMemo } from 'preact/hooks';
import { type MarketLive, openMarketLive } from '../connection/market-live.ts';

/** A dashboard's connection for as long as the component stands. Give the component the market as its key. */
export function useMarketLive(market: string): MarketLive {
  const live = useMemo(() => openMarketLive(market), [market]);
  useEffect(() => () => live.close(), [live]);
  return live;
}
