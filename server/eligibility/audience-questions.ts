import { type Access, accessLevels, type Requirement } from '../contract/entities.ts';
import { rank } from '../domain/access.ts';
import type { Audience, FunnelStep, LevelCounts, WorkerPage } from './answers.ts';
import { contains } from './intervals.ts';
import type { Knowledge } from './knowledge.ts';
import { levelCounts } from './live-counts.ts';
import type { Clause } from './predicate.ts';

/** Answers how many workers any set of requirements admits, and which. */
export class AudienceQuestions {
  readonly #knowledge: Knowledge;

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  audience(requirements: readonly Requirement[]): Audience {
    const { watches, workers } = this.#knowledge;
    const clauses = this.#knowledge.vocabulary.clausesOf(requirements);
    const all = this.#existing();
    const online = watches.workers.filter((worker) => workers.has(worker));
    return {
      eligible: this.#count(clauses, all),
      online: this.#count(clauses, online),
      population: workers.population,
      funnel: this.#funnel(requirements, all),
    };
  }

  #existing(): number[] {
    const { workers } = this.#knowledge;
    return workers.numbering.ids.map((_, worker) => worker).filter((worker) => workers.has(worker));
  }

  #level(clauses: readonly Clause[], worker: number): number {
    let level = 3;
    for (const { attribute, passes, cap } of clauses) {
      if (!contains(passes, this.#knowledge.workers.valueOf(worker, attribute))) level = Math.min(level, cap);
    }
    return level;
  }

  #count(clauses: readonly Clause[], workers: readonly number[]): LevelCounts {
    const atLevel = [0, 0, 0, 0];
    for (const worker of workers) {
      const level = this.#level(clauses, worker);
      atLevel[level] = (atLevel[level] as number) + 1;
    }
    return levelCounts(atLevel);
  }

  #funnel(requirements: readonly Requirement[], all: readonly number[]): FunnelStep[] {
    const { vocabulary, workers } = this.#knowledge;
    let left = all;
    return requirements.map((requirement) => {
      const { attribute, passes } = vocabulary.predicateOf(requirement);
      const admitted = (among: readonly number[]) =>
        among.filter((worker) => contains(passes, workers.valueOf(worker, attribute)));
      left = admitted(left);
      return { requirement, alone: admitted(all).length, remaining: left.length };
    });
  }

  list(
    requirements: readonly Requirement[],
    level: Exclude<Access, 'none'>,
    page: { readonly limit: number; readonly after?: string },
  ): WorkerPage {
    const { numbering } = this.#knowledge.workers;
    const clauses = this.#knowledge.vocabulary.clausesOf(requirements);
    const start = page.after === undefined ? 0 : numbering.find(page.after) + 1;
    const found = this.#existing()
      .filter(
        (worker) =>
          worker >= start && this.#level(clauses, worker) >= rank(accessLevels[rank(level)] as Access),
      )
      .slice(0, page.limit + 1)
      .map((worker) => numbering.idOf(worker));
    const workers = found.slice(0, page.limit);
    const last = workers.at(-1);
    return { workers, ...(found.length > workers.length && last ? { next: last } : {}) };
  }
}
