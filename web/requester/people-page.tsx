import { useState } from 'preact/hooks';
import { listAll } from '../api/requester-api.ts';
import type { WorkerBlock } from '../api/requester-entities.ts';
import { TextField } from '../parts/field.tsx';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import type { RequesterPageProps } from './requester-page.ts';

const workerPattern = /^A[A-Z0-9]+$/;
const notAWorker = 'A WorkerId: A, then capital letters and digits.';

/** Blocks, and messages to workers. */
export function PeoplePage({ live }: RequesterPageProps) {
  useTitle('Workers');
  return (
    <div class="columns">
      <Blocks live={live} />
      <Message live={live} />
    </div>
  );
}

function Blocks({ live }: RequesterPageProps) {
  const { data, problem, reload } = useLoaded(
    () => listAll<WorkerBlock>(live, 'ListWorkerBlocks', { items: 'WorkerBlocks' }),
    [live],
  );
  const lifting = useAction();
  const lift = (WorkerId: string) =>
    lifting.run(async () => {
      await live.call('DeleteWorkerBlock', { WorkerId });
      reload();
    });
  return (
    <section class="card" aria-labelledby="blocks">
      <h2 id="blocks" class="card-title">
        Blocked workers
      </h2>
      <BlockForm live={live} onDone={reload} />
      {problem !== undefined && <ErrorBox message={problem} />}
      {lifting.problem !== undefined && <ErrorBox message={lifting.problem} />}
      {!data && problem === undefined && <Loading what="the blocks" />}
      {data?.length === 0 && <Empty title="You block nobody." />}
      {data !== undefined && data.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Worker</th>
              <th scope="col">Reason</th>
              <th scope="col">Lift</th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ WorkerId, Reason }) => (
              <tr key={WorkerId}>
                <td class="mono">{WorkerId}</td>
                <td>{Reason}</td>
                <td>
                  <button
                    type="button"
                    class="small"
                    disabled={lifting.isBusy}
                    onClick={() => lift(WorkerId)}
                  >
                    Lift the block
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function BlockForm({ live, onDone }: RequesterPageProps & { onDone: () => void }) {
  const [worker, setWorker] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ worker?: string; reason?: string }>({});
  const action = useAction();
  const block = (event: Event) => {
    event.preventDefault();
    const found = {
      ...(workerPattern.test(worker.trim()) ? {} : { worker: notAWorker }),
      ...(reason.trim() === '' ? { reason: 'Why? The worker does not see it.' } : {}),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    action.run(async () => {
      await live.call('CreateWorkerBlock', { WorkerId: worker.trim(), Reason: reason.trim() });
      setWorker('');
      setReason('');
      onDone();
    });
  };
  return (
    <form class="card-note decide-row" noValidate onSubmit={block}>
      <TextField label="Worker" value={worker} onInput={setWorker} error={wrong.worker} placeholder="A…" />
      <TextField label="Reason" value={reason} onInput={setReason} error={wrong.reason} />
      <button type="submit" class="danger" disabled={action.isBusy}>
        Block
      </button>
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </form>
  );
}

interface Failure {
  readonly WorkerId: string;
  readonly NotifyWorkersFailureMessage: string;
}

function Message({ live }: RequesterPageProps) {
  const [workers, setWorkers] = useState('');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<{ workers?: string; subject?: string; text?: string }>({});
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const action = useAction();
  const send = (event: Event) => {
    event.preventDefault();
    const ids = workers.split(/[\s,]+/).filter(Boolean);
    const found = {
      ...(ids.length > 0 && ids.length <= 100 && ids.every((id) => workerPattern.test(id))
        ? {}
        : { workers: 'One to 100 WorkerIds, separated by commas or blanks.' }),
      ...(subject.trim() === '' ? { subject: 'A message needs a subject.' } : {}),
      ...(text.trim() === '' ? { text: 'A message needs a text.' } : {}),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    action.run(async () => {
      const input = { WorkerIds: ids, Subject: subject.trim(), MessageText: text.trim() };
      const answer = await live.call<{ NotifyWorkersFailureStatuses: readonly Failure[] }>(
        'NotifyWorkers',
        input,
      );
      setFailures(answer.NotifyWorkersFailureStatuses);
      if (answer.NotifyWorkersFailureStatuses.length === 0) toast('good', 'The message was sent.');
    });
  };
  return (
    <form class="card card-body stack" noValidate onSubmit={send}>
      <h2>Write to workers</h2>
      <TextField
        label="To"
        lines={2}
        value={workers}
        onInput={setWorkers}
        error={wrong.workers}
        hint="WorkerIds, separated by commas or blanks"
      />
      <TextField label="Subject" value={subject} onInput={setSubject} error={wrong.subject} />
      <TextField label="Text" lines={5} value={text} onInput={setText} error={wrong.text} />
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
      {failures.map(({ WorkerId, NotifyWorkersFailureMessage: why }) => (
        <p key={WorkerId} class="field-error">
          {WorkerId}: {why}
        </p>
      ))}
      <div>
        <button type="submit" class="primary" disabled={action.isBusy}>
          Send
        </button>
      </div>
    </form>
  );
}
