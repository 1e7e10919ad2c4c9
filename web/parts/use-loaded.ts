import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api/http.ts';

export interface Loaded<T> {
  /** What was read last; stays while it is read again. */
  readonly data: T | undefined;
  readonly problem: string | undefined;
  readonly reload: () => void;
  readonly isLoading: boolean;
}

/** Reads something when the component is shown, and again when one of `inputs` changes. */
export function useLoaded<T>(read: () => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [data, setData] = useState<T>();
  const [problem, setProblem] = useState<string>();
  const [isLoading, setLoading] = useState(true);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setLoading(true);
    read().then(
      (answer) => {
        if (!isCurrent) return;
        setData(answer);
        setProblem(undefined);
        setLoading(false);
      },
      (error: unknown) => {
        if (!isCurrent) return;
        setProblem(messageOf(error));
        setLoading(false);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [...inputs, round]);
  return { data, problem, isLoading, reload: () => setRound((before) => before + 1) };
}
