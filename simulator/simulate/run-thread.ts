import { parentPort, workerData } from 'node:worker_threads';
import { type RunOrder, type RunProgress, type RunResult, runScenario } from './run-scenario.ts';

/** Messages to a thread: what to run next; undefined: nothing any more. */
export interface ToThread {
  readonly order: RunOrder | undefined;
}

export type FromThread =
  | { readonly kind: 'progress'; readonly run: number; readonly progress: RunProgress }
  | { readonly kind: 'done'; readonly run: number; readonly result: RunResult };

/** Shared by all threads of a simulation: not 0 as soon as they are to stop. */
export type StopFlag = Int32Array;

/** Parts of a run after which it is heard of. */
const reports = 400;

const stop = workerData as StopFlag;
parentPort?.on('message', ({ order }: ToThread) => {
  if (order === undefined) parentPort?.close();
  else void run(order);
});

/** A run that fails ends the thread with its error, which the main thread is told of. */
async function run(order: RunOrder): Promise<void> {
  let reported = -1;
  const result = await runScenario(
    order,
    () => Atomics.load(stop, 0) !== 0,
    (progress) => {
      const part = Math.floor(progress.share * reports);
      if (part === reported) return;
      reported = part;
      say({ kind: 'progress', run: order.run, progress });
    },
  );
  say({ kind: 'done', run: order.run, result });
}

function say(message: FromThread): void {
  parentPort?.postMessage(message);
}
