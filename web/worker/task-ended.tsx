import type { HitPreview } from '../../server/contract/schemas/hit.ts';
import { go } from '../app/location.ts';
import { dollars } from '../parts/format.ts';
import { ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { type WorkerPageProps, workerHref } from './worker-page.ts';

/** How an assignment ended while its page was open. */
export type TaskEnd = 'submitted' | 'returned' | 'abandoned';

const titles: Readonly<Record<TaskEnd, string>> = {
  submitted: 'Your work was submitted.',
  returned: 'You returned this HIT.',
  abandoned: 'Your time ran out, and the HIT went to others.',
};

/** After a task: what happened, and what to do next. */
export function TaskEnded({ live, preview, end }: WorkerPageProps & { preview: HitPreview; end: TaskEnd }) {
  const action = useAction();
  live.groups.version.value;
  const mayGoOn = live.groups.get(preview.hitTypeId)?.access === 'accept';
  const next = () =>
    action.run(async () => {
      const { hit } = await live.ask('assignment:accept', { group: preview.hitTypeId });
      go(workerHref(live, 'hits', hit));
    });
  return (
    <section class="card card-body stack" data-ended={end}>
      <h2>{titles[end]}</h2>
      {end === 'submitted' && (
        <p>
          {dollars(preview.reward)} for “{preview.title}” will be yours when {preview.requester.name} approves
          it.
        </p>
      )}
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
      <div class="buttons">
        {mayGoOn && (
          <button type="button" class="primary" disabled={action.isBusy} onClick={next}>
            Accept the next one
          </button>
        )}
        <a class="button" href={workerHref(live)}>
          Back to the HITs
        </a>
      </div>
    </section>
  );
}
