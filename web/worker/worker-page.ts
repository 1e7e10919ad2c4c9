import { at, here } from '../app/location.ts';
import type { WorkerLive } from '../connection/worker-live.ts';

/** What every page of a worker gets. */
export interface WorkerPageProps {
  readonly live: WorkerLive;
}

/** Address of a worker's page. */
export function workerHref({ worker }: Pick<WorkerLive, 'worker'>, ...parts: readonly string[]): string {
  return here(at('worker', worker, ...parts));
}
