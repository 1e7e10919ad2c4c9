import { readGroup } from '../api/worker-api.ts';
import { go } from '../app/location.ts';
import { ErrorBox, Loading, Notice } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { HitHead } from './hit-head.tsx';
import { HitPreviewView } from './hit-preview-view.tsx';
import { Unmet } from './unmet.tsx';
import { type WorkerPageProps, workerHref } from './worker-page.ts';

/** One group: what it pays and asks for, a look at its oldest HIT, and the way in. */
export function GroupPage({ live, group: id }: WorkerPageProps & { group: string }) {
  live.groups.version.value;
  const known = live.groups.get(id);
  const access = known?.access;
  const { data, problem } = useLoaded(() => readGroup(live.market, live.worker, id), [live, id, access]);
  const accepting = useAction();
  const group = known ?? data?.group;
  useTitle(group?.title ?? 'HITs');
  if (!group)
    return problem === undefined ? <Loading what="the group" /> : <NotHere live={live} problem={problem} />;
  // An empty book says so only when the server does as well: it is empty before it is read, too.
  const isLeft = known === undefined && (live.groups.size > 0 || problem !== undefined);
  const accept = () =>
    accepting.run(async () => {
      const assignment = await live.ask('assignment:accept', { group: id });
      go(workerHref(live, 'hits', assignment.hit));
    });
  const [hit] = data?.hits ?? [];
  const mayPreview = access === 'preview' || access === 'accept';
  return (
    <article class="stack">
      <HitHead {...group} live={live}>
        <button
          type="button"
          class="primary"
          disabled={access !== 'accept' || accepting.isBusy}
          onClick={accept}
        >
          Accept and work
        </button>
      </HitHead>
      {isLeft && (
        <Notice tone="warn">
          This group has left your list: it is full, over, or no longer meant for you.
        </Notice>
      )}
      {accepting.problem !== undefined && <ErrorBox message={accepting.problem} />}
      {!mayPreview && !isLeft && <Unmet live={live} unmet={group.unmet} reasons={[]} access={group.access} />}
      {mayPreview && hit && <HitPreviewView key={`${hit.id} ${access}`} live={live} hit={hit.id} />}
      {mayPreview && data && !hit && <Notice>No HIT of this group has a place at the moment.</Notice>}
    </article>
  );
}

function NotHere({ live, problem }: WorkerPageProps & { problem: string }) {
  return (
    <ErrorBox message={problem}>
      <p>
        <a href={workerHref(live)}>Back to the HITs</a>
      </p>
    </ErrorBox>
  );
}
