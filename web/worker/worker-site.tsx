import { useEffect, useMemo } from 'preact/hooks';
import { pathParts } from '../app/location.ts';
import type { SiteProps } from '../app/site.tsx';
import { openWorkerLive } from '../connection/worker-live.ts';
import { ErrorBox, Loading } from '../parts/states.tsx';
import { ChooseWorker } from './choose-worker.tsx';
import { EarningsPage } from './earnings-page.tsx';
import { GroupPage } from './group-page.tsx';
import { GroupsPage } from './groups-page.tsx';
import { InboxPage } from './inbox-page.tsx';
import { QualificationsPage } from './qualifications-page.tsx';
import { QueuePage } from './queue-page.tsx';
import { TaskPage } from './task-page.tsx';
import { TestPage } from './test-page.tsx';
import { WorkerHead } from './worker-head.tsx';
import type { WorkerPageProps } from './worker-page.ts';
import './worker.css';

export function WorkerSite({ market }: SiteProps) {
  const [, worker] = pathParts();
  if (worker === undefined) return <ChooseWorker market={market} />;
  return <OneWorker key={worker} market={market} worker={worker} />;
}

/** All pages of one worker share its connection. */
function OneWorker({ market, worker }: { market: string; worker: string }) {
  const live = useMemo(() => openWorkerLive(market, worker), [market, worker]);
  useEffect(() => () => live.close(), [live]);
  const link = live.link.value;
  if (link.kind === 'refused') return <Refused why={link.why} />;
  return (
    <div class="page">
      <WorkerHead live={live} />
      {live.state.value === undefined ? <Loading what="the worker" /> : <WorkerPage live={live} />}
    </div>
  );
}

function WorkerPage({ live }: WorkerPageProps) {
  const [, , page, id] = pathParts();
  switch (page) {
    case undefined:
      return <GroupsPage live={live} />;
    case 'groups':
      return id === undefined ? <GroupsPage live={live} /> : <GroupPage key={id} live={live} group={id} />;
    case 'hits':
      return id === undefined ? <GroupsPage live={live} /> : <TaskPage key={id} live={live} hit={id} />;
    case 'queue':
      return <QueuePage live={live} />;
    case 'qualifications':
      return id === undefined ? (
        <QualificationsPage live={live} />
      ) : (
        <TestPage key={id} live={live} type={id} />
      );
    case 'earnings':
      return <EarningsPage live={live} />;
    case 'inbox':
      return <InboxPage live={live} />;
    default:
      return <ErrorBox message="There is no such page." />;
  }
}

function Refused({ why }: { why: string }) {
  return (
    <div class="page">
      <ErrorBox message={why}>
        <p>
          <a href="/worker">Choose another worker</a>, or give this worker’s token there.
        </p>
      </ErrorBox>
    </div>
  );
}
