import { ErrorBox, Loading, Notice } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { QuestionView } from './question-view.tsx';
import { Unmet } from './unmet.tsx';
import { type WorkerPageProps, workerHref } from './worker-page.ts';

/** A HIT as a worker sees it who has not accepted it: nothing can be handed in. */
export function HitPreviewView({ live, hit }: WorkerPageProps & { hit: string }) {
  const { data, problem } = useLoaded(() => live.ask('hit:preview', { hit }), [live, hit]);
  if (problem !== undefined) return <ErrorBox message={problem} />;
  if (!data) return <Loading what="the preview" />;
  const { access = 'preview', unmet = [], reasons = [], assignment } = data;
  if (assignment)
    return (
      <Notice>
        You have accepted a HIT of this group: <a href={workerHref(live, 'hits', hit)}>go on working</a>.
      </Notice>
    );
  return (
    <section class="stack" aria-label="Preview">
      {access !== 'accept' && <Unmet live={live} unmet={unmet} reasons={reasons} access={access} />}
      <p class="preview-note">Preview: accept the HIT to work on it.</p>
      <QuestionView live={live} preview={data} assignment={undefined} />
    </section>
  );
}
