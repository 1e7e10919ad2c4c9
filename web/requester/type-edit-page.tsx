import { useState } from 'preact/hooks';
import type { QualificationType } from '../api/requester-entities.ts';
import { go } from '../app/location.ts';
import { ErrorBox, Loading } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';
import { focusWrong } from './publish-page.tsx';
import { QuestionPreview } from './question-preview.tsx';
import { type RequesterPageProps, requesterHref } from './requester-page.ts';
import { TestEditor } from './test-editor.tsx';
import {
  freshType,
  keyOf,
  type TypeDraft,
  type TypeProblems,
  testOf,
  typeDraftOf,
  typeInput,
  typeProblems,
} from './type-draft.ts';
import { TypeFields } from './type-fields.tsx';

/** Makes a Qualification type, or changes one. */
export function TypeEditPage({ live, type: id }: RequesterPageProps & { type: string | undefined }) {
  useTitle(id === undefined ? 'New Qualification type' : 'Change the type');
  const { data, problem } = useLoaded(
    async () => (id === undefined ? freshType : readDraft(live, id)),
    [live, id],
  );
  if (problem !== undefined) return <ErrorBox message={problem} />;
  if (!data) return <Loading what="the type" />;
  return <TypeEditor live={live} id={id} before={data} />;
}

async function readDraft(live: RequesterPageProps['live'], id: string): Promise<TypeDraft> {
  const { QualificationType: type } = await live.call<{ QualificationType: QualificationType }>(
    'GetQualificationType',
    { QualificationTypeId: id },
  );
  return typeDraftOf(live.market, type);
}

type TypeEditorProps = RequesterPageProps & { readonly id: string | undefined; readonly before: TypeDraft };

function TypeEditor({ live, id, before }: TypeEditorProps) {
  const [draft, setDraft] = useState(before);
  const [wasWrong, setWasWrong] = useState(false);
  const action = useAction();
  // Told when saving is tried, and gone as soon as what is written is right.
  const problems: TypeProblems = wasWrong ? typeProblems(draft) : {};
  const submit = (event: Event) => {
    event.preventDefault();
    const isWrong = Object.keys(typeProblems(draft)).length > 0;
    setWasWrong(isWrong);
    if (isWrong) return focusWrong();
    action.run(async () => {
      const saved = await save(live, id, draft);
      live.changed();
      go(requesterHref(live, 'types', saved));
    });
  };
  return (
    <form class={draft.way === 'test' ? 'publish' : 'stack'} noValidate onSubmit={submit}>
      <div class="stack">
        <section class="card card-body stack" aria-labelledby="type">
          <h2 id="type">{id === undefined ? 'New Qualification type' : `Change “${before.name}”`}</h2>
          <TypeFields draft={draft} problems={problems} isNew={id === undefined} onChange={setDraft} />
        </section>
        {draft.way === 'test' && (
          <section class="card card-body stack" aria-labelledby="test">
            <h2 id="test">The test</h2>
            <TestEditor draft={draft} problems={problems} onChange={setDraft} />
          </section>
        )}
        {action.problem !== undefined && <ErrorBox message={action.problem} />}
        <div class="buttons">
          <button type="submit" class="primary" disabled={action.isBusy}>
            {id === undefined ? 'Make the type' : 'Save'}
          </button>
          <a class="button" href={requesterHref(live, 'types', ...(id === undefined ? [] : [id]))}>
            Cancel
          </a>
        </div>
      </div>
      {draft.way === 'test' && (
        <div class="stack publish-side">
          <QuestionPreview market={live.market} document={previewed(draft)} />
        </div>
      )}
    </form>
  );
}

async function save(
  live: RequesterPageProps['live'],
  id: string | undefined,
  draft: TypeDraft,
): Promise<string> {
  if (id !== undefined) {
    await live.call('UpdateQualificationType', { QualificationTypeId: id, ...typeInput(draft) });
    return id;
  }
  const keywords = draft.keywords.trim();
  const { QualificationType: made } = await live.call<{ QualificationType: QualificationType }>(
    'CreateQualificationType',
    { Name: draft.name.trim(), ...(keywords === '' ? {} : { Keywords: keywords }), ...typeInput(draft) },
  );
  return made.QualificationTypeId;
}

/** A test that has no text yet is no mistake to be shown. */
function previewed(draft: TypeDraft) {
  const isBlank =
    draft.editor === 'form'
      ? draft.form.questions.every(({ text }) => text.trim() === '')
      : draft.testXml.trim() === '';
  if (isBlank) return undefined;
  const key = keyOf(draft);
  return { test: testOf(draft), ...(key === undefined || key.trim() === '' ? {} : { answerKey: key }) };
}
