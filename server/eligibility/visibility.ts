import type { Audiences } from './audiences.ts';
import { type Bits, hasBit, putBit, wordsFor } from './bitset.ts';
import { grownInt32 } from './columns.ts';
import { missing } from './intervals.ts';
import { firstOwn } from './predicate.ts';
import { type Evaluator, levelLeft } from './program.ts';
import { SegmentIndex, type WorkerValues } from './segment-index.ts';
import type { Workers } from './workers.ts';

const segmentRows = 4096;
const segmentWords = segmentRows >>> 5;
/** So few rows are asked one by one rather than indexed. */
const indexMin = 256;

/** By level 1-3, what is indexed of a segment; the rows after it are asked one by one. */
type Segment = (SegmentIndex | undefined)[];

/**
 * Which live audiences a worker belongs to, as a set of rows: one row for each audience that is posted. Rows are
 * indexed in segments when somebody asks, each time a segment has doubled, so that an audience is indexed a few
 * times at most.
 */
export class Visibility {
  readonly #audiences: Audiences;
  readonly #workers: Workers;
  readonly #evaluator: Evaluator;
  readonly #segments: Segment[] = [];
  #found: Bits = new Int32Array(0);
  #asked: Uint32Array = new Uint32Array(64);
  #values: Float64Array = new Float64Array(64);
  #question = 0;
  /** Of the rows that are indexed. */
  #generation = 0;

  constructor(audiences: Audiences, workers: Workers, evaluator: Evaluator) {
    this.#audiences = audiences;
    this.#workers = workers;
    this.#evaluator = evaluator;
  }

  /** The rows of live audiences in which the worker has at least this level; good until the next question. */
  rows(worker: number, level: number): Bits {
    const { rows } = this.#audiences;
    const words = wordsFor(rows.size);
    const failed = this.#cleared(Math.ceil(rows.size / segmentRows) * segmentWords);
    const values = this.#workerValues(worker);
    for (let start = 0; start < rows.size; start += segmentRows) {
      const index = this.#index(start, level);
      index?.addFailed(failed, start >>> 5, values);
      const end = Math.min(start + segmentRows, rows.size);
      this.#askEach(failed, start + (index?.rows ?? 0), end, worker, level);
    }
    for (let word = 0; word < words; word++)
      failed[word] = ~(failed[word] as number) & (rows.live[word] as number);
    return failed.subarray(0, words);
  }

  #cleared(words: number): Bits {
    this.#found = grownInt32(this.#found, words);
    this.#found.fill(0, 0, words);
    return this.#found;
  }

  #index(start: number, level: number): SegmentIndex | undefined {
    const { rows } = this.#audiences;
    const number = start / segmentRows;
    if (this.#audiences.generation !== this.#generation) this.#forget();
    const segment = this.#segments[number] ?? [];
    this.#segments[number] = segment;
    const filled = Math.min(rows.size - start, segmentRows);
    const indexed = segment[level]?.rows ?? 0;
    if (filled >= indexMin && (filled >= indexed * 2 || (filled === segmentRows && indexed < filled))) {
      segment[level] = this.#build(start, filled, level);
    }
    return segment[level];
  }

  #forget(): void {
    this.#segments.length = 0;
    this.#generation = this.#audiences.generation;
  }

  #build(start: number, rows: number, level: number): SegmentIndex {
    const clauses = Array.from({ length: rows }, (_, row) => {
      const audience = this.#audiences.rows.audiences[start + row] as number;
      return (this.#audiences.clauses[audience] ?? []).filter(({ cap }) => cap < level);
    });
    return new SegmentIndex(clauses, segmentWords);
  }

  #askEach(failed: Bits, start: number, end: number, worker: number, level: number): void {
    const { code, rows, starts } = this.#audiences;
    for (let row = start; row < end; row++) {
      if (!hasBit(rows.live, row)) continue;
      const program = starts[rows.audiences[row] as number] as number;
      if (levelLeft(this.#evaluator.lost(code, program, worker)) < level) putBit(failed, row, true);
    }
  }

  #workerValues(worker: number): WorkerValues {
    this.#question++;
    return { valueOf: (attribute) => this.#valueOf(worker, attribute), held: this.#held(worker) };
  }

  /** Several segments ask for the same values. */
  #valueOf(worker: number, attribute: number): number {
    if (attribute >= this.#asked.length) {
      const room = attribute * 2;
      this.#asked = new Uint32Array(room);
      this.#values = new Float64Array(room);
    }
    if (this.#asked[attribute] !== this.#question) {
      this.#asked[attribute] = this.#question;
      this.#values[attribute] = this.#workers.valueOf(worker, attribute);
    }
    return this.#values[attribute] as number;
  }

  #held(worker: number): { attribute: number; value: number }[] {
    const { qualifications } = this.#workers;
    const attributes = Array.from({ length: firstOwn }, (_, attribute) => attribute);
    for (const type of qualifications.typesOf(worker)) attributes.push(firstOwn + type);
    return attributes
      .map((attribute) => ({ attribute, value: this.#workers.valueOf(worker, attribute) }))
      .filter(({ value }) => value !== missing);
  }
}
