import type { MarketLive } from '../connection/market-live.ts';
import { second } from '../connection/market-time.ts';
import { count, dateTime } from '../parts/format.ts';
import { LinkNote } from '../parts/link-note.tsx';

/** The market's clock and how many people there are, in a line. */
export function MarketLine({ live, market }: { live: MarketLive; market?: string }) {
  const stats = live.stats.value;
  return (
    <div class="figures">
      <dl class="figures-line">
        {market !== undefined && (
          <div>
            <dt>Market</dt>
            <dd>{market}</dd>
          </div>
        )}
        <div>
          <dt>Market time</dt>
          <dd class="figure-time" data-figure="clock">
            {stats ? <MarketClock live={live} /> : '–'}
          </dd>
        </div>
        <div>
          <dt>Online</dt>
          <dd data-figure="online">{stats ? `${count(stats.online)} of ${count(stats.workers)}` : '–'}</dd>
        </div>
        <div>
          <dt>Events/s</dt>
          <dd data-figure="rate">{stats ? count(Math.round(stats.eventsPerSecond)) : '–'}</dd>
        </div>
      </dl>
      <LinkNote link={live.link} />
    </div>
  );
}

function MarketClock({ live }: { live: MarketLive }) {
  second.value;
  return <>{dateTime(live.time.now())}</>;
}
