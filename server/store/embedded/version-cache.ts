/** Versions remembered by all namespaces of a store together, of some 100 bytes each with their keys. */
const generationVersions = 10_000;

/** Counts what all caches of a store take in; every `generationVersions` a new generation begins. */
export class CacheGenerations {
  current = 0;
  #entered = 0;

  enter(): void {
    if (++this.#entered < generationVersions) return;
    this.#entered = 0;
    this.current++;
  }
}

/**
 * Versions of one namespace's durable records that were lately read or written, 0 for absent ones: a commit
 * looks again at all that was read a moment before. Records themselves are read from LMDB's memory map, which
 * costs less than keeping thousands of them alive through garbage collections. What was not used for a whole
 * generation goes, without any book-keeping per record.
 */
export class VersionCache {
  readonly #generations: CacheGenerations;
  #generation: number;
  #young = new Map<string, number>();
  #old = new Map<string, number>();

  constructor(generations: CacheGenerations) {
    this.#generations = generations;
    this.#generation = generations.current;
  }

  get(key: string): number | undefined {
    this.#age();
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, version: number): void {
    this.#age();
    this.#young.set(key, version);
    this.#generations.enter();
  }

  #age(): void {
    const passed = this.#generations.current - this.#generation;
    if (passed === 0) return;
    this.#generation = this.#generations.current;
    this.#old = passed === 1 ? this.#young : new Map();
    this.#young = new Map();
  }
}
