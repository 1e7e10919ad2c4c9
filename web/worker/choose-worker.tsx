import { useState } from 'preact/hooks';
import type { WorkerSummary } from '../../server/contract/schemas/worker.ts';
import { listWorkers } from '../api/worker-api.ts';
import { workerToken } from '../app/keys.ts';
import { at, go, here } from '../app/location.ts';
import { useServerConfig } from '../app/use-server-config.ts';
import { TextField } from '../parts/field.tsx';
import { count, percent } from '../parts/format.ts';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { CreateWorker } from './create-worker.tsx';
import './worker.css';

const workersShown = 200;

/** Who to be. */
export function ChooseWorker({ market }: { market: string }) {
  useTitle('Choose a worker');
  const { data, problem, reload } = useLoaded(() => listWorkers(market, workersShown), [market]);
  const [search, setSearch] = useState('');
  const workers = (data?.workers ?? []).filter((worker) => isFound(worker, search));
  const open = (id: string) => go(here(at('worker', id)));
  return (
    <div class="page">
      <h1>Who are you?</h1>
      <p class="muted">
        Be any worker of this market, or make one of your own. Workers see and do what they do on the real
        site.
      </p>
      <div class="columns">
        <section class="card card-body stack" aria-labelledby="existing">
          <h2 id="existing">Be a worker who is there</h2>
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (search.trim() !== '')
                open(workers.length === 1 && workers[0] ? workers[0].id : search.trim());
            }}
          >
            <TextField label="Name or WorkerId" type="search" value={search} onInput={setSearch} />
          </form>
          {problem !== undefined && <NoList problem={problem} onAgain={reload} />}
          {data === undefined && problem === undefined && <Loading what="the workers" />}
          {data !== undefined && <WorkerTable workers={workers} search={search} />}
          {data?.nextToken !== undefined && (
            <p class="hint">
              These are the newest {count(workersShown)}. Type a whole WorkerId and press Enter for another.
            </p>
          )}
        </section>
        <CreateWorker market={market} onCreated={open} />
      </div>
    </div>
  );
}

function isFound({ id, name }: WorkerSummary, search: string): boolean {
  return `${id} ${name}`.toLowerCase().includes(search.trim().toLowerCase());
}

/** With `--auth on` only the admin lists workers; a worker comes with its token. */
function NoList({ problem, onAgain }: { problem: string; onAgain: () => void }) {
  const isGuarded = useServerConfig()?.auth === 'on';
  if (!isGuarded)
    return (
      <ErrorBox message={problem}>
        <button type="button" onClick={onAgain}>
          Try again
        </button>
      </ErrorBox>
    );
  return (
    <div class="stack">
      <p class="hint">
        This server checks keys. Give your worker’s token, then type your WorkerId above and press Enter.
      </p>
      <TextField
        label="Worker’s token"
        type="password"
        value={workerToken.value}
        onInput={(token) => {
          workerToken.value = token.trim();
        }}
      />
    </div>
  );
}

function WorkerTable({ workers, search }: { workers: readonly WorkerSummary[]; search: string }) {
  if (workers.length === 0)
    return (
      <Empty title={search === '' ? 'There is no worker yet.' : 'No worker is found by that.'}>
        <p>Make one beside this.</p>
      </Empty>
    );
  return (
    <div class="scroll-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col">From</th>
            <th scope="col" class="number">
              Rate
            </th>
            <th scope="col" class="number">
              Approved
            </th>
          </tr>
        </thead>
        <tbody>
          {workers.map(({ id, name, locale, approvalRate, hitsApproved, masters }) => (
            <tr key={id}>
              <td>
                <a href={here(at('worker', id))}>{name}</a>
                <span class="sub mono">{id}</span>
              </td>
              <td>
                {locale.country}
                {locale.subdivision === undefined ? '' : `-${locale.subdivision}`}
                {masters && <span class="sub">Masters</span>}
              </td>
              <td class="number">{percent(approvalRate)}</td>
              <td class="number">{count(hitsApproved)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
