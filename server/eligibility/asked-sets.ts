import { accessLevels, type Requirement } from '../contract/entities.ts';
import { accessWhenUnmet, rank } from '../domain/access.ts';
import { ones } from './bitset.ts';
import { contains } from './intervals.ts';
import type { Knowledge } from './knowledge.ts';
import { type Predicate, predicateKey } from './predicate.ts';
import type { WorkerSets } from './worker-sets.ts';

/** So many sets of requirements that were asked about last are kept current. */
const keptMax = 32;

/**
 * Figures of one set of requirements in the order given. What a worker adds to them follows from which of the
 * requirements it meets: a bit each.
 */
export interface AskedSet {
  readonly predicates: readonly Predicate[];
  /** By requirement, the level left to those who fail it. */
  readonly caps: readonly number[];
  /** Who meets the requirement; who meets it and all before. */
  readonly alone: number[];
  readonly remaining: number[];
  /** Workers, and those on line, at each level 0-3. */
  readonly atLevel: number[];
  readonly onlineAtLevel: number[];
}

export class AskedSets {
  readonly #knowledge: Knowledge;
  readonly #sets: WorkerSets;
  /** Least recently asked first. */
  readonly #kept = new Map<string, AskedSet>();
  /** While a worker's values change: sets concerned, with what it met before. */
  readonly #changing: { readonly set: AskedSet; readonly met: number }[] = [];

  constructor(knowledge: Knowledge, sets: WorkerSets) {
    this.#knowledge = knowledge;
    this.#sets = sets;
  }

  of(requirements: readonly Requirement[]): AskedSet {
    const predicates = requirements.map((requirement) => this.#knowledge.vocabulary.predicateOf(requirement));
    const caps = requirements.map((requirement) => rank(accessWhenUnmet[requirement.ActionsGuarded]));
    const key = predicates.map((predicate, at) => `${caps[at]}/${predicateKey(predicate)}`).join(' ');
    const set = this.#kept.get(key) ?? this.#counted(predicates, caps);
    this.#kept.delete(key);
    this.#kept.set(key, set);
    if (this.#kept.size > keptMax) this.#kept.delete(this.#kept.keys().next().value as string);
    return set;
  }

  #counted(predicates: readonly Predicate[], caps: readonly number[]): AskedSet {
    const zeros = () => predicates.map(() => 0);
    const levels = () => accessLevels.map(() => 0);
    const set = {
      predicates,
      caps,
      alone: zeros(),
      remaining: zeros(),
      atLevel: levels(),
      onlineAtLevel: levels(),
    };
    this.#count(set);
    for (const worker of this.#knowledge.online())
      addAt(set.onlineAtLevel, levelOf(set, this.#met(set, worker)), 1);
    return set;
  }

  /** Counts 32 workers at a time. */
  #count(set: AskedSet): void {
    const { exists } = this.#knowledge.workers;
    const sets = set.predicates.map((predicate) => this.#sets.of(predicate));
    const words = this.#knowledge.workers.room >>> 5;
    for (let word = 0; word < words; word++) {
      const all = exists[word] as number;
      if (all === 0) continue;
      let left = all;
      // Who may discover, preview, accept.
      let [discover, preview] = [all, all];
      for (let at = 0; at < sets.length; at++) {
        const meeting = ((sets[at] as Int32Array)[word] as number) & all;
        left &= meeting;
        addAt(set.alone, at, ones(meeting));
        addAt(set.remaining, at, ones(left));
        if ((set.caps[at] as number) < 2) preview &= meeting;
        if ((set.caps[at] as number) < 1) discover &= meeting;
      }
      addAt(set.atLevel, 3, ones(left));
      addAt(set.atLevel, 2, ones(preview & ~left));
      addAt(set.atLevel, 1, ones(discover & ~preview));
      addAt(set.atLevel, 0, ones(all & ~discover));
    }
  }

  /** Which requirements the worker meets. */
  #met(set: AskedSet, worker: number): number {
    let met = 0;
    for (let at = 0; at < set.predicates.length; at++) {
      const { attribute, passes } = set.predicates[at] as Predicate;
      if (contains(passes, this.#knowledge.workers.valueOf(worker, attribute))) met |= 1 << at;
    }
    return met;
  }

  /** A worker came into being (1), or goes (-1). */
  existence(worker: number, change: 1 | -1): void {
    for (const set of this.#kept.values()) this.#add(set, worker, this.#met(set, worker), change);
  }

  /** A worker is on line from now on (1), or no longer (-1). */
  online(worker: number, change: 1 | -1): void {
    if (!this.#knowledge.workers.has(worker)) return;
    for (const set of this.#kept.values())
      addAt(set.onlineAtLevel, levelOf(set, this.#met(set, worker)), change);
  }

  /** Values of these attributes are about to change; to be followed by `changed`. */
  changes(worker: number, attributes: readonly { readonly attribute: number }[]): void {
    this.#changing.length = 0;
    for (const set of this.#kept.values()) {
      const isConcerned = attributes.some(({ attribute }) =>
        set.predicates.some((one) => one.attribute === attribute),
      );
      if (isConcerned) this.#changing.push({ set, met: this.#met(set, worker) });
    }
  }

  changed(worker: number): void {
    for (const { set, met } of this.#changing) {
      const now = this.#met(set, worker);
      if (now === met) continue;
      this.#add(set, worker, met, -1);
      this.#add(set, worker, now, 1);
    }
  }

  #add(set: AskedSet, worker: number, met: number, change: 1 | -1): void {
    let isLeft = true;
    for (let at = 0; at < set.predicates.length; at++) {
      const isMet = ((met >>> at) & 1) === 1;
      isLeft &&= isMet;
      if (isMet) addAt(set.alone, at, change);
      if (isLeft) addAt(set.remaining, at, change);
    }
    addAt(set.atLevel, levelOf(set, met), change);
    if (this.#knowledge.isOnline(worker)) addAt(set.onlineAtLevel, levelOf(set, met), change);
  }
}

function levelOf(set: AskedSet, met: number): number {
  let level = 3;
  for (let at = 0; at < set.caps.length; at++) {
    if (((met >>> at) & 1) === 0) level = Math.min(level, set.caps[at] as number);
  }
  return level;
}

function addAt(figures: number[], at: number, change: number): void {
  figures[at] = (figures[at] as number) + change;
}
