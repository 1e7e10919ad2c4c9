import { useState } from 'preact/hooks';
import { listAll } from '../api/requester-api.ts';
import { type HIT, undecidedOf, type WireAssignment } from '../api/requester-entities.ts';
import { plural } from '../parts/format.ts';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { AssignmentsTable } from './assignments-table.tsx';
import { DecideBar } from './decide-bar.tsx';
import { inLanes } from './in-lanes.ts';
import type { RequesterPageProps } from './requester-page.ts';
import { download, type Result, resultsCsv } from './results-csv.ts';
import { useHits } from './use-hits.ts';

/** HITs whose work is read at once; the rest follows when these are decided. */
const hitsRead = 200;

/** Everything that is to be decided, of all HITs or of one group. */
export function ReviewPage({ live }: RequesterPageProps) {
  useTitle('Review work');
  const { hits, problem } = useHits(live);
  const [group, setGroup] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const waiting = (hits ?? []).filter((hit) => undecidedOf(hit) > 0);
  const shown = waiting.filter(({ HITTypeId }) => group === '' || HITTypeId === group);
  const results = useResults(live, shown.slice(0, hitsRead));
  if (problem !== undefined && !hits) return <ErrorBox message={problem} />;
  if (!hits) return <Loading what="the work" />;
  const picked = (results.data ?? [])
    .map(({ assignment }) => assignment)
    .filter(({ AssignmentId }) => chosen.has(AssignmentId));
  return (
    <section class="card" aria-labelledby="to-decide">
      <div class="card-title card-title-tools">
        <h2 id="to-decide">To be decided</h2>
        <GroupChoice hits={waiting} group={group} onChange={setGroup} />
        <ExportAll live={live} hits={hits.filter(({ HITTypeId }) => group === '' || HITTypeId === group)} />
      </div>
      {results.problem !== undefined && <ErrorBox message={results.problem} />}
      {results.data?.length === 0 && (
        <Empty title="Nothing waits for you.">
          <p>Work that is submitted to your HITs appears here by itself.</p>
        </Empty>
      )}
      {results.data !== undefined && results.data.length > 0 && (
        <>
          <DecideBar live={live} assignments={picked} onDone={() => setChosen(new Set())} />
          <AssignmentsTable results={results.data} chosen={chosen} onChoose={setChosen} withHit />
        </>
      )}
      {shown.length > hitsRead && (
        <p class="hint card-note">{plural(shown.length - hitsRead, 'more HIT')} after these.</p>
      )}
    </section>
  );
}

function useResults(live: RequesterPageProps['live'], hits: readonly HIT[]) {
  const state = hits.map((hit) => `${hit.HITId} ${undecidedOf(hit)}`).join();
  return useLoaded(() => readResults(live, hits, 'Submitted'), [live, state]);
}

/** The assignments of several HITs, those of one HIT together. */
async function readResults(
  live: RequesterPageProps['live'],
  hits: readonly HIT[],
  status?: WireAssignment['AssignmentStatus'],
): Promise<Result[]> {
  const byHit = new Map<HIT, readonly WireAssignment[]>();
  await inLanes(hits, async (hit) => {
    const input = { HITId: hit.HITId, ...(status === undefined ? {} : { AssignmentStatuses: [status] }) };
    byHit.set(
      hit,
      await listAll<WireAssignment>(live, 'ListAssignmentsForHIT', { input, items: 'Assignments' }),
    );
  });
  return hits.flatMap((hit) => (byHit.get(hit) ?? []).map((assignment) => ({ hit, assignment })));
}

function GroupChoice({
  hits,
  group,
  onChange,
}: {
  hits: readonly HIT[];
  group: string;
  onChange: (group: string) => void;
}) {
  const titles = new Map(hits.map(({ HITTypeId, Title }) => [HITTypeId, Title]));
  return (
    <select aria-label="Group" value={group} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">All groups</option>
      {[...titles].map(([id, title]) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}

/** Results of all HITs shown, decided ones as well. */
function ExportAll({ live, hits }: RequesterPageProps & { hits: readonly HIT[] }) {
  const [isBusy, setBusy] = useState(false);
  const worked = hits.filter((hit) => hit.NumberOfAssignmentsCompleted + undecidedOf(hit) > 0);
  const run = async () => {
    setBusy(true);
    try {
      download('results.csv', await resultsCsv(await readResults(live, worked)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" class="small" disabled={isBusy || worked.length === 0} onClick={run}>
      Export all as CSV
    </button>
  );
}
