/** Commands that touch one thing wait for one another here, so that a rush on it costs no storm of conflicts. */
export class Queues {
  readonly #tails = new Map<string, Promise<void>>();

  /** Resolves with the release function when all that came before on any of `keys` is done. */
  async enter(keys: readonly string[]): Promise<() => void> {
    if (keys.length === 0) return noRelease;
    const waits: Promise<void>[] = [];
    let release: () => void = noRelease;
    const tail = new Promise<void>((resolve) => {
      release = resolve;
    });
    for (const key of keys) {
      const before = this.#tails.get(key);
      if (before) waits.push(before);
      this.#tails.set(key, tail);
    }
    void tail.then(() => {
      for (const key of keys) if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    await Promise.all(waits);
    return release;
  }

  /** Does `work` when all that came before on any of `keys` is done. */
  async inTurn<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const release = await this.enter(keys);
    try {
      return await work();
    } finally {
      release();
    }
  }
}

const noRelease = () => {};
