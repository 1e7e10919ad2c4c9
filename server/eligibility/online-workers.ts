import type { AskedSets } from './asked-sets.ts';
import type { Knowledge } from './knowledge.ts';

/** Workers who are connected: to this server, which makes them watched, or to others that share the market. */
export class OnlineWorkers {
  readonly #knowledge: Knowledge;
  readonly #asked: AskedSets;

  constructor(knowledge: Knowledge, asked: AskedSets) {
    this.#knowledge = knowledge;
    this.#asked = asked;
  }

  watch(worker: string): void {
    const { watches, elsewhere, workers } = this.#knowledge;
    const number = workers.intern(worker);
    if (watches.add(number) && !elsewhere.has(number)) this.#asked.online(number, 1);
  }

  unwatch(worker: string): void {
    const { watches, elsewhere, workers } = this.#knowledge;
    const number = workers.numbering.find(worker);
    if (watches.remove(number) && !elsewhere.has(number)) this.#asked.online(number, -1);
  }

  /** Counts another server that this worker is connected to: nothing is reported of it here. */
  appear(worker: string): void {
    const { watches, elsewhere, workers } = this.#knowledge;
    const number = workers.intern(worker);
    if (elsewhere.add(number) && !watches.has(number)) this.#asked.online(number, 1);
  }

  /** Counts it off. */
  vanish(worker: string): void {
    const { watches, elsewhere, workers } = this.#knowledge;
    const number = workers.numbering.find(worker);
    if (elsewhere.remove(number) && !watches.has(number)) this.#asked.online(number, -1);
  }

  has(worker: string): boolean {
    const number = this.#knowledge.workers.numbering.find(worker);
    return number >= 0 && this.#knowledge.isOnline(number);
  }

  /** Workers who are watched, existing or not. */
  watched(): string[] {
    const { watches, workers } = this.#knowledge;
    return watches.workers.map((worker) => workers.numbering.idOf(worker));
  }

  /** Existing workers who are watched, however often each. */
  watchedCount(): number {
    const { watches, workers } = this.#knowledge;
    return watches.workers.filter((worker) => workers.has(worker)).length;
  }

  /** Takes over who is on line from another index, to take its place. */
  takeFrom(other: OnlineWorkers): void {
    const { watches, elsewhere, workers } = other.#knowledge;
    for (const worker of watches.workers) {
      const id = workers.numbering.idOf(worker);
      for (let count = watches.countOf(worker); count > 0; count--) this.watch(id);
    }
    for (const worker of elsewhere.workers) {
      const id = workers.numbering.idOf(worker);
      for (let count = elsewhere.countOf(worker); count > 0; count--) this.appear(id);
    }
  }
}
