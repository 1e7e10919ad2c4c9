import type { MarketLive } from '../connection/market-live.ts';
import { historySeconds } from '../connection/market-live.ts';
import type { Tally } from '../connection/tallies.ts';
import { count } from '../parts/format.ts';

const cards: readonly { readonly name: Tally; readonly title: string; readonly says: string }[] = [
  { name: 'granted', title: 'Grants', says: 'Qualifications granted' },
  { name: 'revoked', title: 'Revocations', says: 'Qualifications taken away' },
  {
    name: 'visibility',
    title: 'Visibility changes',
    says: 'HIT groups that workers came to see, or to see no more',
  },
  { name: 'finished', title: 'Finished work', says: 'Assignments submitted' },
];

/** The four counters, since this page was opened, each with its last minute and a half. */
export function TallyCards({ live }: { live: MarketLive }) {
  const tallies = live.tallies.value;
  const history = live.history.value;
  return (
    <div>
      <p class="hint tallies-note" id="tallies-note">
        Since you opened this page, with a bar for each of the last {historySeconds} seconds.
      </p>
      <ul class="tallies" aria-labelledby="tallies-note">
        {cards.map(({ name, title, says }) => (
          <li key={name} class={`card tally tally-${name}`} title={says}>
            <span class="tally-title">{title}</span>
            <output class="tally-count" data-tally={name}>
              {count(tallies[name])}
            </output>
            <Sparkline values={history.map((each) => each[name])} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const height = 28;

/** One bar a second; the newest stands at the right. Said in figures beside it, so hidden from screen readers. */
export function Sparkline({ values, slots = historySeconds }: { values: readonly number[]; slots?: number }) {
  const most = Math.max(1, ...values);
  const shift = slots - values.length;
  return (
    <svg class="sparkline" viewBox={`0 0 ${slots} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {values.map((value, at) => {
        const tall = (value / most) * height;
        return <rect key={at} x={at + shift} y={height - tall} width="0.8" height={tall} />;
      })}
    </svg>
  );
}
