import { TextField } from '../parts/field.tsx';
import type { PublishDraft, PublishProblems } from './publish-draft.ts';

type FactName =
  | 'title'
  | 'description'
  | 'keywords'
  | 'reward'
  | 'maxAssignments'
  | 'durationMinutes'
  | 'lifetimeHours'
  | 'autoApprovalHours';

export interface PublishFactsProps {
  readonly draft: PublishDraft;
  readonly problems: PublishProblems;
  readonly onChange: (draft: PublishDraft) => void;
}

export function PublishFacts({ draft, problems, onChange }: PublishFactsProps) {
  const fact = (name: FactName, label: string, more: { hint?: string; lines?: number } = {}) => (
    <TextField
      label={label}
      value={draft[name]}
      error={problems[name]}
      onInput={(value) => onChange({ ...draft, [name]: value })}
      {...more}
    />
  );
  return (
    <>
      {fact('title', 'Title')}
      {fact('description', 'Description', { lines: 2 })}
      {fact('keywords', 'Keywords', { hint: 'Separated by commas' })}
      <div class="facts-grid">
        {fact('reward', 'Reward ($)')}
        {fact('maxAssignments', 'Workers per HIT')}
        {fact('durationMinutes', 'Time to work (min)')}
        {fact('lifetimeHours', 'Lifetime (hours)')}
        {fact('autoApprovalHours', 'Auto-approval (h)')}
      </div>
    </>
  );
}
