import { count } from '../parts/format.ts';
import { Empty } from '../parts/states.tsx';
import { ClockCard } from './clock-card.tsx';
import { Distributions } from './distributions.tsx';
import { EventList } from './event-list.tsx';
import { LatencyCard } from './latency-card.tsx';
import type { OverviewProps } from './overview-props.ts';
import { PathsCard } from './paths-card.tsx';
import { TallyCards } from './tally-cards.tsx';

/** Everything about a market at one look. */
export function OverviewPage({ live, market }: OverviewProps) {
  return (
    <div class="overview">
      <ClockCard live={live} market={market} />
      <TallyCards live={live} />
      <div class="overview-columns">
        <Feed live={live} />
        <div class="stack">
          <PathsCard live={live} />
          <Distributions market={market} />
          <LatencyCard live={live} />
        </div>
      </div>
    </div>
  );
}

function Feed({ live }: Pick<OverviewProps, 'live'>) {
  const events = live.events.value;
  const skipped = live.skipped.value;
  return (
    <section class="card feed-card" aria-labelledby="feed">
      <div class="card-title card-title-tools">
        <h2 id="feed">As it happens</h2>
        <span class="hint">{skipped > 0 ? `${count(skipped)} more than can be read were left out` : ''}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section class="feed-box" tabIndex={0} aria-label="Events">
        {events.length === 0 ? (
          <Empty title="Nothing has happened since you opened this page.">
            <p>Move the clock, or let workers and requesters do something.</p>
          </Empty>
        ) : (
          <EventList events={events} />
        )}
      </section>
    </section>
  );
}
