import type { QuestionDraft, ScoreDraft } from './form-draft.ts';
import { NumberField } from './number-field.tsx';

interface ScoresEditorProps {
  readonly question: QuestionDraft;
  readonly onChange: (question: QuestionDraft) => void;
}

/** What answers score. A set of options scores when it is chosen exactly, no more and no less. */
export function ScoresEditor({ question, onChange }: ScoresEditorProps) {
  const { scores, kind } = question;
  const setScores = (changed: readonly ScoreDraft[]) => onChange({ ...question, scores: changed });
  return (
    <div class="scores-editor">
      <span class="field-label">Scores</span>
      {kind === 'one' ? (
        <OneEach question={question} onScores={setScores} />
      ) : (
        <Sets question={question} onScores={setScores} />
      )}
      <NumberField
        label={scores.length === 0 ? 'Any answer' : 'Any other answer'}
        value={question.defaultScore}
        onInput={(defaultScore) => onChange({ ...question, defaultScore })}
      />
    </div>
  );
}

interface ScoresProps {
  readonly question: QuestionDraft;
  readonly onScores: (scores: readonly ScoreDraft[]) => void;
}

/** Where one option is chosen, each has a score of its own; 0 is left to “any other answer”. */
function OneEach({ question: { options, scores }, onScores }: ScoresProps) {
  const scoreOf = (identifier: string) =>
    scores.find(({ selections }) => selections.length === 1 && selections[0] === identifier)?.score ?? 0;
  const set = (identifier: string, score: number) => {
    const others = scores.filter(({ selections }) => selections[0] !== identifier);
    onScores(score === 0 ? others : [...others, { selections: [identifier], score }]);
  };
  return (
    <>
      {options.map(({ identifier, text }) => (
        <NumberField
          key={identifier}
          label={text.trim() === '' ? `Option ${identifier}` : text}
          value={scoreOf(identifier)}
          onInput={(score) => set(identifier, score)}
        />
      ))}
    </>
  );
}

function Sets({ question: { options, scores }, onScores }: ScoresProps) {
  const replace = (place: number, score: ScoreDraft) =>
    onScores(scores.map((each, at) => (at === place ? score : each)));
  return (
    <>
      {scores.map((set, place) => (
        <fieldset key={place} class="score-set">
          <legend class="hidden-text">Set {place + 1}</legend>
          <span>Exactly</span>
          {options.map(({ identifier, text }) => (
            <label key={identifier} class="check">
              <input
                type="checkbox"
                checked={set.selections.includes(identifier)}
                onChange={() => replace(place, { ...set, selections: toggled(set.selections, identifier) })}
              />
              <span>{text.trim() === '' ? identifier : text}</span>
            </label>
          ))}
          <NumberField
            label="scores"
            value={set.score}
            onInput={(score) => replace(place, { ...set, score })}
          />
          <button
            type="button"
            class="plain small"
            aria-label={`Remove set ${place + 1}`}
            onClick={() => onScores(scores.filter((_, at) => at !== place))}
          >
            Remove
          </button>
        </fieldset>
      ))}
      <div>
        <button type="button" class="small" onClick={() => onScores([...scores, firstSet(options)])}>
          Add a set that scores
        </button>
      </div>
    </>
  );
}

function firstSet(options: QuestionDraft['options']): ScoreDraft {
  const [first] = options;
  return { selections: first ? [first.identifier] : [], score: 1 };
}

function toggled(selections: readonly string[], identifier: string): string[] {
  return selections.includes(identifier)
    ? selections.filter((each) => each !== identifier)
    : [...selections, identifier];
}
