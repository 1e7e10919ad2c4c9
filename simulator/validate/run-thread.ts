import { parentPort, workerData } from 'node:worker_threads';
import { type RunName, validationRuns } from './runs.ts';
import type { Measured } from './target.ts';

/** One run on one seed. */
export interface Order {
  readonly run: RunName;
  readonly seed: number;
  readonly workers: number;
}

/** Messages to a thread: what to run next; undefined: nothing any more. */
export interface ToThread {
  readonly order: Order | undefined;
}

/** Messages from it: how far it has come; at the end what it measured, nothing if it was stopped. */
export type FromThread =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly measured: Measured | undefined };

/** Shared by all threads: not 0 as soon as they are to stop. */
export type StopFlag = Int32Array;

const stop = workerData as StopFlag;
const tell = (message: FromThread) => parentPort?.postMessage(message);

parentPort?.on('message', ({ order }: ToThread) => {
  if (order === undefined) {
    parentPort?.close();
    return;
  }
  const measured = validationRuns[order.run].measure(order.seed, order.workers, (share) => {
    tell({ kind: 'progress', share });
    return Atomics.load(stop, 0) !== 0;
  });
  tell({ kind: 'done', measured });
});
