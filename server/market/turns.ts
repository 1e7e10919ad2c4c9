/**
 * Long work that waits for no disk and no network, as on the memory store, would keep everybody else waiting: it
 * asks `isTurnOver` as it goes along.
 */

/** Ms of work after which what has come in meanwhile has its turn. */
const turnMs = 10;

let begunAt = 0;

export function isTurnOver(): boolean {
  return performance.now() - begunAt > turnMs;
}

/** Resolves when requests and timers that were waiting have had their turn. */
export async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  begunAt = performance.now();
}
