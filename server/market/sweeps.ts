import { isUnavailable } from '../contract/errors.ts';
import type { Store } from '../store/store.ts';

/** How soon a sweep that the store did not answer is tried again. */
const againMs = 1000;

/** Takes away what markets that are gone have left in the store, while nobody waits for it. */
export class Sweeps {
  readonly #store: Store;
  readonly #running = new Set<Promise<void>>();
  #isClosing = false;

  constructor(store: Store) {
    this.#store = store;
  }

  add(namespace: string): void {
    const sweep = this.#sweep(namespace).finally(() => this.#running.delete(sweep));
    this.#running.add(sweep);
  }

  /** What the store can't sweep now is swept when it answers again. */
  async #sweep(namespace: string): Promise<void> {
    while (!this.#isClosing) {
      try {
        return await this.#store.drop(namespace);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
    }
  }

  /** Begins nothing any more; resolves when what runs has ended. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.allSettled(this.#running);
  }
}
