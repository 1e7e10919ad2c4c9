import { useState } from 'preact/hooks';
import { listAll } from '../api/requester-api.ts';
import type { QualificationRequest, QualificationType } from '../api/requester-entities.ts';
import { TextField } from '../parts/field.tsx';
import { count, dateTime } from '../parts/format.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { Answers } from './assignments-table.tsx';
import { inLanes } from './in-lanes.ts';
import type { RequesterPageProps } from './requester-page.ts';

const requestsShown = 500;

/** Requests for Qualifications that wait for the account's decision, oldest first. */
export function RequestsPage({ live }: RequesterPageProps) {
  useTitle('Requests');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const changes = live.changes.value;
  const { data, problem } = useLoaded(() => readRequests(live), [live, changes]);
  if (problem !== undefined && !data) return <ErrorBox message={problem} />;
  if (!data) return <Loading what="the requests" />;
  const { requests, names } = data;
  const picked = requests.filter(({ QualificationRequestId: id }) => chosen.has(id));
  return (
    <section class="card" aria-labelledby="requests">
      <h2 id="requests" class="card-title">
        Requests for your Qualifications
      </h2>
      {requests.length === 0 ? (
        <Empty title="No request waits for you.">
          <p>
            Workers’ requests appear here by themselves, but for those that a key or automatic granting
            decides.
          </p>
        </Empty>
      ) : (
        <>
          <Decide live={live} requests={picked} onDone={() => setChosen(new Set())} />
          <RequestsTable requests={requests} names={names} chosen={chosen} onChoose={setChosen} />
        </>
      )}
    </section>
  );
}

async function readRequests(live: RequesterPageProps['live']) {
  const requests = await listAll<QualificationRequest>(live, 'ListQualificationRequests', {
    items: 'QualificationRequests',
    most: requestsShown,
  });
  const ids = [...new Set(requests.map(({ QualificationTypeId }) => QualificationTypeId))];
  const names = new Map<string, string>();
  await inLanes(ids, async (id) => {
    const input = { QualificationTypeId: id };
    const { QualificationType: type } = await live.call<{ QualificationType: QualificationType }>(
      'GetQualificationType',
      input,
    );
    names.set(id, type.Name);
  });
  return { requests, names };
}

type DecideProps = RequesterPageProps & {
  readonly requests: readonly QualificationRequest[];
  readonly onDone: () => void;
};

function Decide({ live, requests, onDone }: DecideProps) {
  const [value, setValue] = useState('100');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const action = useAction();
  const none = requests.length === 0;
  const decide = (act: (request: QualificationRequest) => Promise<unknown>) =>
    action.run(async () => {
      await inLanes(requests, act);
      onDone();
      live.changed();
    });
  const accept = () => {
    if (!/^-?\d+$/.test(value.trim())) return setWrong('A whole number.');
    setWrong(undefined);
    decide(({ QualificationRequestId }) =>
      live.call('AcceptQualificationRequest', { QualificationRequestId, IntegerValue: Number(value) }),
    );
  };
  const reject = () =>
    decide(({ QualificationRequestId }) =>
      live.call('RejectQualificationRequest', {
        QualificationRequestId,
        ...(reason.trim() === '' ? {} : { Reason: reason.trim() }),
      }),
    );
  return (
    <div class="decide stack">
      <div class="decide-row">
        <TextField label="Value" value={value} onInput={setValue} error={wrong} />
        <button type="button" class="primary" disabled={none || action.isBusy} onClick={accept}>
          Grant {none ? '' : count(requests.length)}
        </button>
        <TextField label="Reason of a rejection" value={reason} onInput={setReason} />
        <button type="button" class="danger" disabled={none || action.isBusy} onClick={reject}>
          Reject {none ? '' : count(requests.length)}
        </button>
      </div>
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </div>
  );
}

interface RequestsTableProps {
  readonly requests: readonly QualificationRequest[];
  readonly names: ReadonlyMap<string, string>;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

function RequestsTable({ requests, names, chosen, onChoose }: RequestsTableProps) {
  const isAll = requests.every(({ QualificationRequestId: id }) => chosen.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <ScrollBox label="Requests">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label="Choose all requests"
                checked={isAll}
                onChange={() =>
                  onChoose(new Set(isAll ? [] : requests.map(({ QualificationRequestId: id }) => id)))
                }
              />
            </th>
            <th scope="col">Qualification</th>
            <th scope="col">Worker</th>
            <th scope="col">Asked</th>
            <th scope="col">Answers</th>
          </tr>
        </thead>
        <tbody>
          {requests.map(
            ({ QualificationRequestId: id, QualificationTypeId, WorkerId, SubmitTime, Answer }) => (
              <tr key={id} data-request={id}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Choose the request of ${WorkerId}`}
                    checked={chosen.has(id)}
                    onChange={() => toggle(id)}
                  />
                </td>
                <td>{names.get(QualificationTypeId) ?? QualificationTypeId}</td>
                <td class="mono">{WorkerId}</td>
                <td>{dateTime(SubmitTime * 1000)}</td>
                <td>
                  <Answers document={Answer} />
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </ScrollBox>
  );
}
