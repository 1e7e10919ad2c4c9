import type { Audiences } from './audiences.ts';
import { type Bits, hasBit, putBit, wordsFor } from './bitset.ts';
import type { Checker } from './checker.ts';
import { grownInt32, roomFor } from './columns.ts';
import { missing } from './intervals.ts';
import { firstOwn } from './predicate.ts';
import { levelLeft } from './program.ts';
import type { WorkerValues } from './segment-asks.ts';
import { SegmentIndex } from './segment-index.ts';
import type { Workers } from './workers.ts';

type Held = ReturnType<WorkerValues['held']>;

const segmentMin = 256;
const segmentMax = 16_384;

interface Segment {
  readonly start: number;
  /** A power of two. */
  readonly rows: number;
  /** By level 1-3, made when first asked for. */
  readonly indexes: (SegmentIndex | undefined)[];
}

/**
 * Which live audiences a worker belongs to, as a set of rows: one row for each posted audience. Rows are indexed
 * in segments, the last few are asked one by one. Two segments of one size become one of the next, like digits
 * that carry, so that a row is indexed a few times at most, however one by one audiences come.
 */
export class Visibility {
  readonly #audiences: Audiences;
  readonly #workers: Workers;
  readonly #checker: Checker;
  readonly #segments: Segment[] = [];
  /** Of the rows that are indexed. */
  #generation = 0;
  #failed: Bits = new Int32Array(0);
  readonly #values = new ValuesOnce();

  constructor(audiences: Audiences, workers: Workers, checker: Checker) {
    this.#audiences = audiences;
    this.#workers = workers;
    this.#checker = checker;
  }

  /** The rows of live audiences in which the worker has at least this level; good until the next question. */
  rows(worker: number, level: number): Bits {
    const { rows } = this.#audiences;
    const words = wordsFor(rows.size);
    this.#failed = grownInt32(this.#failed, words);
    this.#failed.fill(0, 0, words);
    const indexed = this.#arrange();
    const values = this.#valuesOf(worker);
    for (const segment of this.#segments) {
      this.#index(segment, level).addFailed(this.#failed, segment.start >>> 5, values);
    }
    this.#askEach(indexed, worker, level);
    return this.#withoutFailed(words);
  }

  #withoutFailed(words: number): Bits {
    const { live } = this.#audiences.rows;
    const failed = this.#failed;
    for (let word = 0; word < words; word++)
      failed[word] = ~(failed[word] as number) & (live[word] as number);
    return failed.subarray(0, words);
  }

  /** Makes segments of all rows but the last few; answers how many rows they hold. */
  #arrange(): number {
    const { generation, rows } = this.#audiences;
    if (generation !== this.#generation) this.#segments.length = 0;
    this.#generation = generation;
    const last = this.#segments.at(-1);
    let end = last ? last.start + last.rows : 0;
    while (rows.size - end >= segmentMin) end += this.#addSegment(end, rows.size - end);
    return end;
  }

  #addSegment(start: number, unindexed: number): number {
    const size = 1 << (31 - Math.clz32(Math.min(unindexed, segmentMax)));
    let segment: Segment = { start, rows: size, indexes: [] };
    for (
      let last = this.#segments.at(-1);
      last?.rows === segment.rows && last.rows < segmentMax;
      last = this.#segments.at(-1)
    ) {
      segment = { start: last.start, rows: last.rows * 2, indexes: [] };
      this.#segments.pop();
    }
    this.#segments.push(segment);
    return size;
  }

  #index(segment: Segment, level: number): SegmentIndex {
    segment.indexes[level] ??= new SegmentIndex(this.#clausesOf(segment, level));
    return segment.indexes[level];
  }

  #clausesOf({ start, rows }: Segment, level: number) {
    return Array.from({ length: rows }, (_, row) => {
      const audience = this.#audiences.rows.audiences[start + row] as number;
      return (this.#audiences.clauses[audience] ?? []).filter(({ cap }) => cap < level);
    });
  }

  #askEach(start: number, worker: number, level: number): void {
    const { rows, starts } = this.#audiences;
    for (let row = start; row < rows.size; row++) {
      if (!hasBit(rows.live, row)) continue;
      const program = starts[rows.audiences[row] as number] as number;
      if (levelLeft(this.#checker.lost(program, worker)) < level) putBit(this.#failed, row, true);
    }
  }

  #valuesOf(worker: number): WorkerValues {
    const once = this.#values;
    once.clear();
    let held: Held | undefined;
    return {
      valueOf: (attribute) => once.of(attribute, () => this.#workers.valueOf(worker, attribute)),
      held: () => {
        held ??= this.#held(worker);
        return held;
      },
    };
  }

  #held(worker: number): Held {
    const { qualifications } = this.#workers;
    const attributes = Array.from({ length: firstOwn }, (_, attribute) => attribute);
    for (const type of qualifications.typesOf(worker)) attributes.push(firstOwn + type);
    return attributes
      .map((attribute) => ({ attribute, value: this.#workers.valueOf(worker, attribute) }))
      .filter(({ value }) => value !== missing);
  }
}

/** Values that several segments ask for, each looked up once. */
class ValuesOnce {
  #question = 0;
  #asked = new Uint32Array(64);
  #values = new Float64Array(64);

  clear(): void {
    this.#question++;
  }

  of(attribute: number, lookUp: () => number): number {
    if (attribute >= this.#asked.length) this.#makeRoom(attribute + 1);
    if (this.#asked[attribute] !== this.#question) {
      this.#asked[attribute] = this.#question;
      this.#values[attribute] = lookUp();
    }
    return this.#values[attribute] as number;
  }

  #makeRoom(length: number): void {
    const room = roomFor(this.#asked.length, length);
    this.#asked = new Uint32Array(room);
    this.#values = new Float64Array(room);
  }
}
