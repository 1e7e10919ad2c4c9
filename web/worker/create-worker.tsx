import { useState } from 'preact/hooks';
import type { WorkerSpecInput } from '../../server/contract/schemas/worker.ts';
import { createWorker } from '../api/worker-api.ts';
import { CheckField, TextField } from '../parts/field.tsx';
import { ErrorBox } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

interface Draft {
  readonly name: string;
  readonly country: string;
  readonly subdivision: string;
  readonly approved: string;
  readonly rejected: string;
  readonly masters: boolean;
  readonly adult: boolean;
}
type Problems = Partial<Record<keyof Draft, string>>;

const fresh: Draft = {
  name: '',
  country: 'US',
  subdivision: '',
  approved: '0',
  rejected: '0',
  masters: false,
  adult: false,
};

/** A worker of the reader's own, with a history. */
export function CreateWorker({ market, onCreated }: { market: string; onCreated: (id: string) => void }) {
  const [draft, setDraft] = useState(fresh);
  const [problems, setProblems] = useState<Problems>({});
  const action = useAction();
  const set =
    <K extends keyof Draft>(name: K) =>
    (value: Draft[K]) =>
      setDraft({ ...draft, [name]: value });
  const submit = (event: Event) => {
    event.preventDefault();
    const found = problemsOf(draft);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    action.run(async () => {
      const { workers } = await createWorker(market, specOf(draft));
      const [worker] = workers;
      if (worker) onCreated(worker.id);
    });
  };
  const text = (
    name: 'name' | 'country' | 'subdivision' | 'approved' | 'rejected',
    label: string,
    hint?: string,
  ) => <TextField label={label} value={draft[name]} onInput={set(name)} error={problems[name]} hint={hint} />;
  return (
    <section class="card card-body" aria-labelledby="new-worker">
      <form class="stack" noValidate onSubmit={submit}>
        <h2 id="new-worker">Make a new worker</h2>
        {text('name', 'Name', 'Left empty, the worker is named by its id.')}
        <div class="pair">
          {text('country', 'Country', 'Two letters, as US or IN')}
          {text('subdivision', 'State', 'US states alone, as CA')}
        </div>
        <div class="pair">
          {text('approved', 'Approved so far')}
          {text('rejected', 'Rejected so far')}
        </div>
        <p class="hint">{rateSaid(draft)}</p>
        <CheckField
          label="Holds the Masters Qualification"
          checked={draft.masters}
          onChange={set('masters')}
        />
        <CheckField label="Agrees to adult content" checked={draft.adult} onChange={set('adult')} />
        {action.problem !== undefined && <ErrorBox message={action.problem} />}
        <button type="submit" class="primary" disabled={action.isBusy}>
          Make this worker
        </button>
      </form>
    </section>
  );
}

const isCount = (text: string): boolean => /^\d{1,9}$/.test(text.trim());

function problemsOf(draft: Draft): Problems {
  const problems: Problems = {};
  if (!/^[A-Za-z]{2}$/.test(draft.country.trim())) problems.country = 'Two letters of ISO 3166, as US or IN.';
  if (draft.subdivision.trim() !== '' && !/^[A-Za-z]{2}$/.test(draft.subdivision.trim()))
    problems.subdivision = 'Two letters, or nothing.';
  for (const name of ['approved', 'rejected'] as const)
    if (!isCount(draft[name])) problems[name] = 'A whole number from 0 up.';
  return problems;
}

function specOf({ name, country, subdivision, approved, rejected, masters, adult }: Draft): WorkerSpecInput {
  const state = subdivision.trim().toUpperCase();
  return {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    locale: { country: country.trim().toUpperCase(), ...(state === '' ? {} : { subdivision: state }) },
    approved: Number(approved),
    rejected: Number(rejected),
    masters,
    adult,
  };
}

/** Below this many submissions the rate counts as 100 %. */
const measuredFrom = 100;

function rateSaid({ approved, rejected }: Draft): string {
  const total = Number(approved) + Number(rejected);
  if (!Number.isInteger(total)) return 'The approval rate follows from these.';
  if (total < measuredFrom)
    return `Approval rate 100 %: below ${measuredFrom} submissions it is not measured.`;
  return `Approval rate about ${Math.round((Number(approved) / total) * 100)} %.`;
}
