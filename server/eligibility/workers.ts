import type { HeldValue } from '../domain/requirement.ts';
import { type Bits, hasBit, putBit, wordsFor } from './bitset.ts';
import { grownInt32, Versions } from './columns.ts';
import type { WorkerValue } from './facts.ts';
import { int32Min, missing } from './intervals.ts';
import { Numbering } from './numbering.ts';
import { attributes, firstOwn, mastersHeld, type Vocabulary } from './predicate.ts';
import { Qualifications } from './qualifications.ts';
import { Slices } from './slices.ts';
import { storedValue } from './stored.ts';

/** A worker's row of four words, one cache line for all that a check needs of the worker: flags, then values. */
export const rowShift = 2;
export const rowMembers = { flags: 0, approvalRate: 1, hitsApproved: 2, locale: 3 } as const;
export const flags = {
  masters: 1,
  adult: 2,
  /** Has a requester account. */
  requester: 4,
  /** Is blocked by some requester. */
  blocked: 8,
  /** Has or had some HIT. */
  taker: 16,
  /** Has or had some Qualification with the least integer, which `Qualifications` keeps aside. */
  floor: 32,
} as const;
/**
 * The upper bits of the flags say, by type modulo 24, that the worker may have a Qualification in the table of
 * pairs; nearly all who have none are known without looking there.
 */
export function sparseFlag(type: number): number {
  return 1 << (8 + (type % 24));
}
/** Flags of a worker who may be kept from accepting by more than requirements. */
export const hindrance = flags.requester | flags.blocked | flags.taker;

/** What is known of each worker. Numbers are given when a worker is first named, which may be before its own fact. */
export class Workers {
  readonly numbering = new Numbering();
  readonly qualifications = new Qualifications();
  rows: Int32Array = new Int32Array(0);
  exists: Bits = new Int32Array(0);
  #population = 0;
  #room = 0;
  readonly #versions = new Versions();
  readonly #systemSlices = Object.values(attributes).map(() => new Slices(0));
  readonly #requesters = new Map<number, string>();
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  get population(): number {
    return this.#population;
  }

  /** Numbers that fit in the columns; a power of two. */
  get room(): number {
    return this.#room;
  }

  intern(id: string): number {
    const worker = this.numbering.intern(id);
    if (worker >= this.#room) this.#grow();
    return worker;
  }

  #grow(): void {
    this.rows = grownInt32(this.rows, Math.max(this.#room * 2, 64) << rowShift);
    this.#room = this.rows.length >> rowShift;
    this.exists = grownInt32(this.exists, Math.max(64, wordsFor(this.#room)));
    this.qualifications.grow(this.#room);
    for (const slices of this.#systemSlices) slices.grow(wordsFor(this.#room));
  }

  has(worker: number): boolean {
    return worker >= 0 && hasBit(this.exists, worker);
  }

  advance(worker: number, version: number): boolean {
    return this.#versions.advance(worker, version);
  }

  hasFlag(worker: number, flag: number): boolean {
    return ((this.rows[worker << rowShift] as number) & flag) !== 0;
  }

  setFlag(worker: number, flag: number, on: boolean): void {
    const at = worker << rowShift;
    this.rows[at] = on ? (this.rows[at] as number) | flag : (this.rows[at] as number) & ~flag;
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
    const at = worker << rowShift;
    switch (attribute) {
      case attributes.approvalRate:
        return this.rows[at + rowMembers.approvalRate] as number;
      case attributes.hitsApproved:
        return this.rows[at + rowMembers.hitsApproved] as number;
      case attributes.locale:
        return this.rows[at + rowMembers.locale] as number;
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
    const at = worker << rowShift;
    switch (attribute) {
      case attributes.approvalRate:
        this.rows[at + rowMembers.approvalRate] = value;
        break;
      case attributes.hitsApproved:
        this.rows[at + rowMembers.hitsApproved] = value;
        break;
      case attributes.locale:
        this.rows[at + rowMembers.locale] = value;
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
