import { adminKey } from '../app/keys.ts';
import type { MarketLive } from '../connection/market-live.ts';
import { TextField } from '../parts/field.tsx';
import { ErrorBox } from '../parts/states.tsx';

/** Where the server checks keys, dashboards need the admin's. */
export function AdminKey({ live }: { live: MarketLive }) {
  const link = live.link.value;
  if (link.kind !== 'refused') return null;
  return (
    <form
      class="card card-body stack"
      onSubmit={(event) => {
        event.preventDefault();
        live.reconnect();
      }}
    >
      <ErrorBox message={link.why} />
      <TextField
        label="Admin key"
        type="password"
        value={adminKey.value}
        onInput={(key) => {
          adminKey.value = key.trim();
        }}
      />
      <div>
        <button type="submit" class="primary">
          Connect
        </button>
      </div>
    </form>
  );
}
