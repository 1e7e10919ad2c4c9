import { useEffect, useState } from 'preact/hooks';
import type { QualificationTypeView } from '../../server/contract/schemas/qualification.ts';
import { date, duration } from '../parts/format.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { StandingCard } from './standing-card.tsx';
import { type WorkerPageProps, workerHref } from './worker-page.ts';

const typesShown = 100;
/** How long the reader's typing rests before it is searched for. */
const restMs = 200;

/** What the worker holds, what it asked for, and what is to be had. */
export function QualificationsPage({ live }: WorkerPageProps) {
  useTitle('Qualifications');
  return (
    <>
      <StandingCard live={live} />
      <Held live={live} />
      <ToBeHad live={live} />
    </>
  );
}

function Held({ live }: WorkerPageProps) {
  const held = [...(live.state.value?.qualifications.values() ?? [])].sort((a, b) =>
    a.grantedAt < b.grantedAt ? 1 : -1,
  );
  return (
    <section class="card" aria-labelledby="held">
      <h2 id="held" class="card-title">
        Yours
      </h2>
      {held.length === 0 ? (
        <Empty title="You hold no Qualification of a requester yet.">
          <p>Ask for one below, or take its test.</p>
        </Empty>
      ) : (
        <ScrollBox label="Your Qualifications">
          <table class="slim">
            <thead>
              <tr>
                <th scope="col">Qualification</th>
                <th scope="col" class="number">
                  Value
                </th>
                <th scope="col">Since</th>
              </tr>
            </thead>
            <tbody>
              {held.map(({ type, name, value, grantedAt }) => (
                <tr key={type} data-held={type}>
                  <td>
                    {name}
                    <span class="sub mono">{type}</span>
                  </td>
                  <td class="number">{value}</td>
                  <td>{date(grantedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  );
}

function ToBeHad({ live }: WorkerPageProps) {
  const [search, setSearch] = useState('');
  const rested = useRested(search, restMs);
  const { data, problem } = useLoaded(
    () => live.ask('types:list', { limit: typesShown, ...(rested === '' ? {} : { search: rested }) }),
    [live, rested],
  );
  return (
    <section class="card" aria-labelledby="to-be-had">
      <div class="card-title card-title-tools">
        <h2 id="to-be-had">To be had</h2>
        <input
          type="search"
          placeholder="Search Qualifications"
          aria-label="Search Qualifications"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {problem !== undefined && <ErrorBox message={problem} />}
      {!data && problem === undefined && <Loading what="the Qualifications" />}
      {data?.qualificationTypes.length === 0 && (
        <Empty
          title={rested === '' ? 'No requester offers a Qualification yet.' : 'None is found by these words.'}
        />
      )}
      <ul>
        {data?.qualificationTypes.map((type) => (
          <TypeRow key={type.id} live={live} type={type} />
        ))}
      </ul>
      {data?.nextToken !== undefined && (
        <p class="hint card-note">These are the newest {typesShown}: search for others.</p>
      )}
    </section>
  );
}

function useRested(text: string, ms: number): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return rested;
}

function TypeRow({ live, type }: WorkerPageProps & { type: QualificationTypeView }) {
  const action = useAction();
  const state = live.state.value;
  const held = state?.qualifications.get(type.id);
  const request = [...(state?.requests.values() ?? [])].find((each) => each.type === type.id);
  const ask = () => action.run(() => live.ask('qualification:request', { type: type.id }));
  return (
    <li class="type-row" data-type={type.id}>
      <span class="type-main">
        <a href={workerHref(live, 'qualifications', type.id)}>{type.name}</a>
        <span class="muted">{type.description}</span>
        <span class="muted">
          {type.requester.name} · {howToGet(type)}
        </span>
      </span>
      <span class="type-state">
        {held !== undefined && <span class="badge access-accept">Yours: {held.value}</span>}
        {request?.state === 'pending' && <span class="badge">Waiting for the requester</span>}
        {request?.state === 'answering' && (
          <a class="button primary" href={workerHref(live, 'qualifications', type.id)}>
            Go on with the test
          </a>
        )}
        {held === undefined && request === undefined && type.hasTest && (
          <a class="button" href={workerHref(live, 'qualifications', type.id)}>
            Take the test
          </a>
        )}
        {held === undefined && request === undefined && !type.hasTest && (
          <button type="button" disabled={action.isBusy} onClick={ask}>
            Ask for it
          </button>
        )}
      </span>
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </li>
  );
}

function howToGet({ hasTest, autoGranted, testDurationInSeconds }: QualificationTypeView): string {
  if (autoGranted) return 'granted at once';
  if (!hasTest) return 'decided by the requester';
  return testDurationInSeconds === undefined
    ? 'by a test'
    : `by a test of ${duration(testDurationInSeconds)}`;
}
