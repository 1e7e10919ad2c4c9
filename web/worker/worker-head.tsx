import { useEffect } from 'preact/hooks';
import { here, pathParts } from '../app/location.ts';
import { second } from '../connection/market-time.ts';
import type { WorkerLive } from '../connection/worker-live.ts';
import { count, dateTime, dollars, percent } from '../parts/format.ts';
import { LinkNote } from '../parts/link-note.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { announce } from './announce.ts';
import { useEarnings } from './use-earnings.ts';
import { workerHref } from './worker-page.ts';

/** Who works, how it stands, and where to go. Its figures move as pushes arrive. */
export function WorkerHead({ live }: { live: WorkerLive }) {
  useEffect(() => live.onPushes(announce), [live]);
  const state = live.state.value;
  const { name, approvalRate, hitsApproved } = state?.worker ?? {};
  const earnings = useEarnings(live);
  return (
    <header class="person">
      <div class="section-head">
        <h1>{name ?? live.worker}</h1>
        <span class="muted mono">{live.worker}</span>
        <a class="person-change" href={here('/worker')}>
          Another worker
        </a>
        <div class="figures">
          <dl class="figures-line">
            <Figure
              name="Approval rate"
              id="rate"
              value={approvalRate === undefined ? '–' : percent(approvalRate)}
            />
            <Figure
              name="HITs approved"
              id="approved"
              value={hitsApproved === undefined ? '–' : count(hitsApproved)}
            />
            <Figure name="Earned" id="earned" value={earnings ? dollars(earnings.earned) : '–'} />
            <Figure name="Market time" id="clock" value={<MarketClock live={live} />} />
          </dl>
          <LinkNote link={live.link} />
        </div>
      </div>
      <WorkerTabs live={live} />
      <Toasts />
    </header>
  );
}

function Figure({ name, id, value }: { name: string; id: string; value: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-figure={id}>{value}</dd>
    </div>
  );
}

function MarketClock({ live }: { live: WorkerLive }) {
  second.value;
  return live.state.value === undefined ? (
    <>–</>
  ) : (
    <span class="figure-time">{dateTime(live.time.now())}</span>
  );
}

const tabs = [
  { page: undefined, also: ['groups', 'hits'], title: 'HITs' },
  { page: 'queue', also: [], title: 'Queue' },
  { page: 'qualifications', also: [], title: 'Qualifications' },
  { page: 'earnings', also: [], title: 'Earnings' },
  { page: 'inbox', also: [], title: 'Inbox' },
] as const;

function WorkerTabs({ live }: { live: WorkerLive }) {
  const [, , shown] = pathParts();
  const accepted = [...(live.state.value?.assignments.values() ?? [])].filter(
    ({ status }) => status === 'Accepted',
  );
  return (
    <Tabs
      label="Pages of this worker"
      tabs={tabs.map(({ page, also, title }) => ({
        title,
        href: workerHref(live, ...(page === undefined ? [] : [page])),
        isShown: shown === page || (also as readonly (string | undefined)[]).includes(shown),
        ...(page === 'queue' ? { count: accepted.length } : {}),
      }))}
    />
  );
}
