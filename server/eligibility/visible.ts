import type { Knowledge } from './knowledge.ts';

/** Which live audiences a worker belongs to at a level. */
export class Visible {
  readonly #knowledge: Knowledge;
  readonly #worker: number;
  readonly #level: number;

  constructor(knowledge: Knowledge, worker: number, level: number) {
    this.#knowledge = knowledge;
    this.#worker = worker;
    this.#level = level;
  }

  has(audience: number): boolean {
    return this.#knowledge.audienceLevel(this.#worker, audience) >= this.#level;
  }
}
