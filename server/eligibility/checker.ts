import { hitMembers, hitShift } from './hit-rows.ts';
import type { PairTable } from './pair-table.ts';
import {
  allLevels,
  fourthLosses,
  hasInstructions,
  headerWords,
  instructionWords,
  levelLeft,
  listShift,
} from './program.ts';
import { flags, hindrance } from './worker-rows.ts';

/** What few checks need. */
export interface RareQuestions {
  /** Qualifications that stand in no row: pairs (type, worker). */
  pairs(): PairTable;
  /** What is lost by a worker whose least integer is stored like a missing value. */
  lostExactly(audience: number, worker: number): number;
  /** Whether more than requirements keeps a worker with a flag of `hindrance` from accepting. */
  isHindered(worker: number, hit: number): boolean;
}

/**
 * The words that every check walks over, and the walk. They are fields of this one object, and not of those
 * who fill them, since to reach them through several would take half as long again as the check.
 */
export class Checker {
  /** Rows of workers, `stride` words each (`WorkerRows`). */
  workers: Int32Array = new Int32Array(0);
  stride = 0;
  /** Rows of HITs (`Hits`). */
  hits: Int32Array = new Int32Array(0);
  /** Programs of audiences (`assemble`). */
  code: Int32Array = new Int32Array(1024);
  readonly #rare: RareQuestions;

  constructor(rare: RareQuestions) {
    this.#rare = rare;
  }

  /** The check: the level (0-3) of an existing worker for a HIT. */
  level(worker: number, hit: number): number {
    const { hits, workers } = this;
    const start = hits[(hit << hitShift) + hitMembers.program] as number;
    if (start === 0) return 0;
    const lost = this.lost(start, worker);
    const held = workers[Math.imul(worker, this.stride)] as number;
    if ((held & hindrance) !== 0 && lost === 0 && this.#rare.isHindered(worker, hit)) return 2;
    return levelLeft(lost);
  }

  /** The levels, a bit each, that the program at `start` takes from a worker. */
  lost(start: number, worker: number): number {
    const { code, workers } = this;
    const row = Math.imul(worker, this.stride);
    const losses = code[start + 6] as number;
    const place = workers[row + 3] as number;
    let lost =
      ((((workers[row + 1] as number) - (code[start + 2] as number)) >> 31) & losses) |
      ((((workers[row + 2] as number) - (code[start + 3] as number)) >> 31) & (losses >> 3)) |
      ((((place - (code[start + 4] as number)) | ((code[start + 5] as number) - place)) >> 31) &
        (losses >> 6));
    if ((losses & fourthLosses) !== 0) {
      const source = code[start + 7] as number;
      const mask = code[start + 8] as number;
      const value =
        source >= 0 ? (workers[row + source] as number) & mask : this.#valueInPairs(~source, mask, worker);
      lost |= isAbove((value - (code[start + 9] as number)) | 0, code[start + 10] as number) & (losses >> 9);
    }
    const isPlain = ((losses & hasInstructions) | ((workers[row] as number) & flags.floor)) === 0;
    return (isPlain ? lost : this.#lostInAll(lost, start, worker)) & allLevels;
  }

  /** Nearly all who do not have it are known by a flag. */
  #valueInPairs(type: number, mask: number, worker: number): number {
    const held = this.workers[Math.imul(worker, this.stride)] as number;
    return (held & mask) === 0 ? 0 : this.#rare.pairs().valueOf(type, worker);
  }

  /** `lostSoFar`: by the first words, which are wrong about a worker whose least integer is stored like a missing value. */
  #lostInAll(lostSoFar: number, start: number, worker: number): number {
    const { code, workers } = this;
    const row = Math.imul(worker, this.stride);
    if (((workers[row] as number) & flags.floor) !== 0) {
      return this.#rare.lostExactly(code[start + 1] as number, worker);
    }
    const end = start + (code[start] as number);
    let lost = lostSoFar;
    for (let at = start + headerWords; at < end; at += instructionWords) {
      const source = code[at] as number;
      const mask = code[at + 1] as number;
      const value =
        source >= 0 ? (workers[row + source] as number) & mask : this.#valueInPairs(~source, mask, worker);
      lost |= lostBy(code, start, at, value);
    }
    return lost;
  }
}

/** -1 if `value` is more than `bound`, both without sign, else 0; without a branch: the borrow of their difference. */
function isAbove(value: number, bound: number): number {
  return ((~bound & value) | ((~bound | value) & (bound - value))) >> 31;
}

/** What the instruction takes from a worker with this value. */
function lostBy(code: Int32Array, start: number, at: number, value: number): number {
  const tail = code[at + 4] as number;
  if ((value - (code[at + 2] as number)) >>> 0 > (code[at + 3] as number) >>> 0) return tail & allLevels;
  return tail <= allLevels || isListed(code, start + (tail >> listShift), value) ? 0 : tail & allLevels;
}

function isListed(code: Int32Array, list: number, value: number): boolean {
  const end = list + 1 + (code[list] as number) * 2;
  for (let at = list + 1; at < end; at += 2) {
    if ((value - (code[at] as number)) >>> 0 <= (code[at + 1] as number) >>> 0) return true;
  }
  return false;
}
