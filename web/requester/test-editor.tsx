import { CheckField, TextField } from '../parts/field.tsx';
import { draftProblems } from './form-draft.ts';
import { FormEditor } from './form-editor.tsx';
import { keyOf, type TypeDraft, type TypeProblems, testOf } from './type-draft.ts';

interface TestEditorProps {
  readonly draft: TypeDraft;
  readonly problems: TypeProblems;
  readonly onChange: (draft: TypeDraft) => void;
}

/** The questions of a test and what their answers score, in an editor or as the documents of the API. */
export function TestEditor({ draft, problems, onChange }: TestEditorProps) {
  const asXml = () =>
    onChange({ ...draft, editor: 'xml', testXml: testOf(draft), keyXml: keyOf(draft) ?? '' });
  return (
    <>
      <CheckField
        label="Graded by an answer key: the value is granted at once"
        checked={draft.isGraded}
        onChange={(isGraded) => onChange({ ...draft, isGraded })}
      />
      {draft.editor === 'form' ? (
        <>
          <FormEditor
            draft={draft.form}
            problems={
              problems.form === undefined ? {} : { form: problems.form, ...draftProblems(draft.form) }
            }
            isGraded={draft.isGraded}
            onChange={(form) => onChange({ ...draft, form })}
          />
          <div>
            <button type="button" class="plain small" onClick={asXml}>
              Go on in XML
            </button>
          </div>
        </>
      ) : (
        <>
          <TextField
            label="Test (QuestionForm)"
            lines={16}
            mono
            value={draft.testXml}
            error={problems.testXml}
            onInput={(testXml) => onChange({ ...draft, testXml })}
          />
          {draft.isGraded && (
            <TextField
              label="AnswerKey"
              lines={12}
              mono
              value={draft.keyXml}
              error={problems.keyXml}
              onInput={(keyXml) => onChange({ ...draft, keyXml })}
            />
          )}
        </>
      )}
    </>
  );
}
