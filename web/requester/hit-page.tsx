import { useState } from 'preact/hooks';
import { listAll } from '../api/requester-api.ts';
import type { HIT, WireAssignment } from '../api/requester-entities.ts';
import { dateTime, dollars, duration } from '../parts/format.ts';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { AssignmentsTable } from './assignments-table.tsx';
import { AudiencePanel } from './audience-panel.tsx';
import { DecideBar } from './decide-bar.tsx';
import { HitControls } from './hit-controls.tsx';
import { ProgressBar, progressSaid } from './progress-bar.tsx';
import { type RequesterPageProps, requesterHref } from './requester-page.ts';
import { download, resultsCsv } from './results-csv.ts';
import { useTypeChoices } from './use-type-choices.ts';

interface HitState {
  readonly hit: HIT;
  readonly assignments: readonly WireAssignment[];
}

/** One HIT: how far it is, what was handed in, who may work on it. */
export function HitPage({ live, hit: id }: RequesterPageProps & { hit: string }) {
  const { data, problem } = useLoaded(() => readHit(live, id), [live, id, live.changes.value]);
  useTitle(data?.hit.Title ?? 'HIT');
  if (problem !== undefined && !data) return <ErrorBox message={problem} />;
  if (!data) return <Loading what="the HIT" />;
  return (
    <div class="publish">
      <div class="stack">
        <HitFacts live={live} hit={data.hit} />
        <Work live={live} {...data} />
      </div>
      <Side live={live} hit={data.hit} />
    </div>
  );
}

async function readHit(live: RequesterPageProps['live'], HITId: string): Promise<HitState> {
  const { HIT: hit } = await live.call<{ HIT: HIT }>('GetHIT', { HITId });
  const assignments = await listAll<WireAssignment>(live, 'ListAssignmentsForHIT', {
    input: { HITId },
    items: 'Assignments',
  });
  return { hit, assignments };
}

function HitFacts({ live, hit }: RequesterPageProps & { hit: HIT }) {
  return (
    <header class="stack">
      <p>
        <a href={requesterHref(live)}>All HITs</a>
      </p>
      <h2 class="hit-title">{hit.Title}</h2>
      <p>{hit.Description}</p>
      <dl class="facts">
        <div>
          <dt>State</dt>
          <dd>
            <span class={`badge status-${hit.HITStatus.toLowerCase()}`} data-figure="status">
              {hit.HITStatus}
            </span>
          </dd>
        </div>
        <div>
          <dt>Reward</dt>
          <dd>{dollars(hit.Reward)}</dd>
        </div>
        <div>
          <dt>Time to work</dt>
          <dd>{duration(hit.AssignmentDurationInSeconds)}</dd>
        </div>
        <div>
          <dt>Expires</dt>
          <dd>{dateTime(hit.Expiration * 1000)}</dd>
        </div>
        <div>
          <dt>HITId</dt>
          <dd class="mono">{hit.HITId}</dd>
        </div>
      </dl>
      <div class="hit-row-progress">
        <ProgressBar hit={hit} />
        <span data-figure="progress">{progressSaid(hit)}</span>
      </div>
    </header>
  );
}

function Work({ live, hit, assignments }: RequesterPageProps & HitState) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const results = assignments.map((assignment) => ({ hit, assignment }));
  return (
    <section class="card" aria-labelledby="work">
      <div class="card-title card-title-tools">
        <h2 id="work">Work</h2>
        <button
          type="button"
          class="small"
          disabled={results.length === 0}
          onClick={() => resultsCsv(results).then((csv) => download(`${hit.HITId}.csv`, csv))}
        >
          Export as CSV
        </button>
      </div>
      {results.length === 0 ? (
        <Empty title="Nothing was handed in yet.">
          <p>It appears here as soon as a worker submits.</p>
        </Empty>
      ) : (
        <>
          <DecideBar
            live={live}
            assignments={assignments.filter(({ AssignmentId }) => chosen.has(AssignmentId))}
            onDone={() => setChosen(new Set())}
          />
          <AssignmentsTable results={results} chosen={chosen} onChoose={setChosen} />
        </>
      )}
    </section>
  );
}

function Side({ live, hit }: RequesterPageProps & { hit: HIT }) {
  const choices = useTypeChoices(live);
  return (
    <div class="stack publish-side">
      <AudiencePanel market={live.market} requirements={hit.QualificationRequirements} choices={choices} />
      <HitControls live={live} hit={hit} />
    </div>
  );
}
