import { wordsFor } from './bitset.ts';
import { grownInt32, Versions } from './columns.ts';
import { int32Min, missing } from './intervals.ts';
import { PairTable } from './pair-table.ts';
import { Slices } from './slices.ts';

const empty = new Int32Array(0);
/** A type that more than one in so many workers have (or had) gets a column of its own. */
const denseShare = 8;
const denseMin = 64;

/**
 * Values of requesters' own types. A type that many workers have is a column over all workers; the others share
 * one table of pairs. Stored values have their sign bit flipped, so that 0, the value of untouched memory, is
 * `missing`; the one integer that it collides with is kept aside in `floors`.
 */
export class Qualifications {
  /** By type; empty for a type whose values stand in `sparse`. */
  readonly columns: Int32Array[] = [];
  /** Pairs (type, worker). */
  sparse = new PairTable();
  readonly #columnVersions: (Versions | undefined)[] = [];
  readonly #dense: number[] = [];
  readonly #slices: (Slices | undefined)[] = [];
  readonly #pairsOfType: number[] = [];
  readonly #floors = new Map<number, Set<number>>();
  #room = 0;

  /** Makes a type known; types are numbered from 0. */
  open(type: number): void {
    while (this.columns.length <= type) {
      this.columns.push(empty);
      this.#pairsOfType.push(0);
    }
  }

  isDense(type: number): boolean {
    return this.#columnVersions[type] !== undefined;
  }

  /** Room for so many workers in every column. */
  grow(room: number): void {
    this.#room = room;
    for (const [type, column] of this.columns.entries()) {
      if (!this.isDense(type)) continue;
      this.columns[type] = grownInt32(column, room);
      this.#slices[type]?.grow(wordsFor(room));
    }
  }

  /** Notes the version of a fact; false: it is old. */
  advance(type: number, worker: number, version: number): boolean {
    const versions = this.#columnVersions[type];
    if (versions) return versions.advance(worker, version);
    const pairs = this.sparse.size;
    const entry = this.sparse.intern(type, worker);
    const isNews = this.sparse.versions.advance(entry, version);
    if (this.sparse.size > pairs) this.#countPair(type);
    return isNews;
  }

  valueOf(type: number, worker: number): number {
    const stored = this.isDense(type)
      ? (this.columns[type]?.[worker] ?? 0)
      : this.sparse.valueOf(type, worker);
    if (stored !== 0) return stored ^ int32Min;
    return this.isFloor(type, worker) ? int32Min : missing;
  }

  /** Whether the worker's value is the least integer, which is stored like a missing one. */
  isFloor(type: number, worker: number): boolean {
    return this.#floors.get(type)?.has(worker) ?? false;
  }

  put(type: number, worker: number, value: number): void {
    this.#putFloor(type, worker, value === int32Min);
    const stored = value === missing ? 0 : value ^ int32Min;
    const slices = this.#slices[type];
    if (slices) {
      const column = this.columns[type] as Int32Array;
      slices.change(worker, column[worker] as number, stored);
      column[worker] = stored;
    } else this.sparse.values[this.sparse.intern(type, worker)] = stored;
  }

  /** Types that the worker may have: all dense ones, and those it has or had of the others. */
  *typesOf(worker: number): Iterable<number> {
    yield* this.#dense;
    const { sparse } = this;
    for (let entry = sparse.startOfSecond(worker); entry >= 0; entry = sparse.afterOfSecond(entry)) {
      yield sparse.firsts[entry] as number;
    }
  }

  /** A dense type's values cut across. */
  slicesOf(type: number): Slices | undefined {
    return this.#slices[type];
  }

  /** Who has the least integer. */
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
    const pairs = (this.#pairsOfType[type] as number) + 1;
    this.#pairsOfType[type] = pairs;
    if (pairs >= denseMin && pairs * denseShare > this.#room) this.#makeDense(type);
  }

  #makeDense(type: number): void {
    const column = new Int32Array(this.#room);
    const versions = new Versions(this.#room);
    const slices = new Slices(wordsFor(this.#room));
    const { sparse } = this;
    for (let entry = sparse.startOfFirst(type); entry >= 0; entry = sparse.afterOfFirst(entry)) {
      const worker = sparse.seconds[entry] as number;
      column[worker] = sparse.values[entry] as number;
      slices.change(worker, 0, column[worker]);
      versions.advance(worker, sparse.versions.of(entry));
    }
    this.columns[type] = column;
    this.#columnVersions[type] = versions;
    this.#slices[type] = slices;
    this.#dense.push(type);
    this.sparse = this.#sparseWithout(type);
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
