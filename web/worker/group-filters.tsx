import { CheckField } from '../parts/field.tsx';
import { type GroupChoice, type GroupSort, sorts } from './choose-groups.ts';

export type { GroupChoice } from './choose-groups.ts';

export const standardChoice: GroupChoice = {
  search: '',
  sort: '-created',
  minReward: '',
  onlyAcceptable: false,
};

export function GroupFilters({
  choice,
  onChange,
}: {
  choice: GroupChoice;
  onChange: (choice: GroupChoice) => void;
}) {
  return (
    <search class="filters">
      <input
        type="search"
        class="filter-search"
        placeholder="Search title, description, keywords, requester"
        aria-label="Search"
        value={choice.search}
        onInput={(event) => onChange({ ...choice, search: event.currentTarget.value })}
      />
      <select
        aria-label="Sort"
        value={choice.sort}
        onChange={(event) => onChange({ ...choice, sort: event.currentTarget.value as GroupSort })}
      >
        {sorts.map(([sort, title]) => (
          <option key={sort} value={sort}>
            {title}
          </option>
        ))}
      </select>
      <label class="filter-reward">
        <span>At least $</span>
        <input
          type="text"
          inputMode="decimal"
          placeholder="0.00"
          value={choice.minReward}
          onInput={(event) => onChange({ ...choice, minReward: event.currentTarget.value })}
        />
      </label>
      <CheckField
        label="Only what I can accept"
        checked={choice.onlyAcceptable}
        onChange={(onlyAcceptable) => onChange({ ...choice, onlyAcceptable })}
      />
    </search>
  );
}
