import type { AskedSets } from './asked-sets.ts';
import type { QualificationFact, QualificationTypeFact, WorkerFact, WorkerValue } from './facts.ts';
import type { FlipRecorder } from './flips.ts';
import { Groups } from './groups.ts';
import { missing } from './intervals.ts';
import type { Knowledge } from './knowledge.ts';
import type { LiveCounts } from './live-counts.ts';
import { Moves } from './moves.ts';
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
  readonly #moves = new Moves();
  /** Audiences whose level is to be asked again after the change: some clause passes now, or several changed. */
  readonly #again: { readonly audience: number; readonly losses: number; readonly before: number }[] = [];

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
    const exists = this.#knowledge.workers.has(worker);
    if (exists) this.#asked.changes(worker, changes);
    for (const change of changes) {
      if (exists) this.#changeValue(worker, change);
      else this.#putValue(worker, change);
    }
    if (exists) this.#asked.changed(worker);
  }

  #putValue(worker: number, { attribute, from, to }: Change): void {
    this.#knowledge.workers.putValue(worker, attribute, to);
    this.#sets.changed(worker, attribute, from, to);
  }

  #changeValue(worker: number, change: Change): void {
    const isWatched = this.#knowledge.watches.has(worker);
    if (!isWatched && this.#counts.size === 0) {
      this.#putValue(worker, change);
      return;
    }
    this.#moves.clear();
    this.#meet(worker, change, isWatched);
    this.#putValue(worker, change);
    this.#meetAgain(worker);
    this.#follow(worker, isWatched);
  }

  /**
   * Finds the audiences that the change may move. Each is asked once, where its clause passes: before the change
   * if that breaks it, after if it makes it; what failing it takes away tells the other side.
   */
  #meet(worker: number, { attribute, from, to }: Change, isWatched: boolean): void {
    const knowledge = this.#knowledge;
    const { audiences } = knowledge;
    audiences.concerned(attribute, from, to, (audience, losses, passesNow) => {
      if (!isWatched && !this.#counts.has(audience)) return;
      if (audiences.repeats(audience)) this.#repeat(worker, audience);
      else if (passesNow) this.#again.push({ audience, losses, before: -1 });
      else {
        const lost = knowledge.lost(worker, audience);
        this.#moves.add(audience, lost, lost | losses);
      }
    });
  }

  #repeat(worker: number, audience: number): void {
    if (this.#again.some((one) => one.audience === audience)) return;
    this.#again.push({ audience, losses: 0, before: this.#knowledge.lost(worker, audience) });
  }

  #meetAgain(worker: number): void {
    for (const { audience, losses, before } of this.#again) {
      const lost = this.#knowledge.lost(worker, audience);
      this.#moves.add(audience, before < 0 ? lost | losses : before, lost);
    }
    this.#again.length = 0;
  }

  #follow(worker: number, isWatched: boolean): void {
    const knowledge = this.#knowledge;
    for (let at = 0; at < this.#moves.size; at++) {
      const audience = this.#moves.audience(at);
      const before = this.#moves.before(at);
      this.#counts.move(audience, before, this.#moves.after(at));
      if (!isWatched) continue;
      const { listed } = knowledge.audiences;
      for (let group = listed.first(audience); group >= 0; group = listed.after(group)) {
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
