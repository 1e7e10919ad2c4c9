import { CheckField, SelectField, TextField } from '../parts/field.tsx';
import { newOption, type OptionDraft, type QuestionDraft } from './form-draft.ts';
import { NumberField } from './number-field.tsx';
import { ScoresEditor } from './scores-editor.tsx';

export interface QuestionEditorProps {
  readonly question: QuestionDraft;
  readonly place: number;
  readonly isGraded: boolean;
  readonly problem: string | undefined;
  readonly onChange: (question: QuestionDraft) => void;
  readonly onRemove: () => void;
}

const kinds: readonly (readonly [QuestionDraft['kind'], string])[] = [
  ['one', 'One of several options'],
  ['several', 'Several options'],
  ['text', 'Free text'],
];

export function QuestionEditor({
  question,
  place,
  isGraded,
  problem,
  onChange,
  onRemove,
}: QuestionEditorProps) {
  const { kind } = question;
  return (
    <fieldset class="question-editor">
      <legend>Question {place}</legend>
      <TextField
        label="Question"
        lines={2}
        value={question.text}
        error={problem}
        onInput={(text) => onChange({ ...question, text })}
      />
      <div class="pair">
        <TextField
          label="Identifier"
          value={question.identifier}
          onInput={(identifier) => onChange({ ...question, identifier })}
        />
        <SelectField
          label="Answer"
          value={kind}
          options={kinds.filter(([each]) => !isGraded || each !== 'text')}
          onChange={(chosen) => onChange(ofKind(question, chosen))}
        />
      </div>
      {kind !== 'text' && <OptionsEditor question={question} onChange={onChange} />}
      {kind === 'several' && (
        <div class="pair">
          <NumberField
            label="At least"
            value={question.min}
            onInput={(min) => onChange({ ...question, min })}
          />
          <NumberField
            label="At most"
            value={question.max}
            onInput={(max) => onChange({ ...question, max })}
          />
        </div>
      )}
      {isGraded && kind !== 'text' && <ScoresEditor question={question} onChange={onChange} />}
      <div class="question-tools">
        <CheckField
          label="Must be answered"
          checked={question.required}
          onChange={(required) => onChange({ ...question, required })}
        />
        <button type="button" class="plain small" onClick={onRemove}>
          Remove question {place}
        </button>
      </div>
    </fieldset>
  );
}

function ofKind(question: QuestionDraft, kind: QuestionDraft['kind']): QuestionDraft {
  if (kind === 'text') return { ...question, kind, options: [], scores: [] };
  const { options } = question.options.length > 0 ? question : { options: [newOption([])] };
  const scores =
    kind === 'one' ? question.scores.filter(({ selections }) => selections.length === 1) : question.scores;
  return {
    ...question,
    kind,
    options,
    scores,
    min: 1,
    max: kind === 'one' ? 1 : Math.max(2, options.length),
  };
}

function OptionsEditor({ question, onChange }: Pick<QuestionEditorProps, 'question' | 'onChange'>) {
  const { options } = question;
  const setOptions = (changed: readonly OptionDraft[]) => {
    const left = new Set(changed.map(({ identifier }) => identifier));
    const scores = question.scores.filter(({ selections }) => selections.every((each) => left.has(each)));
    onChange({ ...question, options: changed, scores });
  };
  return (
    <div class="options-editor">
      <span class="field-label">Options</span>
      {options.map((option, place) => (
        <div key={option.identifier} class="option-editor">
          <span class="mono option-name">{option.identifier}</span>
          <input
            type="text"
            aria-label={`Text of option ${option.identifier}`}
            value={option.text}
            onInput={(event) => {
              const text = event.currentTarget.value;
              setOptions(options.map((each, at) => (at === place ? { ...each, text } : each)));
            }}
          />
          <button
            type="button"
            class="plain small"
            aria-label={`Remove option ${option.identifier}`}
            onClick={() => setOptions(options.filter((_, at) => at !== place))}
          >
            Remove
          </button>
        </div>
      ))}
      <div>
        <button type="button" class="small" onClick={() => setOptions([...options, newOption(options)])}>
          Add an option
        </button>
      </div>
    </div>
  );
}
