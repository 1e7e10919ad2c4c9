import { useState } from 'preact/hooks';
import { listAll } from '../api/requester-api.ts';
import type { QualificationType, WireQualification } from '../api/requester-entities.ts';
import { go } from '../app/location.ts';
import { TextField } from '../parts/field.tsx';
import { date, duration } from '../parts/format.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { type RequesterPageProps, requesterHref } from './requester-page.ts';
import { howToGet } from './types-page.tsx';

const holdersShown = 500;

type TypeProps = RequesterPageProps & { readonly id: string };

/** One type of the account's own: what it is, who holds it, giving and taking it. */
export function TypePage({ live, type: id }: RequesterPageProps & { type: string }) {
  const { data, problem } = useLoaded(
    () =>
      live.call<{ QualificationType: QualificationType }>('GetQualificationType', {
        QualificationTypeId: id,
      }),
    [live, id, live.changes.value],
  );
  const type = data?.QualificationType;
  useTitle(type?.Name ?? 'Qualification type');
  if (problem !== undefined && !data) return <ErrorBox message={problem} />;
  if (!type) return <Loading what="the type" />;
  return (
    <>
      <TypeFacts live={live} type={type} />
      <Grant live={live} id={id} />
      <Holders live={live} id={id} />
    </>
  );
}

function TypeFacts({ live, type }: RequesterPageProps & { type: QualificationType }) {
  const action = useAction();
  const { QualificationTypeId, QualificationTypeStatus: status, RetryDelayInSeconds: retry } = type;
  const isActive = status === 'Active';
  const remove = () =>
    action.run(async () => {
      await live.call('DeleteQualificationType', { QualificationTypeId });
      go(requesterHref(live, 'types'));
    });
  const toggle = () =>
    action.run(async () => {
      const QualificationTypeStatus = isActive ? 'Inactive' : 'Active';
      await live.call('UpdateQualificationType', { QualificationTypeId, QualificationTypeStatus });
      live.changed();
    });
  return (
    <header class="hit-head">
      <div class="hit-words">
        <p>
          <a href={requesterHref(live, 'types')}>All types</a>
        </p>
        <h2 class="hit-title">{type.Name}</h2>
        <p>{type.Description}</p>
        <p class="muted">
          {howToGet(type)} · {retry === undefined ? 'one request only' : `again after ${duration(retry)}`} ·{' '}
          {status} · <span class="mono">{QualificationTypeId}</span>
        </p>
        {action.problem !== undefined && <ErrorBox message={action.problem} />}
      </div>
      <div class="hit-actions">
        <a class="button" href={requesterHref(live, 'types', QualificationTypeId, 'edit')}>
          Edit
        </a>
        <button type="button" disabled={action.isBusy} onClick={toggle}>
          {isActive ? 'Make inactive' : 'Make active'}
        </button>
        <button type="button" class="danger" disabled={action.isBusy} onClick={remove}>
          Delete
        </button>
      </div>
    </header>
  );
}

function Grant({ live, id }: TypeProps) {
  const [worker, setWorker] = useState('');
  const [value, setValue] = useState('100');
  const [wrong, setWrong] = useState<{ worker?: string; value?: string }>({});
  const action = useAction();
  const grant = (event: Event) => {
    event.preventDefault();
    const found = {
      ...(/^A[A-Z0-9]+$/.test(worker.trim())
        ? {}
        : { worker: 'A WorkerId: A, then capital letters and digits.' }),
      ...(/^-?\d+$/.test(value.trim()) ? {} : { value: 'A whole number.' }),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    action.run(async () => {
      await live.call('AssociateQualificationWithWorker', {
        QualificationTypeId: id,
        WorkerId: worker.trim(),
        IntegerValue: Number(value),
      });
      setWorker('');
      live.changed();
    });
  };
  return (
    <form class="card card-body decide-row" noValidate onSubmit={grant}>
      <TextField
        label="Grant to worker"
        value={worker}
        onInput={setWorker}
        error={wrong.worker}
        placeholder="A…"
      />
      <TextField label="Value" value={value} onInput={setValue} error={wrong.value} />
      <button type="submit" disabled={action.isBusy}>
        Grant
      </button>
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </form>
  );
}

function Holders({ live, id }: TypeProps) {
  const [status, setStatus] = useState<'Granted' | 'Revoked'>('Granted');
  const { data, problem, reload } = useLoaded(
    () =>
      listAll<WireQualification>(live, 'ListWorkersWithQualificationType', {
        items: 'Qualifications',
        input: { QualificationTypeId: id, Status: status },
        most: holdersShown,
      }),
    [live, id, status, live.changes.value],
  );
  return (
    <section class="card" aria-labelledby="holders">
      <div class="card-title card-title-tools">
        <h2 id="holders">Workers</h2>
        <select
          class="quiet"
          aria-label="Which workers"
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value === 'Revoked' ? 'Revoked' : 'Granted')}
        >
          <option value="Granted">who hold it</option>
          <option value="Revoked">from whom it was taken</option>
        </select>
        <button type="button" class="small" onClick={reload}>
          Read again
        </button>
      </div>
      {problem !== undefined && <ErrorBox message={problem} />}
      {data?.length === 0 && (
        <Empty title={status === 'Granted' ? 'Nobody holds it yet.' : 'It was taken from nobody.'} />
      )}
      {data !== undefined && data.length > 0 && <HoldersTable live={live} holders={data} />}
    </section>
  );
}

function HoldersTable({ live, holders }: RequesterPageProps & { holders: readonly WireQualification[] }) {
  return (
    <ScrollBox label="Workers with this Qualification">
      <table>
        <thead>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col" class="number">
              Value
            </th>
            <th scope="col">Since</th>
            <th scope="col">Take it away</th>
          </tr>
        </thead>
        <tbody>
          {holders.map((holder) => (
            <tr key={holder.WorkerId} data-holder={holder.WorkerId}>
              <td class="mono">{holder.WorkerId}</td>
              <td class="number">{holder.IntegerValue}</td>
              <td>{date(holder.GrantTime * 1000)}</td>
              <td>{holder.Status === 'Granted' && <Revoke live={live} holder={holder} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Revoke({ live, holder }: RequesterPageProps & { holder: WireQualification }) {
  const [reason, setReason] = useState('');
  const action = useAction();
  const { QualificationTypeId, WorkerId } = holder;
  const revoke = () =>
    action.run(async () => {
      const said = reason.trim() === '' ? {} : { Reason: reason.trim() };
      await live.call('DisassociateQualificationFromWorker', { QualificationTypeId, WorkerId, ...said });
      live.changed();
    });
  return (
    <span class="revoke">
      <input
        type="text"
        aria-label={`Reason for ${WorkerId}`}
        placeholder="Reason, shown to the worker"
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <button type="button" class="danger small" disabled={action.isBusy} onClick={revoke}>
        Revoke
      </button>
      {action.problem !== undefined && <span class="field-error">{action.problem}</span>}
    </span>
  );
}
