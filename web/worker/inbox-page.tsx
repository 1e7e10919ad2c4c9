import type { InboxEntryView } from '../../server/contract/schemas/feed.ts';
import { readInbox } from '../api/worker-api.ts';
import { dateTime } from '../parts/format.ts';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { tellPush } from './tell-push.ts';
import type { WorkerPageProps } from './worker-page.ts';

/** Entries shown, and kept by the server at most. */
const shownMax = 200;
const pageSize = 1000;

/** Everything that happened to the worker, newest first. */
export function InboxPage({ live }: WorkerPageProps) {
  useTitle('Inbox');
  const seq = live.state.value?.seq;
  const { data, problem } = useLoaded(() => newestEntries(live.market, live.worker, seq ?? 0), [live, seq]);
  if (problem !== undefined) return <ErrorBox message={problem} />;
  if (!data) return <Loading what="the inbox" />;
  if (data.length === 0)
    return (
      <section class="card">
        <Empty title="Nothing has happened to you yet.">
          <p>Grants, revocations, approvals, bonuses and messages stand here as they come.</p>
        </Empty>
      </section>
    );
  return (
    <section class="card" aria-label="Inbox">
      <ol class="inbox">
        {data.map((entry) => (
          <InboxRow key={entry.seq} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

async function newestEntries(market: string, worker: string, seq: number): Promise<InboxEntryView[]> {
  // Older numbers than those kept are refused with the first there is.
  const after = Math.max(0, seq - shownMax);
  const { entries } = await readInbox(market, worker, after, pageSize);
  return [...entries].reverse();
}

function InboxRow({ entry }: { entry: InboxEntryView }) {
  const { tone, text } = tellPush(entry.event, entry);
  return (
    <li class={`inbox-row tone-${tone}`}>
      <time dateTime={entry.at}>{dateTime(entry.at)}</time>
      <span>
        {text}
        {typeof entry.text === 'string' && <span class="inbox-text">{entry.text}</span>}
      </span>
    </li>
  );
}
