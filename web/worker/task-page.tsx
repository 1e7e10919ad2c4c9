import { useEffect, useState } from 'preact/hooks';
import type { Assignment } from '../../server/contract/schemas/assignment.ts';
import type { HitPreview } from '../../server/contract/schemas/hit.ts';
import { go } from '../app/location.ts';
import { Countdown } from '../parts/countdown.tsx';
import { ErrorBox, Loading } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { HitHead } from './hit-head.tsx';
import { QuestionView } from './question-view.tsx';
import { type TaskEnd, TaskEnded } from './task-ended.tsx';
import { Unmet } from './unmet.tsx';
import { type WorkerPageProps, workerHref } from './worker-page.ts';

/** One HIT: looked at, or worked on once it is accepted. */
export function TaskPage({ live, hit }: WorkerPageProps & { hit: string }) {
  const { data, problem, reload } = useLoaded(() => live.ask('hit:preview', { hit }), [live, hit]);
  useTitle(data?.title ?? 'HIT');
  if (problem !== undefined)
    return (
      <ErrorBox message={problem}>
        <p>
          <a href={workerHref(live)}>Back to the HITs</a>
        </p>
      </ErrorBox>
    );
  if (!data) return <Loading what="the HIT" />;
  return data.assignment ? (
    <Work live={live} preview={data} assignment={data.assignment} />
  ) : (
    <Look live={live} preview={data} onAccepted={reload} />
  );
}

type LookProps = WorkerPageProps & { readonly preview: HitPreview; readonly onAccepted: () => void };

function Look({ live, preview, onAccepted }: LookProps) {
  const action = useAction();
  const accept = () =>
    action.run(async () => {
      await live.ask('assignment:accept', { hit: preview.id });
      onAccepted();
    });
  const { access = 'preview', unmet = [], reasons = [] } = preview;
  return (
    <article class="stack">
      <HitHead {...preview} live={live}>
        <button
          type="button"
          class="primary"
          disabled={access !== 'accept' || action.isBusy}
          onClick={accept}
        >
          Accept and work
        </button>
      </HitHead>
      {action.problem !== undefined && <ErrorBox message={action.problem} />}
      {access !== 'accept' && <Unmet live={live} unmet={unmet} reasons={reasons} access={access} />}
      <QuestionView live={live} preview={preview} assignment={undefined} />
    </article>
  );
}

type WorkProps = WorkerPageProps & { readonly preview: HitPreview; readonly assignment: Assignment };

function Work({ live, preview, assignment }: WorkProps) {
  const ended = useEnd(live, assignment.id);
  const returning = useAction();
  if (ended !== undefined) return <TaskEnded live={live} preview={preview} end={ended} />;
  const giveBack = () =>
    returning.run(async () => {
      await live.ask('assignment:return', { assignment: assignment.id });
      go(workerHref(live));
    });
  return (
    <article class="stack">
      <HitHead {...preview} live={live}>
        <Countdown time={live.time} until={assignment.deadline} label="Time left" />
        <button type="button" disabled={returning.isBusy} onClick={giveBack}>
          Return
        </button>
      </HitHead>
      {returning.problem !== undefined && <ErrorBox message={returning.problem} />}
      <QuestionView live={live} preview={preview} assignment={assignment.id} />
    </article>
  );
}

/** Follows what becomes of an assignment, wherever it was handed in: here, in the frame, on another connection. */
function useEnd(live: WorkerPageProps['live'], assignment: string): TaskEnd | undefined {
  const [end, setEnd] = useState<TaskEnd>();
  useEffect(
    () =>
      live.onPushes((pushes) => {
        for (const { name, push } of pushes) {
          if (!('assignment' in push) || push.assignment !== assignment) continue;
          if (name === 'assignment:submitted') setEnd('submitted');
          if (name === 'assignment:returned') setEnd('returned');
          if (name === 'assignment:abandoned') setEnd('abandoned');
        }
      }),
    [live, assignment],
  );
  return end;
}
