import { wordsFor } from './bitset.ts';
import { Versions } from './columns.ts';
import { int32Min, missing } from './intervals.ts';
import { PairTable } from './pair-table.ts';
import { Slices } from './slices.ts';
import type { WorkerRows } from './worker-rows.ts';

/** A type that more than one in so many workers have (or had) becomes a member of their rows. */
const denseShare = 8;
const denseMin = 64;

/** What is kept of a type that many workers have. */
interface DenseType {
  /** Its member of the rows. */
  readonly member: number;
  readonly versions: Versions;
  readonly slices: Slices;
}

/**
 * Values of requesters' own types. A type that many workers have is a member of their rows; the others share
 * one table of pairs. Stored values have their sign bit flipped, so that 0, the value of untouched memory, is
 * `missing`; the one integer that it collides with is kept aside in `floors`.
 */
export class Qualifications {
  /** Pairs (type, worker). */
  sparse = new PairTable();
  readonly #rows: WorkerRows;
  readonly #dense = new Map<number, DenseType>();
  readonly #pairsOfType = new Map<number, number>();
  readonly #floors = new Map<number, Set<number>>();
  #becameDense: (type: number) => void = () => {};

  constructor(rows: WorkerRows) {
    this.#rows = rows;
  }

  /** Calls `listener` when a type moves into the rows. */
  onDense(listener: (type: number) => void): void {
    this.#becameDense = listener;
  }

  /** The type's member of the rows; 0 for one that stands in `sparse`. */
  memberOf(type: number): number {
    return this.#dense.get(type)?.member ?? 0;
  }

  /** To be called when there are more rows. */
  grow(): void {
    for (const { slices } of this.#dense.values()) slices.grow(wordsFor(this.#rows.room));
  }

  /** Notes the version of a fact; false: it is old. */
  advance(type: number, worker: number, version: number): boolean {
    const dense = this.#dense.get(type);
    if (dense) return dense.versions.advance(worker, version);
    const pairs = this.sparse.size;
    const entry = this.sparse.intern(type, worker);
    const isNews = this.sparse.versions.advance(entry, version);
    if (this.sparse.size > pairs) this.#countPair(type);
    return isNews;
  }

  valueOf(type: number, worker: number): number {
    const member = this.memberOf(type);
    const stored = member > 0 ? this.#rows.get(worker, member) : this.sparse.valueOf(type, worker);
    if (stored !== 0) return stored ^ int32Min;
    return this.#floors.get(type)?.has(worker) ? int32Min : missing;
  }

  put(type: number, worker: number, value: number): void {
    this.#putFloor(type, worker, value === int32Min);
    const stored = value === missing ? 0 : value ^ int32Min;
    const dense = this.#dense.get(type);
    if (dense) this.#putDense(dense, worker, stored);
    else this.sparse.values[this.sparse.intern(type, worker)] = stored;
  }

  #putDense({ member, slices }: DenseType, worker: number, stored: number): void {
    slices.change(worker, this.#rows.get(worker, member), stored);
    this.#rows.set(worker, member, stored);
  }

  /** Types that the worker may have: all dense ones, and those it has or had of the others. */
  *typesOf(worker: number): Iterable<number> {
    yield* this.#dense.keys();
    const { sparse } = this;
    for (let entry = sparse.startOfSecond(worker); entry >= 0; entry = sparse.afterOfSecond(entry)) {
      yield sparse.firsts[entry] as number;
    }
  }

  /** A dense type's values cut across. */
  slicesOf(type: number): Slices | undefined {
    return this.#dense.get(type)?.slices;
  }

  /** Who has the least integer, which is stored like a missing value. */
  floorsOf(type: number): Iterable<number> {
    return this.#floors.get(type) ?? [];
  }

  #putFloor(type: number, worker: number, isFloor: boolean): void {
    const floors = this.#floors.get(type);
    if (!isFloor) floors?.delete(worker);
    else if (floors) floors.add(worker);
    else this.#floors.set(type, new Set([worker]));
  }

  #countPair(type: number): void {
    const pairs = (this.#pairsOfType.get(type) ?? 0) + 1;
    this.#pairsOfType.set(type, pairs);
    if (pairs >= denseMin && pairs * denseShare > this.#rows.room) this.#makeDense(type);
  }

  #makeDense(type: number): void {
    const { room } = this.#rows;
    const member = this.#rows.addMember();
    const dense = { member, versions: new Versions(room), slices: new Slices(wordsFor(room)) };
    const { sparse } = this;
    for (let entry = sparse.startOfFirst(type); entry >= 0; entry = sparse.afterOfFirst(entry)) {
      const worker = sparse.seconds[entry] as number;
      this.#putDense(dense, worker, sparse.values[entry] as number);
      dense.versions.advance(worker, sparse.versions.of(entry));
    }
    this.#dense.set(type, dense);
    this.sparse = this.#sparseWithout(type);
    this.#becameDense(type);
  }

  #sparseWithout(type: number): PairTable {
    const { sparse } = this;
    const rest = new PairTable();
    for (let entry = 0; entry < sparse.size; entry++) {
      if (sparse.firsts[entry] === type) continue;
      const copy = rest.intern(sparse.firsts[entry] as number, sparse.seconds[entry] as number);
      rest.values[copy] = sparse.values[entry] as number;
      rest.versions.advance(copy, sparse.versions.of(entry));
    }
    return rest;
  }
}
