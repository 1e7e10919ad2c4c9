import type { Group } from './groups.ts';
import { hitStates } from './hit-rows.ts';
import type { Hits } from './hits.ts';
import { Numbering } from './numbering.ts';
import { PairTable } from './pair-table.ts';
import { flags, hindrance } from './worker-rows.ts';
import type { Workers } from './workers.ts';

/** What, besides requirements, keeps a worker from accepting: blocks, its own requester account, HITs it has taken (Q127). */
export class Involvement {
  /** Pairs (requester, worker); 1: blocked. */
  readonly blocks = new PairTable();
  readonly requesters = new Numbering();
  /** Pairs (worker, HIT); 1: has or had it. */
  readonly #taken = new PairTable();
  /** Pairs (worker, group): how many of the group's open HITs the worker has taken. */
  readonly #takenOpen = new PairTable();
  readonly #workers: Workers;
  readonly #hits: Hits;

  constructor(workers: Workers, hits: Hits) {
    this.#workers = workers;
    this.#hits = hits;
  }

  isBlocked(worker: number, group: Group): boolean {
    if (!this.#workers.hasFlag(worker, flags.blocked) || !group.value) return false;
    const requester = this.requesters.find(group.value.requester);
    return requester >= 0 && this.blocks.valueOf(requester, worker) === 1;
  }

  isOwn(worker: number, group: Group): boolean {
    return group.value !== undefined && this.#workers.requesterOf(worker) === group.value.requester;
  }

  hasTaken(worker: number, hit: number): boolean {
    if (!this.#workers.hasFlag(worker, flags.taker) || !this.#hits.is(hit, hitStates.taken)) return false;
    return this.#taken.valueOf(worker, hit) === 1;
  }

  takenOpen(worker: number, group: Group): number {
    if (!group.takers || !this.#workers.hasFlag(worker, flags.taker)) return 0;
    return this.#takenOpen.valueOf(worker, group.number);
  }

  /** All open HITs of the group are taken by this worker already; false for a group without any. */
  hasTakenAll(worker: number, group: Group): boolean {
    return group.open.size > 0 && this.takenOpen(worker, group) === group.open.size;
  }

  /** Whether the worker may not accept any of the group's open HITs, even if it meets all requirements. */
  isHindered(worker: number, group: Group): boolean {
    if (!this.#workers.hasFlag(worker, hindrance)) return false;
    return this.isBlocked(worker, group) || this.isOwn(worker, group) || this.hasTakenAll(worker, group);
  }

  /** Numbers of the groups in which the worker has taken all open HITs. */
  *groupsTaken(worker: number, groups: readonly Group[]): Iterable<Group> {
    const pairs = this.#takenOpen;
    for (let entry = pairs.startOfFirst(worker); entry >= 0; entry = pairs.afterOfFirst(entry)) {
      const group = groups[pairs.seconds[entry] as number] as Group;
      if (pairs.values[entry] === group.open.size && group.open.size > 0) yield group;
    }
  }

  /** Requesters who block the worker. */
  *blockersOf(worker: number): Iterable<string> {
    const { blocks } = this;
    for (let entry = blocks.startOfSecond(worker); entry >= 0; entry = blocks.afterOfSecond(entry)) {
      if (blocks.values[entry] === 1) yield this.requesters.idOf(blocks.firsts[entry] as number);
    }
  }

  /** Notes a fact's version; the pair's entry, or -1 if the fact is old or changes nothing. */
  news(pairs: 'taken' | 'blocks', first: number, second: number, version: number, value: boolean): number {
    const table = pairs === 'taken' ? this.#taken : this.blocks;
    const entry = table.intern(first, second);
    if (!table.versions.advance(entry, version)) return -1;
    return table.values[entry] === Number(value) ? -1 : entry;
  }

  setBlock(entry: number, value: boolean): void {
    this.blocks.values[entry] = Number(value);
    if (value) this.#workers.setFlag(this.blocks.seconds[entry] as number, flags.blocked, true);
  }

  /** `group`: where the HIT is open, if it is. */
  setTaken(entry: number, value: boolean, group: Group | undefined): void {
    const worker = this.#taken.firsts[entry] as number;
    this.#taken.values[entry] = Number(value);
    this.#workers.setFlag(worker, flags.taker, true);
    this.#hits.setState(this.#taken.seconds[entry] as number, hitStates.taken, true);
    if (group) this.#countTaken(worker, group, value ? 1 : -1);
  }

  /** The HIT became (1) or ceased to be (-1) open in a group: counts it for all who have taken it. */
  countOpen(hit: number, group: Group, change: 1 | -1): void {
    if (!this.#hits.is(hit, hitStates.taken)) return;
    const pairs = this.#taken;
    for (let entry = pairs.startOfSecond(hit); entry >= 0; entry = pairs.afterOfSecond(entry)) {
      if (pairs.values[entry] === 1) this.#countTaken(pairs.firsts[entry] as number, group, change);
    }
  }

  #countTaken(worker: number, group: Group, change: 1 | -1): void {
    const entry = this.#takenOpen.intern(worker, group.number);
    const before = this.#takenOpen.values[entry] as number;
    this.#takenOpen.values[entry] = before + change;
    group.takers ??= new Map();
    addTo(group.takers, before, -1);
    addTo(group.takers, before + change, 1);
    if (group.takers.size === 0) group.takers = undefined;
  }

  /** Whether some worker has taken exactly so many of the group's open HITs. */
  static someTook(group: Group, count: number): boolean {
    return group.takers?.has(count) ?? false;
  }
}

function addTo(takers: Map<number, number>, count: number, change: number): void {
  if (count === 0) return;
  const workers = (takers.get(count) ?? 0) + change;
  if (workers === 0) takers.delete(count);
  else takers.set(count, workers);
}
