import { useState } from 'preact/hooks';
import { listTypes } from '../api/worker-api.ts';
import { adminKey, requesterSecret } from '../app/keys.ts';
import { at, go, here } from '../app/location.ts';
import { useServerConfig } from '../app/use-server-config.ts';
import { TextField } from '../parts/field.tsx';
import { remembered } from '../parts/remembered.ts';
import { Empty } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTitle } from '../parts/use-title.ts';

export const accountsKept = 'turksim.accounts';
const typesRead = 200;

interface KnownAccount {
  readonly id: string;
  readonly name: string;
}

/** Which account to be: its access key id is enough unless the server checks keys. */
export function ChooseAccount({ market }: { market: string }) {
  useTitle('Choose a requester');
  const [id, setId] = useState('');
  const [problem, setProblem] = useState<string>();
  const isGuarded = useServerConfig()?.auth === 'on';
  const accounts = useAccounts(market);
  const open = (event: Event) => {
    event.preventDefault();
    if (!/^\w{1,128}$/.test(id.trim()))
      return setProblem('Letters, digits and underscores, as in AKIAEXAMPLE.');
    go(here(at('requester', id.trim())));
  };
  return (
    <div class="page">
      <h1>Which requester are you?</h1>
      <p class="muted">
        An account is named by its access key id, the same that your programs use: what they publish is listed
        here as well.
      </p>
      <div class="columns">
        <form class="card card-body stack" noValidate onSubmit={open}>
          <h2>Open an account</h2>
          <TextField
            label="Access key id"
            value={id}
            onInput={setId}
            error={problem}
            hint="Any new id makes a new account."
            placeholder="AKIAEXAMPLE"
          />
          {isGuarded && <Secrets />}
          <button type="submit" class="primary">
            Open
          </button>
        </form>
        <section class="card card-body stack" aria-labelledby="known">
          <h2 id="known">Accounts of this market</h2>
          {accounts.length === 0 && <Empty title="None is known here yet." />}
          <ul class="account-list">
            {accounts.map((account) => (
              <li key={account.id}>
                <a href={here(at('requester', account.id))}>{account.name}</a>
                {account.name !== account.id && <span class="sub mono">{account.id}</span>}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}

function Secrets() {
  return (
    <>
      <TextField
        label="Secret access key"
        type="password"
        value={requesterSecret.value}
        hint="Signs this tab’s calls; it leaves the tab never."
        onInput={(secret) => {
          requesterSecret.value = secret.trim();
        }}
      />
      <TextField
        label="Admin key (optional)"
        type="password"
        value={adminKey.value}
        hint="Shows how many workers are eligible, which requesters can’t ask the real service either."
        onInput={(key) => {
          adminKey.value = key.trim();
        }}
      />
    </>
  );
}

/** Accounts used in this browser, and those that offer a Qualification. */
function useAccounts(market: string): KnownAccount[] {
  const { data } = useLoaded(() => listTypes(market, typesRead), [market]);
  const names = new Map<string, string>(remembered(accountsKept).map((id) => [id, id]));
  for (const { requester } of data?.qualificationTypes ?? []) names.set(requester.id, requester.name);
  return [...names].map(([id, name]) => ({ id, name }));
}
