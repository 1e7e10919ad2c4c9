import { TextField } from '../parts/field.tsx';
import {
  bestScore,
  type FormDraft,
  type MappingDraft,
  newQuestion,
  type QuestionDraft,
} from './form-draft.ts';
import { NumberField } from './number-field.tsx';
import { QuestionEditor } from './question-editor.tsx';

export interface FormEditorProps {
  readonly draft: FormDraft;
  readonly problems: Readonly<Record<string, string>>;
  /** With the scores of an answer key. */
  readonly isGraded: boolean;
  readonly onChange: (draft: FormDraft) => void;
}

/** Questions, their options and what these score. */
export function FormEditor({ draft, problems, isGraded, onChange }: FormEditorProps) {
  const { questions } = draft;
  const setQuestions = (changed: readonly QuestionDraft[]) => onChange({ ...draft, questions: changed });
  return (
    <div class="stack">
      <TextField
        label="Instructions"
        lines={2}
        value={draft.overview}
        onInput={(overview) => onChange({ ...draft, overview })}
        hint="Above the questions; may be empty."
      />
      {problems.form !== undefined && <p class="field-error">{problems.form}</p>}
      {questions.map((question, place) => (
        <QuestionEditor
          key={question.key}
          question={question}
          place={place + 1}
          isGraded={isGraded}
          problem={problems[question.key]}
          onChange={(changed) =>
            setQuestions(questions.map((each) => (each.key === question.key ? changed : each)))
          }
          onRemove={() => setQuestions(questions.filter(({ key }) => key !== question.key))}
        />
      ))}
      <div>
        <button type="button" onClick={() => setQuestions([...questions, newQuestion(questions.length + 1)])}>
          Add a question
        </button>
      </div>
      {isGraded && <MappingEditor draft={draft} onChange={onChange} />}
    </div>
  );
}

const mappings: readonly (readonly [MappingDraft['kind'], string])[] = [
  ['sum', 'the sum of the scores'],
  ['percentage', 'the percentage of the best sum'],
  ['scale', 'the sum times a factor'],
];

function MappingEditor({ draft, onChange }: Pick<FormEditorProps, 'draft' | 'onChange'>) {
  const { mapping } = draft;
  const choose = (kind: string): MappingDraft => {
    if (kind === 'percentage') return { kind, maximumScore: Math.max(1, bestScore(draft)) };
    return kind === 'scale' ? { kind, multiplier: 10 } : { kind: 'sum' };
  };
  return (
    <fieldset class="mapping">
      <legend class="hidden-text">Value of the Qualification</legend>
      <label>
        <span>The value is </span>
        <select
          value={mapping.kind}
          onChange={(event) => onChange({ ...draft, mapping: choose(event.currentTarget.value) })}
        >
          {mappings.map(([kind, title]) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {mapping.kind === 'percentage' && (
        <NumberField
          label={`Best sum (now ${bestScore(draft)})`}
          value={mapping.maximumScore}
          onInput={(maximumScore) => onChange({ ...draft, mapping: { ...mapping, maximumScore } })}
        />
      )}
      {mapping.kind === 'scale' && (
        <NumberField
          label="Factor"
          value={mapping.multiplier}
          onInput={(multiplier) => onChange({ ...draft, mapping: { ...mapping, multiplier } })}
        />
      )}
    </fieldset>
  );
}
