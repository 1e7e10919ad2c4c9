import { here } from '../app/location.ts';
import { EventList } from '../market/event-list.tsx';
import { MarketLine } from '../market/market-line.tsx';
import { TallyCards } from '../market/tally-cards.tsx';
import { useMarketLive } from '../market/use-market-live.ts';
import { Empty, ErrorBox } from '../parts/states.tsx';
import { useTitle } from '../parts/use-title.ts';
import './home.css';

const sites = [
  {
    path: '/worker',
    title: 'Work as a worker',
    says: 'Browse HITs, see what you qualify for and why not, take tests, work, get paid.',
  },
  {
    path: '/requester',
    title: 'Publish as a requester',
    says: 'Create Qualification types and HITs, see who is eligible, review work, grant and revoke.',
  },
  {
    path: '/market',
    title: 'Watch the market',
    says: 'Turn the clock, see grants, revocations and visibility as they happen, inspect API calls.',
  },
] as const;

/** The first page: where to go, and the proof that the market lives. */
export function HomePage({ market }: { market: string }) {
  useTitle('A local Mechanical Turk');
  const live = useMarketLive(market);
  return (
    <div class="page">
      <h1>Your own Mechanical Turk market</h1>
      <ul class="doors">
        {sites.map(({ path, title, says }) => (
          <li key={path}>
            <a class="card door" href={here(path)}>
              <span class="door-title">{title}</span>
              <span class="door-says">{says}</span>
            </a>
          </li>
        ))}
      </ul>
      <section aria-labelledby="now">
        <div class="section-head">
          <h2 id="now">Happening now</h2>
          <MarketLine live={live} market={market} />
        </div>
        {live.link.value.kind === 'refused' && (
          <ErrorBox message={live.link.value.why}>
            <p>
              <a href={here('/market')}>Give the key</a> on the page of the market.
            </p>
          </ErrorBox>
        )}
        <TallyCards live={live} />
        <div class="card events-card">
          {live.events.value.length === 0 ? (
            <Empty title="Nothing has happened since you opened this page.">
              <p>
                A market with simulated workers shows something within seconds. In an empty one, begin with a
                requester.
              </p>
            </Empty>
          ) : (
            <EventList events={live.events.value.slice(0, 40)} />
          )}
        </div>
      </section>
    </div>
  );
}
