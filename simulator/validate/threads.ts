import { Worker } from 'node:worker_threads';
import type { FromThread, Order, StopFlag, ToThread } from './run-thread.ts';
import type { Measured } from './target.ts';

export interface Heard {
  progress(order: number, share: number): void;
  done(order: number, measured: Measured): void;
}

export interface Threads {
  /** Resolves when every order is done or all were stopped. */
  readonly ended: Promise<void>;
  /** Ends what runs where it stands; nothing further begins. */
  stop(): void;
}

/** Runs orders on several threads, each taking the next one when it is done with its last. */
export function runOrders(orders: readonly Order[], threads: number, heard: Heard): Threads {
  const flag: StopFlag = new Int32Array(new SharedArrayBuffer(4));
  const isStopped = () => Atomics.load(flag, 0) !== 0;
  let next = 0;
  const take = () => (isStopped() || next === orders.length ? -1 : next++);
  const all = Array.from({ length: Math.min(threads, orders.length) }, () =>
    oneThread(orders, flag, take, heard),
  );
  return {
    ended: Promise.all(all).then(() => undefined),
    stop: () => Atomics.store(flag, 0, 1),
  };
}

/** Resolves when the thread has found nothing more to do. */
function oneThread(
  orders: readonly Order[],
  flag: StopFlag,
  take: () => number,
  heard: Heard,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadFile(), { workerData: flag });
    let current = -1;
    const give = () => {
      current = take();
      thread.postMessage({ order: orders[current] } satisfies ToThread);
    };
    thread.on('message', (message: FromThread) => {
      if (message.kind === 'progress') heard.progress(current, message.share);
      else {
        if (message.measured) heard.done(current, message.measured);
        give();
      }
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
