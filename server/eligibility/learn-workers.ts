import type { AskedSets } from './asked-sets.ts';
import type { QualificationFact, QualificationTypeFact, WorkerFact, WorkerValue } from './facts.ts';
import type { FlipRecorder } from './flips.ts';
import { Groups } from './groups.ts';
import { missing } from './intervals.ts';
import type { Knowledge } from './knowledge.ts';
import type { LiveCounts } from './live-counts.ts';
import { firstOwn } from './predicate.ts';
import type { WorkerSets } from './worker-sets.ts';

interface Change {
  readonly attribute: number;
  readonly from: number;
  readonly to: number;
}

/** Takes in facts about workers and what they have, and follows each change of a value to the audiences that it moves. */
export class WorkerLearner {
  readonly #knowledge: Knowledge;
  readonly #flips: FlipRecorder;
  readonly #counts: LiveCounts;
  readonly #sets: WorkerSets;
  readonly #asked: AskedSets;
  /** Audiences that the running change may concern, with the worker's level before it. */
  readonly #concerned: number[] = [];
  readonly #levels: number[] = [];
  /** By audience, the last change that met it. */
  readonly #met: number[] = [];
  #change = 0;

  constructor(
    knowledge: Knowledge,
    flips: FlipRecorder,
    figures: { readonly counts: LiveCounts; readonly sets: WorkerSets; readonly asked: AskedSets },
  ) {
    this.#knowledge = knowledge;
    this.#flips = flips;
    this.#counts = figures.counts;
    this.#sets = figures.sets;
    this.#asked = figures.asked;
  }

  worker(fact: WorkerFact): void {
    const { workers } = this.#knowledge;
    const worker = workers.intern(fact.id);
    if (!workers.advance(worker, fact.version)) return;
    if (fact.value === null) this.#remove(worker);
    else if (workers.has(worker)) this.#alter(worker, fact.value);
    else this.#add(worker, fact.value);
  }

  qualification(fact: QualificationFact): void {
    const { vocabulary, workers } = this.#knowledge;
    const worker = workers.intern(fact.worker);
    const type = vocabulary.types.intern(fact.type);
    workers.qualifications.open(type);
    if (!workers.qualifications.advance(type, worker, fact.version)) return;
    const attribute = firstOwn + type;
    const from = workers.valueOf(worker, attribute);
    const to = fact.value ?? missing;
    if (from !== to) this.#changeValues(worker, [{ attribute, from, to }]);
  }

  #add(worker: number, value: WorkerValue): void {
    const { watches, workers } = this.#knowledge;
    this.#changeValues(worker, this.#changes(worker, value));
    workers.setRequester(worker, value.requester);
    if (watches.has(worker)) this.#noteListed(worker);
    workers.setExists(worker, true);
    this.#counts.workerCame(worker);
    this.#asked.existence(worker, 1);
  }

  #remove(worker: number): void {
    const { watches, workers } = this.#knowledge;
    if (!workers.has(worker)) return;
    if (watches.has(worker)) this.#noteListed(worker);
    this.#counts.workerGoes(worker);
    this.#asked.existence(worker, -1);
    workers.setExists(worker, false);
  }

  #alter(worker: number, value: WorkerValue): void {
    const { workers } = this.#knowledge;
    const before = workers.requesterOf(worker);
    if (before !== value.requester) this.#noteRequesters(worker, [before, value.requester]);
    this.#changeValues(worker, this.#changes(worker, value));
    workers.setRequester(worker, value.requester);
  }

  #noteListed(worker: number): void {
    for (const group of this.#knowledge.groups.all) {
      if (Groups.isListed(group)) this.#flips.noteNow(worker, group);
    }
  }

  #noteRequesters(worker: number, requesters: readonly (string | undefined)[]): void {
    const { groups, watches } = this.#knowledge;
    if (!watches.has(worker)) return;
    for (const requester of requesters) {
      if (requester === undefined) continue;
      for (const group of groups.ofRequester(requester)) this.#flips.noteNow(worker, group);
    }
  }

  #changes(worker: number, value: WorkerValue): Change[] {
    const { workers } = this.#knowledge;
    const changes: Change[] = [];
    for (const [attribute, to] of workers.systemValues(value).entries()) {
      const from = workers.valueOf(worker, attribute);
      if (from !== to) changes.push({ attribute, from, to });
    }
    return changes;
  }

  #changeValues(worker: number, changes: readonly Change[]): void {
    const { workers } = this.#knowledge;
    const follows = workers.has(worker);
    if (follows) this.#meet(worker, changes);
    if (follows) this.#asked.changes(worker, changes);
    for (const { attribute, from, to } of changes) {
      workers.putValue(worker, attribute, to);
      this.#sets.changed(worker, attribute, from, to);
    }
    if (!follows) return;
    this.#follow(worker);
    this.#asked.changed(worker);
  }

  /** Finds the audiences that may change, where somebody wants to know. */
  #meet(worker: number, changes: readonly Change[]): void {
    const { audiences, watches } = this.#knowledge;
    const isWatched = watches.has(worker);
    this.#concerned.length = 0;
    this.#levels.length = 0;
    this.#change++;
    if (!isWatched && this.#counts.size === 0) return;
    for (const { attribute, from, to } of changes) {
      audiences.concerned(attribute, from, to, (audience) => {
        if (this.#met[audience] === this.#change || !(isWatched || this.#counts.has(audience))) return;
        this.#met[audience] = this.#change;
        this.#concerned.push(audience);
        this.#levels.push(this.#knowledge.audienceLevel(worker, audience));
      });
    }
  }

  #follow(worker: number): void {
    const knowledge = this.#knowledge;
    const isWatched = knowledge.watches.has(worker);
    for (const [at, audience] of this.#concerned.entries()) {
      const before = this.#levels[at] as number;
      const level = knowledge.audienceLevel(worker, audience);
      if (level === before) continue;
      this.#counts.move(audience, before, level);
      if (!isWatched) continue;
      for (const group of knowledge.audiences.groups[audience] ?? []) {
        this.#flips.note(worker, group, knowledge.hinderedLevel(worker, group, before));
      }
    }
  }

  qualificationType(fact: QualificationTypeFact): void {
    const { typeNames } = this.#knowledge;
    if (!this.#knowledge.advanceType(fact.id, fact.version)) return;
    if (fact.value === null) typeNames.delete(fact.id);
    else typeNames.set(fact.id, fact.value.name);
  }
}
