import { here, pathParts } from '../app/location.ts';
import type { SiteProps } from '../app/site-props.ts';
import { ErrorBox } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { AdminKey } from './admin-key.tsx';
import { CallsPage } from './calls-page.tsx';
import { MarketLine } from './market-line.tsx';
import { OutboxPage } from './outbox-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { useMarketLive } from './use-market-live.ts';
import './market.css';

const tabs = [
  { page: undefined, title: 'Overview' },
  { page: 'calls', title: 'API calls' },
  { page: 'outbox', title: 'Outbox' },
] as const;

/** The market from outside: its clock, what happens in it, what programs asked of it. */
export function MarketSite({ market }: SiteProps) {
  const live = useMarketLive(market);
  const [, page] = pathParts();
  return (
    <div class="page">
      <header class="person">
        <div class="section-head">
          <h1>Market {market}</h1>
          <MarketLine live={live} />
        </div>
        <Tabs
          label="Pages of the market"
          tabs={tabs.map((tab) => ({
            title: tab.title,
            href: here(tab.page === undefined ? '/market' : `/market/${tab.page}`),
            isShown: page === tab.page,
          }))}
        />
      </header>
      <AdminKey live={live} />
      {page === undefined && <OverviewPage live={live} market={market} />}
      {page === 'calls' && <CallsPage market={market} />}
      {page === 'outbox' && <OutboxPage market={market} />}
      {!tabs.some((tab) => tab.page === page) && <ErrorBox message="There is no such page." />}
    </div>
  );
}
