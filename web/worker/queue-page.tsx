import type { Assignment } from '../../server/contract/schemas/assignment.ts';
import { listAssignments } from '../api/worker-api.ts';
import { Countdown } from '../parts/countdown.tsx';
import { dateTime, dollars, tail } from '../parts/format.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { Empty, ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { type WorkerPageProps, workerHref } from './worker-page.ts';

const historyShown = 100;

/** `title` is undefined until the list is read. */
type Titled = Omit<Assignment, 'title'> & { readonly title: string | undefined };

/** HITs that the worker has accepted, by deadline, and what became of those before. */
export function QueuePage({ live }: WorkerPageProps) {
  useTitle('Queue');
  const state = live.state.value;
  const accepted = [...(state?.assignments.values() ?? [])]
    .filter(({ status }) => status === 'Accepted')
    .sort((a, b) => (a.deadline < b.deadline ? -1 : 1));
  const { data, problem } = useLoaded(
    () => listAssignments(live.market, live.worker, historyShown),
    [live, state?.seq],
  );
  const titles = new Map(data?.assignments.map(({ id, title }) => [id, title]));
  const done = data?.assignments.filter(({ status }) => status !== 'Accepted') ?? [];
  return (
    <>
      <section class="card" aria-labelledby="accepted">
        <h2 id="accepted" class="card-title">
          Accepted
        </h2>
        {accepted.length === 0 ? (
          <Empty title="You have accepted nothing.">
            <p>
              <a href={workerHref(live)}>Choose a HIT</a> and accept it: it stays here until you submit or
              return it, or its time runs out.
            </p>
          </Empty>
        ) : (
          <ul>
            {accepted.map((assignment) => (
              <QueueRow
                key={assignment.id}
                live={live}
                assignment={{ ...assignment, title: titles.get(assignment.id) }}
              />
            ))}
          </ul>
        )}
      </section>
      <section class="card" aria-labelledby="before">
        <h2 id="before" class="card-title">
          Before
        </h2>
        {problem !== undefined && <ErrorBox message={problem} />}
        {data && done.length === 0 && (
          <Empty title="Nothing yet: what you submit stands here with what became of it." />
        )}
        {done.length > 0 && <History live={live} assignments={done} />}
      </section>
    </>
  );
}

/** The list knows all titles, and comes a moment after the groups. */
function titleOf(
  live: WorkerPageProps['live'],
  { hit, hitTypeId, title }: { hit: string; hitTypeId: string; title?: string | undefined },
): string {
  return title ?? live.groups.get(hitTypeId)?.title ?? `HIT ${tail(hit)}`;
}

function QueueRow({ live, assignment }: WorkerPageProps & { assignment: Titled }) {
  const action = useAction();
  const { id, hit, deadline, reward } = assignment;
  return (
    <li class="queue-row">
      <span class="queue-title">{titleOf(live, assignment)}</span>
      <span>{dollars(reward)}</span>
      <Countdown time={live.time} until={deadline} label="Time left" />
      <span class="buttons">
        <a class="button primary" href={workerHref(live, 'hits', hit)}>
          Work
        </a>
        <button
          type="button"
          disabled={action.isBusy}
          onClick={() => action.run(() => live.ask('assignment:return', { assignment: id }))}
        >
          Return
        </button>
      </span>
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
    </li>
  );
}

function History({ live, assignments }: WorkerPageProps & { assignments: readonly Assignment[] }) {
  return (
    <ScrollBox label="What became of your work">
      <table>
        <thead>
          <tr>
            <th scope="col">HIT</th>
            <th scope="col">State</th>
            <th scope="col">Submitted</th>
            <th scope="col">Feedback</th>
            <th scope="col" class="number">
              Reward
            </th>
          </tr>
        </thead>
        <tbody>
          {assignments.map(({ id, hit, hitTypeId, title, status, submittedAt, feedback, reward }) => (
            <tr key={id}>
              <td>{titleOf(live, { hit, hitTypeId, title })}</td>
              <td>
                <span class={`badge status-${status.toLowerCase()}`}>{status}</span>
              </td>
              <td>{submittedAt === undefined ? '–' : dateTime(submittedAt)}</td>
              <td>{feedback ?? ''}</td>
              <td class="number">{dollars(reward)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
