import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../api/http.ts';
import { readMarket } from '../api/market-api.ts';
import { standardMarket } from './location.ts';

const notFound = 404;

/** Whether the server says that there is no such market; `default` always exists. */
export function useIsMissing(market: string): boolean {
  const [missing, setMissing] = useState<string>();
  useEffect(() => {
    if (market === standardMarket) return;
    let isCurrent = true;
    // Refused for want of a key, or not answered: the page itself says so.
    readMarket(market).catch((error: unknown) => {
      if (isCurrent && error instanceof ApiError && error.status === notFound) setMissing(market);
    });
    return () => {
      isCurrent = false;
    };
  }, [market]);
  return missing === market;
}
