import { placeObstacles } from '../domain/access.ts';
import type { BlockFact, HitFact, HitTypeFact, HitValue, ParticipationFact } from './facts.ts';
import type { FlipRecorder } from './flips.ts';
import type { GroupOrders } from './group-orders.ts';
import { type Group, Groups } from './groups.ts';
import { hitStates } from './hit-rows.ts';
import { Involvement } from './involvement.ts';
import type { Knowledge } from './knowledge.ts';
import type { LiveCounts } from './live-counts.ts';

/** Takes in facts about HITs and their types, and about who has taken or may not take them. */
export class HitLearner {
  readonly #knowledge: Knowledge;
  readonly #flips: FlipRecorder;
  readonly #orders: GroupOrders;
  readonly #counts: LiveCounts;

  constructor(knowledge: Knowledge, flips: FlipRecorder, orders: GroupOrders, counts: LiveCounts) {
    this.#knowledge = knowledge;
    this.#flips = flips;
    this.#orders = orders;
    this.#counts = counts;
  }

  hitType(fact: HitTypeFact): void {
    const { audiences, groups, hits } = this.#knowledge;
    const group = groups.intern(fact.id);
    if (!groups.advance(group, fact.version)) return;
    this.#flips.noteWatched(group);
    this.#orders.around(group, () => {
      if (Groups.isListed(group)) this.#unlist(group);
      groups.setValue(group, fact.value);
      group.audience = audiences.intern(fact.value.requirements);
      if (Groups.isListed(group)) audiences.enter(group);
    });
    const start = audiences.starts[group.audience] as number;
    group.open.walk((hit) => {
      hits.setProgram(hit, start);
      return true;
    });
  }

  hit(fact: HitFact): void {
    const { groups, hits } = this.#knowledge;
    const hit = hits.intern(fact.id);
    if (!hits.advance(hit, fact.version)) return;
    const before = this.#openGroup(hit);
    const after = fact.value ? groups.intern(fact.value.hitType) : undefined;
    if (before && before === after && fact.value && this.#staysOpen(hit, fact.value)) {
      hits.put(hit, after.number, fact.value);
      return;
    }
    if (before) this.#close(hit, before);
    if (fact.value && after) this.#put(hit, after, fact.value);
    else hits.remove(hit);
  }

  /** Nothing has changed that anybody's access or the group's order depends on; most facts of a large HIT are such. */
  #staysOpen(hit: number, value: HitValue): boolean {
    return placeObstacles(value).length === 0 && value.createdAt === this.#knowledge.hits.createdAt(hit);
  }

  #put(hit: number, group: Group, value: HitValue): void {
    const { hits } = this.#knowledge;
    hits.put(hit, group.number, value);
    if (hits.is(hit, hitStates.open)) this.#open(hit, group);
  }

  #openGroup(hit: number): Group | undefined {
    const { groups, hits } = this.#knowledge;
    return hits.is(hit, hitStates.open) ? groups.all[hits.groupOf(hit)] : undefined;
  }

  #open(hit: number, group: Group): void {
    const { audiences, hits } = this.#knowledge;
    this.#changeOpen(group, 1, () => {
      const wasListed = Groups.isListed(group);
      group.open.add(hit);
      this.#knowledge.involvement.countOpen(hit, group, 1);
      if (!group.value) return;
      hits.setProgram(hit, audiences.starts[group.audience] as number);
      if (!wasListed) audiences.enter(group);
    });
  }

  #close(hit: number, group: Group): void {
    const { hits, involvement } = this.#knowledge;
    this.#changeOpen(group, -1, () => {
      group.open.remove(hit);
      hits.setProgram(hit, 0);
      involvement.countOpen(hit, group, -1);
      if (group.value && group.open.size === 0) this.#unlist(group);
    });
  }

  #unlist(group: Group): void {
    const { audiences } = this.#knowledge;
    audiences.leave(group);
    if (!audiences.isLive(group.audience)) this.#counts.forget(group.audience);
  }

  /**
   * A group's access changes with its open HITs only where the first comes or the last goes, and for those who
   * have taken all that are open, before or after.
   */
  #changeOpen(group: Group, added: 1 | -1, change: () => void): void {
    const before = group.open.size;
    const after = before + added;
    const isFirstOrLast = before === 0 || after === 0;
    if (isFirstOrLast) this.#flips.noteWatched(group);
    else if (Involvement.someTook(group, before)) this.#noteTakers(group, before);
    this.#orders.around(group, change);
    if (!isFirstOrLast && Involvement.someTook(group, after)) this.#noteNewTakersOfAll(group);
  }

  #noteTakers(group: Group, count: number): void {
    const { involvement, watches } = this.#knowledge;
    for (const worker of watches.workers) {
      if (involvement.takenOpen(worker, group) === count) this.#flips.noteNow(worker, group);
    }
  }

  /** They could take one until now; had they taken all, they would be noted already. */
  #noteNewTakersOfAll(group: Group): void {
    const knowledge = this.#knowledge;
    const { involvement, watches, workers } = knowledge;
    for (const worker of watches.workers) {
      if (!group.value || !workers.has(worker) || !involvement.hasTakenAll(worker, group)) continue;
      const level = knowledge.audienceLevel(worker, group.audience);
      const isCapped = involvement.isBlocked(worker, group) || involvement.isOwn(worker, group);
      this.#flips.note(worker, group.number, level === 3 && isCapped ? 2 : level);
    }
  }

  participation(fact: ParticipationFact): void {
    const { hits, involvement, watches, workers } = this.#knowledge;
    const worker = workers.intern(fact.worker);
    const hit = hits.intern(fact.hit);
    const entry = involvement.news('taken', worker, hit, fact.version, fact.value);
    if (entry < 0) return;
    const group = this.#openGroup(hit);
    if (group && watches.has(worker)) this.#flips.noteNow(worker, group);
    involvement.setTaken(entry, fact.value, group);
  }

  block(fact: BlockFact): void {
    const { groups, involvement, watches, workers } = this.#knowledge;
    const worker = workers.intern(fact.worker);
    const requester = involvement.requesters.intern(fact.requester);
    const entry = involvement.news('blocks', requester, worker, fact.version, fact.value);
    if (entry < 0) return;
    if (watches.has(worker)) {
      for (const group of groups.ofRequester(fact.requester)) this.#flips.noteNow(worker, group);
    }
    involvement.setBlock(entry, fact.value);
  }
}
