import { TextField } from '../parts/field.tsx';
import {
  comparatorsOf,
  comparatorTitles,
  guardTitles,
  isLocale,
  newRequirement,
  problemOf,
  type RequirementDraft,
  sliderOf,
  takesMany,
  takesNoValue,
  withType,
} from './requirement-draft.ts';
import { firstChoice, type TypeChoice } from './use-type-choices.ts';

export interface RequirementsEditorProps {
  readonly drafts: readonly RequirementDraft[];
  readonly choices: readonly TypeChoice[];
  readonly onChange: (drafts: readonly RequirementDraft[]) => void;
}

/** The API takes this many (Q102). */
const requirementsMax = 10;

export function RequirementsEditor({ drafts, choices, onChange }: RequirementsEditorProps) {
  const replace = (key: number, draft: RequirementDraft) =>
    onChange(drafts.map((each) => (each.key === key ? draft : each)));
  return (
    <div class="stack">
      {drafts.length === 0 && <p class="muted">No requirement: every worker may accept.</p>}
      {drafts.map((draft, place) => (
        <RequirementRow
          key={draft.key}
          draft={draft}
          place={place + 1}
          choices={choices}
          onChange={(changed) => replace(draft.key, changed)}
          onRemove={() => onChange(drafts.filter(({ key }) => key !== draft.key))}
        />
      ))}
      <div>
        <button
          type="button"
          disabled={drafts.length >= requirementsMax}
          onClick={() => onChange([...drafts, newRequirement(firstChoice)])}
        >
          Add a requirement
        </button>
      </div>
    </div>
  );
}

interface RowProps {
  readonly draft: RequirementDraft;
  readonly place: number;
  readonly choices: readonly TypeChoice[];
  readonly onChange: (draft: RequirementDraft) => void;
  readonly onRemove: () => void;
}

function RequirementRow({ draft, place, choices, onChange, onRemove }: RowProps) {
  const { type, comparator } = draft;
  return (
    <fieldset class="requirement">
      <legend class="hidden-text">Requirement {place}</legend>
      <div class="requirement-what">
        <TypeSelect choices={choices} value={type} onChange={(chosen) => onChange(withType(draft, chosen))} />
        <select
          aria-label="Comparator"
          value={comparator}
          onChange={(event) => {
            const chosen = comparatorsOf(type).find((each) => each === event.currentTarget.value);
            if (chosen) onChange({ ...draft, comparator: chosen });
          }}
        >
          {comparatorsOf(type).map((each) => (
            <option key={each} value={each}>
              {comparatorTitles[each]}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="plain small"
          aria-label={`Remove requirement ${place}`}
          onClick={onRemove}
        >
          Remove
        </button>
      </div>
      {!takesNoValue(comparator) && <ValueInput draft={draft} onChange={onChange} />}
      <select
        aria-label="Needed"
        value={draft.guards}
        onChange={(event) => {
          const chosen = guardTitles.find(([guards]) => guards === event.currentTarget.value);
          if (chosen) onChange({ ...draft, guards: chosen[0] });
        }}
      >
        {guardTitles.map(([guards, title]) => (
          <option key={guards} value={guards}>
            Needed {title}
          </option>
        ))}
      </select>
    </fieldset>
  );
}

function TypeSelect({
  choices,
  value,
  onChange,
}: {
  choices: readonly TypeChoice[];
  value: string;
  onChange: (type: string) => void;
}) {
  const groups = ['System', 'Own', 'Of other requesters'] as const;
  const isKnown = choices.some(({ id }) => id === value);
  return (
    <select
      aria-label="Qualification"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {!isKnown && <option value={value}>{value}</option>}
      {groups.map((group) => (
        <optgroup key={group} label={group}>
          {choices
            .filter((choice) => choice.group === group)
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}

/** One integer has a slider as well, since that is what one tries out. */
function ValueInput({ draft, onChange }: Pick<RowProps, 'draft' | 'onChange'>) {
  const { type, comparator, values } = draft;
  const isSlider = !isLocale(type) && !takesMany(comparator);
  const { max, step } = sliderOf(type);
  const label = isLocale(type) ? 'Locations' : takesMany(comparator) ? 'Values' : 'Value';
  return (
    <div class={isSlider ? 'value-slider' : ''}>
      <TextField
        label={label}
        value={values}
        error={problemOf(draft)}
        onInput={(text) => onChange({ ...draft, values: text })}
        hint={isLocale(type) ? 'Separated by commas: US-CA, IN' : undefined}
      />
      {isSlider && (
        <input
          type="range"
          aria-label="Threshold"
          min={0}
          max={max}
          step={step}
          value={Number(values) || 0}
          onInput={(event) => onChange({ ...draft, values: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
