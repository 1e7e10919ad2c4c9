import { CheckField, TextField } from '../parts/field.tsx';
import type { TypeDraft, TypeProblems, Way } from './type-draft.ts';

interface TypeFieldsProps {
  readonly draft: TypeDraft;
  readonly problems: TypeProblems;
  readonly isNew: boolean;
  readonly onChange: (draft: TypeDraft) => void;
}

const ways: readonly (readonly [Way, string])[] = [
  ['request', 'Workers ask, and I decide'],
  ['automatic', 'Workers ask, and have it at once'],
  ['test', 'Workers take a test'],
];

export function TypeFields({ draft, problems, isNew, onChange }: TypeFieldsProps) {
  const { way } = draft;
  return (
    <>
      {isNew && (
        <>
          <TextField
            label="Name"
            value={draft.name}
            error={problems.name}
            onInput={(name) => onChange({ ...draft, name })}
            hint="It can’t be changed later."
          />
          <TextField
            label="Keywords"
            value={draft.keywords}
            onInput={(keywords) => onChange({ ...draft, keywords })}
            hint="Separated by commas; can’t be changed later."
          />
        </>
      )}
      <TextField
        label="Description"
        lines={2}
        value={draft.description}
        error={problems.description}
        onInput={(description) => onChange({ ...draft, description })}
      />
      <WayChoice way={way} onChange={(chosen) => onChange({ ...draft, way: chosen })} />
      <div class="facts-grid">
        {way === 'automatic' && (
          <TextField
            label="Value granted"
            value={draft.autoGrantedValue}
            error={problems.autoGrantedValue}
            onInput={(autoGrantedValue) => onChange({ ...draft, autoGrantedValue })}
          />
        )}
        {way === 'test' && (
          <TextField
            label="Test time (min)"
            value={draft.testMinutes}
            error={problems.testMinutes}
            onInput={(testMinutes) => onChange({ ...draft, testMinutes })}
          />
        )}
        <TextField
          label="Retry after (hours)"
          value={draft.retryHours}
          error={problems.retryHours}
          onInput={(retryHours) => onChange({ ...draft, retryHours })}
          hint="Empty: one request only, ever."
        />
      </div>
      <CheckField
        label="Active: workers can ask for it and HITs require it"
        checked={draft.isActive}
        onChange={(isActive) => onChange({ ...draft, isActive })}
      />
    </>
  );
}

function WayChoice({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  return (
    <fieldset class="kinds">
      <legend class="hidden-text">How it is had</legend>
      {ways.map(([each, title]) => (
        <label key={each} class="check">
          <input type="radio" name="way" checked={way === each} onChange={() => onChange(each)} />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  );
}
