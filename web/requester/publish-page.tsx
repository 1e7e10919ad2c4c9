import { useState } from 'preact/hooks';
import { plural } from '../parts/format.ts';
import { ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useTitle } from '../parts/use-title.ts';
import { AudiencePanel } from './audience-panel.tsx';
import type { Batch } from './batch.ts';
import { BatchInput } from './batch-input.tsx';
import { type Published, publish } from './publish.ts';
import {
  freshDraft,
  type PublishDraft,
  type PublishProblems,
  publishProblems,
  questionXmlOf,
} from './publish-draft.ts';
import { PublishFacts } from './publish-facts.tsx';
import { PublishQuestion } from './publish-question.tsx';
import { PublishResult } from './publish-result.tsx';
import { QuestionPreview } from './question-preview.tsx';
import type { RequesterPageProps } from './requester-page.ts';
import { problemOf, requirementsOf } from './requirement-draft.ts';
import { RequirementsEditor } from './requirements-editor.tsx';
import { useTypeChoices } from './use-type-choices.ts';

/** Publishes a HIT, or a batch of them from a file. */
export function PublishPage({ live }: RequesterPageProps) {
  useTitle('Publish');
  const [draft, setDraft] = useState<PublishDraft>(freshDraft);
  const [batch, setBatch] = useState<Batch>();
  const [wasWrong, setWasWrong] = useState(false);
  const [published, setPublished] = useState<readonly Published[]>([]);
  const action = useAction();
  const choices = useTypeChoices(live);
  // Told when publishing is tried, and gone as soon as what is written is right.
  const problems: PublishProblems = wasWrong ? publishProblems(draft) : {};
  const question = questionXmlOf(draft);
  const rows = batch?.problems.length === 0 ? batch.rows : undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    const isWrong = Object.keys(publishProblems(draft)).length > 0;
    setWasWrong(isWrong);
    if (isWrong) return focusWrong();
    setPublished([]);
    action.run(() => publish(live, draft, rows, (each) => setPublished((before) => [...before, each])));
  };
  return (
    <form class="publish" noValidate onSubmit={submit}>
      <div class="stack">
        <section class="card card-body stack" aria-labelledby="what">
          <h2 id="what">What and for how much</h2>
          <PublishFacts draft={draft} problems={problems} onChange={setDraft} />
        </section>
        <section class="card card-body stack" aria-labelledby="who">
          <h2 id="who">Who</h2>
          <RequirementsEditor
            drafts={draft.requirements}
            choices={choices}
            onChange={(requirements) => setDraft({ ...draft, requirements })}
          />
          {problems.requirements !== undefined && <p class="field-error">{problems.requirements}</p>}
        </section>
        <section class="card card-body stack" aria-labelledby="question">
          <h2 id="question">The question</h2>
          <PublishQuestion draft={draft} problems={problems} onChange={setDraft} />
          <BatchInput batch={batch} template={question} onChange={setBatch} />
        </section>
        {action.problem !== undefined && <ErrorBox message={action.problem} />}
        <PublishResult live={live} published={published} total={rows?.length ?? 1} isBusy={action.isBusy} />
        <div>
          <button type="submit" class="primary" disabled={action.isBusy}>
            {rows === undefined ? 'Publish the HIT' : `Publish ${plural(rows.length, 'HIT')}`}
          </button>
        </div>
      </div>
      <div class="stack publish-side">
        <AudiencePanel
          market={live.market}
          requirements={requirementsOf(draft.requirements)}
          choices={choices}
          problem={draft.requirements.some(problemOf) ? 'A requirement has a value that is none.' : undefined}
        />
        <QuestionPreview
          market={live.market}
          document={isBlank(draft) ? undefined : { question }}
          html={draft.kind === 'html' ? draft.html : undefined}
        />
      </div>
    </form>
  );
}

/** A form that has nothing in it yet is no mistake to be shown. */
function isBlank({ kind, form, url, xml }: PublishDraft): boolean {
  if (kind === 'form') return form.questions.every(({ text }) => text.trim() === '');
  return (kind === 'external' && url.trim() === '') || (kind === 'xml' && xml.trim() === '');
}

/** After the problems are drawn. */
export function focusWrong(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
