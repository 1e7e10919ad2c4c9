import { Worker } from 'node:worker_threads';
import type { RunOrder, RunProgress, RunResult } from './run-scenario.ts';
import type { FromThread, StopFlag, ToThread } from './run-thread.ts';

export interface RunPool {
  /** The results in the order of the orders, whichever thread was first; undefined where a run never began. */
  readonly results: Promise<readonly (RunResult | undefined)[]>;
  /** Ends what runs where it stands; nothing further begins. */
  stop(): void;
}

/** Heap of a thread, MB: a full market of 100,000 workers takes more than Node allows by itself. */
const heapMb = 8192;
/** Of it for what is new, MB: four times what Node gives, since most of what a command leaves is garbage by the time that more room is needed. */
const youngHeapMb = 192;

/** Runs orders on several threads, each taking the next one when it is done with its last. */
export function runAll(
  orders: readonly RunOrder[],
  threads: number,
  progress: (run: number, progress: RunProgress) => void,
): RunPool {
  const flag: StopFlag = new Int32Array(new SharedArrayBuffer(4));
  const results: (RunResult | undefined)[] = orders.map(() => undefined);
  let next = 0;
  const takeNext = (): RunOrder | undefined => (Atomics.load(flag, 0) === 0 ? orders[next++] : undefined);
  const work = () =>
    oneThread(flag, takeNext, (message) => {
      if (message.kind === 'progress') progress(message.run, message.progress);
      else results[message.run] = message.result;
    });
  const all = Array.from({ length: Math.min(threads, orders.length) }, work);
  return {
    results: Promise.all(all).then(() => results),
    stop: () => Atomics.store(flag, 0, 1),
  };
}

/** Resolves when the thread has found nothing more to do. */
function oneThread(
  flag: StopFlag,
  takeNext: () => RunOrder | undefined,
  heard: (message: FromThread) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadFile(), {
      workerData: flag,
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngHeapMb },
    });
    const give = () => thread.postMessage({ order: takeNext() } satisfies ToThread);
    thread.on('message', (message: FromThread) => {
      heard(message);
      if (message.kind === 'done') give();
    });
    thread.on('error', reject);
    thread.on('exit', () => resolve());
    give();
  });
}

/** Beside this file, as built or, where sources are run, as source. */
function threadFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './run-thread.ts' : './run-thread.js', import.meta.url);
}
