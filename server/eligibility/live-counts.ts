import type { LevelCounts } from './answers.ts';
import { andInto, countBits } from './bitset.ts';
import type { Knowledge } from './knowledge.ts';
import type { WorkerSets } from './worker-sets.ts';

/** Eligible workers of live audiences, counted when first asked for and kept current by what changes. */
export class LiveCounts {
  readonly #knowledge: Knowledge;
  readonly #sets: WorkerSets;
  /** By audience, existing workers at each level 0-3. */
  readonly #counts = new Map<number, number[]>();

  constructor(knowledge: Knowledge, sets: WorkerSets) {
    this.#knowledge = knowledge;
    this.#sets = sets;
  }

  get size(): number {
    return this.#counts.size;
  }

  has(audience: number): boolean {
    return this.#counts.has(audience);
  }

  /** Audiences that are kept. */
  kept(): Iterable<number> {
    return this.#counts.keys();
  }

  of(audience: number): LevelCounts {
    const known = this.#counts.get(audience);
    if (known) return levelCounts(known);
    const counted = this.#count(audience);
    if (this.#knowledge.audiences.isLive(audience)) this.#counts.set(audience, counted);
    return levelCounts(counted);
  }

  /** Counts 32 workers at a time. */
  #count(audience: number): number[] {
    const { audiences, workers } = this.#knowledge;
    const left = workers.exists.slice(0, workers.room >>> 5);
    const counts = [countBits(left)];
    for (const cap of [0, 1, 2]) {
      for (const clause of audiences.clauses[audience] ?? []) {
        if (clause.cap === cap) andInto(left, this.#sets.of(clause));
      }
      counts.push(countBits(left));
    }
    return counts.map((count, level) => count - (counts[level + 1] ?? 0));
  }

  /** Counts by asking for each worker. */
  recount(audience: number): LevelCounts {
    const { workers } = this.#knowledge;
    const counted = [0, 0, 0, 0];
    for (let worker = 0; worker < workers.numbering.size; worker++) {
      if (workers.has(worker)) add(counted, this.#knowledge.audienceLevel(worker, audience), 1);
    }
    return levelCounts(counted);
  }

  forget(audience: number): void {
    this.#counts.delete(audience);
  }

  move(audience: number, from: number, to: number): void {
    const counts = this.#counts.get(audience);
    if (!counts) return;
    add(counts, from, -1);
    add(counts, to, 1);
  }

  workerCame(worker: number): void {
    this.#addEverywhere(worker, 1);
  }

  workerGoes(worker: number): void {
    this.#addEverywhere(worker, -1);
  }

  #addEverywhere(worker: number, change: number): void {
    for (const [audience, counts] of this.#counts) {
      add(counts, this.#knowledge.audienceLevel(worker, audience), change);
    }
  }
}

function add(counts: number[], level: number, change: number): void {
  counts[level] = (counts[level] as number) + change;
}

export function levelCounts(atLevel: readonly number[]): LevelCounts {
  const [, discover = 0, preview = 0, accept = 0] = atLevel;
  return { discover: discover + preview + accept, preview: preview + accept, accept };
}
