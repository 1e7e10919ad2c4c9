import { useEffect, useState } from 'preact/hooks';
import { type Earnings, readEarnings } from '../api/worker-api.ts';
import type { WorkerLive } from '../connection/worker-live.ts';

/** Pushes after which earnings are others. */
const moving: readonly string[] = [
  'assignment:submitted',
  'assignment:approved',
  'assignment:rejected',
  'bonus',
  'system:changed',
];

/** A worker's earnings, read again when something moved them. */
export function useEarnings(live: WorkerLive): Earnings | undefined {
  const [earnings, setEarnings] = useState<Earnings>();
  const isReady = live.state.value !== undefined;
  useEffect(() => {
    if (!isReady) return;
    let isCurrent = true;
    const read = () =>
      readEarnings(live.market, live.worker).then(
        (answer) => isCurrent && setEarnings(answer),
        // Shown as unknown until the next push; what is wrong with the connection stands beside it.
        () => {},
      );
    void read();
    const stop = live.onPushes((pushes) => {
      if (pushes.some(({ name }) => moving.includes(name))) void read();
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [live, isReady]);
  return earnings;
}
