import { useState } from 'preact/hooks';
import { messageOf } from '../api/http.ts';

export interface Action {
  /** Runs something for the reader; a second call while it runs does nothing. */
  readonly run: (act: () => Promise<unknown>) => void;
  readonly isBusy: boolean;
  /** Why the last one failed. */
  readonly error: unknown;
  readonly problem: string | undefined;
  readonly clear: () => void;
}

/** What a button does: busy while it does, and the server's words where it is refused. */
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  return {
    isBusy,
    error,
    problem: error === undefined ? undefined : messageOf(error),
    clear: () => setError(undefined),
    run(act) {
      if (isBusy) return;
      setBusy(true);
      setError(undefined);
      act()
        .catch((failure: unknown) => setError(failure))
        .finally(() => setBusy(false));
    },
  };
}
