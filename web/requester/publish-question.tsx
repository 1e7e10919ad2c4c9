import { TextField } from '../parts/field.tsx';
import { draftProblems } from './form-draft.ts';
import { FormEditor } from './form-editor.tsx';
import type { PublishDraft, PublishProblems, QuestionKind } from './publish-draft.ts';

interface PublishQuestionProps {
  readonly draft: PublishDraft;
  readonly problems: PublishProblems;
  readonly onChange: (draft: PublishDraft) => void;
}

const kinds: readonly (readonly [QuestionKind, string])[] = [
  ['form', 'A form'],
  ['html', 'A page of HTML'],
  ['external', 'A page of your own server'],
  ['xml', 'A Question document (XML)'],
];

/** One of the four ways to ask. */
export function PublishQuestion({ draft, problems, onChange }: PublishQuestionProps) {
  const { kind } = draft;
  return (
    <>
      <fieldset class="kinds">
        <legend class="hidden-text">Kind of question</legend>
        {kinds.map(([each, title]) => (
          <label key={each} class="check">
            <input
              type="radio"
              name="kind"
              checked={kind === each}
              onChange={() => onChange({ ...draft, kind: each })}
            />
            <span>{title}</span>
          </label>
        ))}
      </fieldset>
      {kind === 'form' && (
        <FormEditor
          draft={draft.form}
          problems={problems.form === undefined ? {} : draftProblems(draft.form)}
          isGraded={false}
          onChange={(form) => onChange({ ...draft, form })}
        />
      )}
      {kind === 'html' && (
        <TextField
          label="HTML"
          lines={16}
          mono
          value={draft.html}
          error={problems.html}
          onInput={(html) => onChange({ ...draft, html })}
          hint="A form that posts its fields, with assignmentId, to turkSubmitTo + /mturk/externalSubmit."
        />
      )}
      {kind === 'external' && (
        <TextField
          label="Address"
          value={draft.url}
          error={problems.url}
          onInput={(url) => onChange({ ...draft, url })}
          placeholder="https://"
        />
      )}
      {kind === 'xml' && (
        <TextField
          label="Question document"
          lines={16}
          mono
          value={draft.xml}
          error={problems.xml}
          onInput={(xml) => onChange({ ...draft, xml })}
          hint="QuestionForm, HTMLQuestion or ExternalQuestion"
        />
      )}
      {(kind === 'html' || kind === 'external') && (
        <TextField
          label="Height in pixels"
          value={draft.frameHeight}
          onInput={(frameHeight) => onChange({ ...draft, frameHeight })}
          hint="0 fits the window."
        />
      )}
    </>
  );
}
