import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listMarkets } from '../api/market-api.ts';
import { adminKey } from './keys.ts';
import { go, marketShown, path, standardMarket } from './location.ts';

const known = signal<readonly string[]>([standardMarket]);

/** Chooses the market that all pages show. */
export function MarketPicker() {
  const shown = marketShown();
  const key = adminKey.value;
  useEffect(() => {
    // Without the admin key the list can't be had, and the market of the address is the choice there is.
    listMarkets().then(
      ({ markets }) => {
        known.value = markets.map(({ id }) => id).sort();
      },
      () => {},
    );
  }, [key]);
  const names = known.value.includes(shown) ? known.value : [...known.value, shown];
  return (
    <select
      class="quiet"
      aria-label="Market"
      value={shown}
      onChange={(event) => go(addressIn(event.currentTarget.value))}
    >
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** The first page of the same site: workers and HITs of one market are not in another. */
function addressIn(market: string): string {
  const [site = ''] = path.peek().split('/').filter(Boolean);
  return market === standardMarket ? `/${site}` : `/${site}?market=${encodeURIComponent(market)}`;
}
