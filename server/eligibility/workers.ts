import type { HeldValue } from '../domain/requirement.ts';
import { type Bits, hasBit, putBit, wordsFor } from './bitset.ts';
import type { Checker } from './checker.ts';
import { grownInt32, Versions } from './columns.ts';
import type { WorkerValue } from './facts.ts';
import { int32Min, missing } from './intervals.ts';
import { Numbering } from './numbering.ts';
import { attributes, firstOwn, mastersHeld, type Vocabulary } from './predicate.ts';
import { Qualifications } from './qualifications.ts';
import { Slices } from './slices.ts';
import { storedValue } from './stored.ts';
import { flags, rowMembers, sparseFlag, WorkerRows } from './worker-rows.ts';

/** What is known of each worker. Numbers are given when a worker is first named, which may be before its own fact. */
export class Workers {
  readonly numbering = new Numbering();
  readonly rows: WorkerRows;
  readonly qualifications: Qualifications;
  exists: Bits = new Int32Array(0);
  #population = 0;
  readonly #versions = new Versions();
  readonly #systemSlices = Object.values(attributes).map(() => new Slices(0));
  readonly #requesters = new Map<number, string>();
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary, checker: Checker) {
    this.#vocabulary = vocabulary;
    this.rows = new WorkerRows(checker);
    this.qualifications = new Qualifications(this.rows);
  }

  get population(): number {
    return this.#population;
  }

  /** Numbers that there is room for; a power of two. */
  get room(): number {
    return this.rows.room;
  }

  intern(id: string): number {
    const worker = this.numbering.intern(id);
    if (worker >= this.room) this.#grow();
    return worker;
  }

  #grow(): void {
    this.rows.growTo(this.room + 1);
    const words = wordsFor(this.room);
    this.exists = grownInt32(this.exists, words);
    this.qualifications.grow();
    for (const slices of this.#systemSlices) slices.grow(words);
  }

  has(worker: number): boolean {
    return worker >= 0 && hasBit(this.exists, worker);
  }

  advance(worker: number, version: number): boolean {
    return this.#versions.advance(worker, version);
  }

  hasFlag(worker: number, flag: number): boolean {
    return (this.rows.get(worker, rowMembers.flags) & flag) !== 0;
  }

  setFlag(worker: number, flag: number, on: boolean): void {
    const known = this.rows.get(worker, rowMembers.flags);
    this.rows.set(worker, rowMembers.flags, on ? known | flag : known & ~flag);
  }

  requesterOf(worker: number): string | undefined {
    return this.hasFlag(worker, flags.requester) ? this.#requesters.get(worker) : undefined;
  }

  setRequester(worker: number, requester: string | undefined): void {
    this.setFlag(worker, flags.requester, requester !== undefined);
    if (requester === undefined) this.#requesters.delete(worker);
    else this.#requesters.set(worker, requester);
  }

  setExists(worker: number, exists: boolean): void {
    if (this.has(worker) !== exists) this.#population += exists ? 1 : -1;
    putBit(this.exists, worker, exists);
  }

  /** The system values of a fact, by attribute. */
  systemValues(value: WorkerValue): number[] {
    const values: number[] = [];
    values[attributes.approvalRate] = value.approvalRate;
    values[attributes.hitsApproved] = value.hitsApproved;
    values[attributes.locale] = this.#vocabulary.locales.codeOf(value.locale);
    values[attributes.masters] = value.masters ? mastersHeld : missing;
    values[attributes.adult] = value.adult ? 1 : 0;
    return values;
  }

  /** The worker's value of an attribute, or `missing`. */
  valueOf(worker: number, attribute: number): number {
    switch (attribute) {
      case attributes.approvalRate:
        return this.rows.get(worker, rowMembers.approvalRate);
      case attributes.hitsApproved:
        return this.rows.get(worker, rowMembers.hitsApproved);
      case attributes.locale:
        return this.rows.get(worker, rowMembers.locale);
      case attributes.masters:
        return this.hasFlag(worker, flags.masters) ? mastersHeld : missing;
      case attributes.adult:
        return this.hasFlag(worker, flags.adult) ? 1 : 0;
      default:
        return this.qualifications.valueOf(attribute - firstOwn, worker);
    }
  }

  /** The attribute's values cut across; undefined for an own type that few have. */
  slicesOf(attribute: number): Slices | undefined {
    if (attribute < firstOwn) return this.#systemSlices[attribute];
    return this.qualifications.slicesOf(attribute - firstOwn);
  }

  putValue(worker: number, attribute: number, value: number): void {
    const from = storedValue(attribute, this.valueOf(worker, attribute));
    this.#systemSlices[attribute]?.change(worker, from, storedValue(attribute, value));
    switch (attribute) {
      case attributes.approvalRate:
        this.rows.set(worker, rowMembers.approvalRate, value);
        break;
      case attributes.hitsApproved:
        this.rows.set(worker, rowMembers.hitsApproved, value);
        break;
      case attributes.locale:
        this.rows.set(worker, rowMembers.locale, value);
        break;
      case attributes.masters:
        this.setFlag(worker, flags.masters, value !== missing);
        break;
      case attributes.adult:
        this.setFlag(worker, flags.adult, value === 1);
        break;
      default:
        this.#putOwn(worker, attribute - firstOwn, value);
    }
  }

  #putOwn(worker: number, type: number, value: number): void {
    this.qualifications.put(type, worker, value);
    this.setFlag(worker, sparseFlag(type), true);
    if (value === int32Min) this.setFlag(worker, flags.floor, true);
  }

  /** The value in the words of requirements. */
  heldValue(worker: number, attribute: number): HeldValue {
    const value = this.valueOf(worker, attribute);
    if (value === missing) return null;
    if (attribute === attributes.masters) return 'held';
    return attribute === attributes.locale ? this.#vocabulary.locales.localeOf(value) : value;
  }
}
