import type { WorkerClient } from '../../server/client/index.ts';
import { expectDocumentedPush } from './documented.ts';

/** A push as it came, with its name. */
// biome-ignore lint/suspicious/noExplicitAny: whatever came, looked at by the test
export type Came = { readonly name: string; readonly push: any };

export interface Recorder {
  readonly all: readonly Came[];
  names(): string[];
  /** The first push of this name that came or comes, and that `suits`. */
  next(name: string, suits?: (push: Came['push']) => boolean): Promise<Came['push']>;
  clear(): void;
}

const patienceMs = 5000;

/** Records what a worker's socket gets, from now on. */
export function record(client: Pick<WorkerClient, 'socket'>): Recorder {
  const all: Came[] = [];
  const waiting = new Set<() => void>();
  client.socket.onAny((name: string, push: unknown) => {
    expectDocumentedPush(name, push);
    all.push({ name, push });
    for (const check of waiting) check();
  });
  return {
    all,
    names: () => all.map(({ name }) => name),
    clear: () => {
      all.length = 0;
    },
    next(name, suits = () => true) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(
            new Error(
              `no ${name} came within ${patienceMs} ms, but ${all.map((each) => each.name).join(', ')}`,
            ),
          );
        }, patienceMs);
        const check = () => {
          const found = all.find((each) => each.name === name && suits(each.push));
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(found.push);
        };
        waiting.add(check);
        check();
      });
    },
  };
}
