import type { Versioned } from '../store.ts';

/** Stands for a record that isn't there; remembered as well, since decisions depend on absence too. */
export const absent: Versioned = { value: undefined, version: 0 };

/** Records remembered by all namespaces of a store together, of some 500 bytes each. */
const generationRecords = 10_000;

/** Counts what all caches of a store take in; every `generationRecords` a new generation begins. */
export class CacheGenerations {
  current = 0;
  #entered = 0;

  enter(): void {
    if (++this.#entered < generationRecords) return;
    this.#entered = 0;
    this.current++;
  }
}

/**
 * Durable records of one namespace that were lately read or written, as the disk has them. What was not used
 * for a whole generation goes, without any book-keeping per record.
 */
export class RecordCache {
  readonly #generations: CacheGenerations;
  #generation: number;
  #young = new Map<string, Versioned>();
  #old = new Map<string, Versioned>();

  constructor(generations: CacheGenerations) {
    this.#generations = generations;
    this.#generation = generations.current;
  }

  get(key: string): Versioned | undefined {
    this.#age();
    const young = this.#young.get(key);
    if (young) return young;
    const old = this.#old.get(key);
    if (old) this.set(key, old);
    return old;
  }

  set(key: string, record: Versioned): void {
    this.#age();
    this.#young.set(key, record);
    this.#generations.enter();
  }

  /**
   * Takes note of a change. A record that was just made, or is gone, is not remembered: it is seldom looked at
   * again soon, and there are many.
   */
  renew(key: string, record: Versioned): void {
    const known = this.get(key);
    if (known === undefined) return;
    if (known.version !== 0 && record.version !== 0) this.#young.set(key, record);
    else this.#forget(key);
  }

  #forget(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  #age(): void {
    const passed = this.#generations.current - this.#generation;
    if (passed === 0) return;
    this.#generation = this.#generations.current;
    this.#old = passed === 1 ? this.#young : new Map();
    this.#young = new Map();
  }
}
