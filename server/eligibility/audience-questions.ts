import type { Access, Requirement } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { rank } from '../domain/access.ts';
import type { Audience, WorkerPage } from './answers.ts';
import type { AskedSets } from './asked-sets.ts';
import type { Bits } from './bitset.ts';
import type { Knowledge } from './knowledge.ts';
import { levelCounts } from './live-counts.ts';
import type { WorkerSets } from './worker-sets.ts';

/** Answers how many workers any set of requirements admits, and which. */
export class AudienceQuestions {
  readonly #knowledge: Knowledge;
  readonly #sets: WorkerSets;
  readonly #asked: AskedSets;

  constructor(knowledge: Knowledge, sets: WorkerSets, asked: AskedSets) {
    this.#knowledge = knowledge;
    this.#sets = sets;
    this.#asked = asked;
  }

  audience(requirements: readonly Requirement[]): Audience {
    const set = this.#asked.of(requirements);
    return {
      eligible: levelCounts(set.atLevel),
      online: levelCounts(set.onlineAtLevel),
      population: this.#knowledge.workers.population,
      funnel: requirements.map((requirement, at) => ({
        requirement,
        alone: set.alone[at] as number,
        remaining: set.remaining[at] as number,
      })),
    };
  }

  list(
    requirements: readonly Requirement[],
    level: Exclude<Access, 'none'>,
    page: { readonly limit: number; readonly after?: string },
  ): WorkerPage {
    const { numbering } = this.#knowledge.workers;
    const guarding = this.#knowledge.vocabulary
      .clausesOf(requirements)
      .filter(({ cap }) => cap < rank(level));
    const sets = [this.#knowledge.workers.exists, ...guarding.map((clause) => this.#sets.of(clause))];
    const last = page.after === undefined ? -1 : numbering.find(page.after);
    if (page.after !== undefined && last < 0)
      throw new Refused('BadRequest', 'The page to go on from is not one of this list.');
    const found = firstInAll(sets, last + 1, this.#knowledge.workers.room, page.limit + 1);
    const workers = found.slice(0, page.limit).map((worker) => numbering.idOf(worker));
    const next = found.length > page.limit ? workers.at(-1) : undefined;
    return { workers, ...(next === undefined ? {} : { next }) };
  }
}

/** The first numbers from `start` on that are in all sets. */
function firstInAll(sets: readonly Bits[], start: number, room: number, count: number): number[] {
  const found: number[] = [];
  for (let word = start >>> 5; word < room >>> 5 && found.length < count; word++) {
    let common = word === start >>> 5 ? -1 << (start & 31) : -1;
    for (const set of sets) common &= set[word] as number;
    for (; common !== 0 && found.length < count; common &= common - 1) {
      found.push((word << 5) + 31 - Math.clz32(common & -common));
    }
  }
  return found;
}
