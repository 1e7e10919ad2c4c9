import { setImmediate as nextTurn } from 'node:timers/promises';
import { Refused } from '../../contract/errors.ts';
import type { Environment, Writes } from './environment.ts';

/** Commits that reach the disk together. Whoever waits for one of them waits for `flushed`. */
export class FlushGroup implements Writes {
  readonly keys: string[] = [];
  readonly values: unknown[] = [];
  bytes = 0;
  /** Told in order once all is durable. */
  readonly after: (() => void)[] = [];
  readonly flushed: Promise<void>;
  resolve!: () => void;
  reject!: (reason: Refused) => void;

  constructor() {
    this.flushed = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // A group that nobody waits for may fail without being a defect.
    this.flushed.catch(() => {});
  }

  add(key: string, value: unknown): void {
    this.keys.push(key);
    this.values.push(value);
  }

  remove(key: string): void {
    this.add(key, undefined);
  }
}

/**
 * Group commit: while one group is on its way to the disk the next one gathers. When a flush fails,
 * everything decided since the last good one fails with it, for it may rest on what was lost.
 */
export class FlushQueue {
  readonly #environment: Environment;
  readonly #folder: string;
  readonly #forget: () => void;
  #filling = new FlushGroup();
  #running: Promise<void> | undefined;

  constructor(environment: Environment, folder: string, forget: () => void) {
    this.#environment = environment;
    this.#folder = folder;
    this.#forget = forget;
  }

  /** The group that is gathering now; it will be flushed soon. */
  get gathering(): FlushGroup {
    this.#running ??= this.#run();
    return this.#filling;
  }

  /** Waits for all that was gathered. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // All who were woken by one flush, or by one look at the sockets, come into the next group.
    await nextTurn();
    while (this.#filling.keys.length > 0) {
      const group = this.#filling;
      this.#filling = new FlushGroup();
      const failure = await this.#environment.write(group).then(
        () => undefined,
        (error: Error) => error,
      );
      if (failure) this.#fail(group, failure);
      else land(group);
      await nextTurn();
    }
    this.#running = undefined;
  }

  #fail(group: FlushGroup, failure: Error): void {
    const next = this.#filling;
    this.#filling = new FlushGroup();
    this.#forget();
    const refusal = new Refused(
      'Unavailable',
      `Nothing was saved: ${this.#folder} can't be written (${failure.message}).`,
    );
    group.reject(refusal);
    next.reject(refusal);
  }
}

function land(group: FlushGroup): void {
  for (const told of group.after) told();
  group.resolve();
}
