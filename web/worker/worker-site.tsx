import { useEffect, useMemo } from 'preact/hooks';
import { issueToken } from '../api/worker-api.ts';
import { adminKey, workerToken } from '../app/keys.ts';
import { here, pathParts } from '../app/location.ts';
import { serverConfig } from '../app/server-config.ts';
import type { SiteProps } from '../app/site-props.ts';
import { useServerConfig } from '../app/use-server-config.ts';
import { openWorkerLive } from '../connection/worker-live.ts';
import { ErrorBox, Loading } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
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

/** With `--auth on` a worker's own token opens its connection; the admin's key can have one made. */
function OneWorker({ market, worker }: { market: string; worker: string }) {
  const { data, problem } = useLoaded(() => tokenOf(market, worker), [market, worker]);
  if (problem !== undefined) return <Refused why={problem} />;
  return data === undefined ? (
    <div class="page">
      <Loading what="the worker" />
    </div>
  ) : (
    <Connected market={market} worker={worker} token={data} />
  );
}

/** Empty where none is needed or to be had; the server then says what it wants. */
async function tokenOf(market: string, worker: string): Promise<string> {
  const given = workerToken.peek();
  if (given !== '' || adminKey.peek() === '' || (await serverConfig()).auth === 'off') return given;
  return issueToken(market, worker);
}

/** All pages of one worker share its connection. */
function Connected({ market, worker, token }: { market: string; worker: string; token: string }) {
  const live = useMemo(() => openWorkerLive(market, worker, token), [market, worker, token]);
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
  const isGuarded = useServerConfig()?.auth === 'on';
  return (
    <div class="page">
      <ErrorBox message={why}>
        <p>
          <a href={here('/worker')}>Choose another worker</a>
          {isGuarded ? ', or give this worker’s token there.' : '.'}
        </p>
      </ErrorBox>
    </div>
  );
}
