import type { ChildProcess } from 'node:child_process';

/** What a server says when it is ready; rejects when it ends before: what it printed says why. */
export function firstMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`a server ended with ${code} before it was ready`)));
  });
}
