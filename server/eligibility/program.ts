import { contains, type Intervals, int32Max, int32Min, missing, pairsOf } from './intervals.ts';
import { attributes, type Clause, firstOwn } from './predicate.ts';
import { flags, rowMembers, rowShift, type Workers } from './workers.ts';

/**
 * A set of clauses as words that one loop can run:
 *   0  where the instructions on system values end, from the start of the program
 *   1  where those on own types end
 *   2… instructions of five words: source, mask, low, span, tail; then lists of further intervals.
 * Source is the member of a worker's row, or the own type. A value passes if, minus low, it is at most span,
 * both without sign. The tail holds the level that is left on failure (2 bits), whether the least integer
 * passes (1 bit), and where a list begins that must also hold the value (0: there is none).
 */
const headerWords = 2;
const instructionWords = 5;
const capMask = 3;
const floorPasses = 4;
const listShift = 3;

export function assemble(clauses: readonly Clause[]): number[] {
  const system = clauses.filter(({ attribute }) => attribute < firstOwn);
  const own = clauses.filter(({ attribute }) => attribute >= firstOwn);
  const systemEnd = headerWords + system.length * instructionWords;
  const ownEnd = systemEnd + own.length * instructionWords;
  const lists: number[] = [];
  const instructions = [...system, ...own].flatMap((clause) => instruction(clause, lists, ownEnd));
  return [systemEnd, ownEnd, ...instructions, ...lists];
}

function instruction(clause: Clause, lists: number[], listsStart: number): number[] {
  const { source, mask, stored } = encoded(clause);
  const tail = clause.cap | (contains(clause.passes, int32Min) ? floorPasses : 0);
  if (stored.length === 1) {
    const [[low, high]] = stored as [[number, number]];
    return [source, mask, low | 0, (high - low) | 0, tail];
  }
  const list = listsStart + lists.length;
  lists.push(stored.length, ...stored.flatMap(([low, high]) => [low | 0, (high - low) | 0]));
  return [source, mask, 0, -1, tail | (list << listShift)];
}

interface Encoded {
  readonly source: number;
  readonly mask: number;
  /** Intervals as the columns store values. */
  readonly stored: readonly (readonly [number, number])[];
}

function encoded({ attribute, passes }: Clause): Encoded {
  switch (attribute) {
    case attributes.approvalRate:
      return { source: rowMembers.approvalRate, mask: -1, stored: pairsOf(passes) };
    case attributes.hitsApproved:
      return { source: rowMembers.hitsApproved, mask: -1, stored: pairsOf(passes) };
    case attributes.locale:
      return { source: rowMembers.locale, mask: -1, stored: pairsOf(passes) };
    case attributes.masters:
      return {
        source: rowMembers.flags,
        mask: flags.masters,
        stored: flagPairs(passes, flags.masters, missing),
      };
    case attributes.adult:
      return { source: rowMembers.flags, mask: flags.adult, stored: flagPairs(passes, flags.adult, 0) };
    default:
      return { source: attribute - firstOwn, mask: -1, stored: ownPairs(passes) };
  }
}

/** A clause on a flag asks for one of its two states, or for neither: what all pass is no clause. */
function flagPairs(passes: Intervals, flag: number, off: number): [number, number][] {
  if (passes.length === 0) return [];
  return contains(passes, off) ? [[0, 0]] : [[flag, flag]];
}

/** See `Qualifications`: the sign bit is flipped, and 0 is missing. */
function ownPairs(passes: Intervals): [number, number][] {
  return pairsOf(passes)
    .map(
      ([low, high]) =>
        [low === missing ? missing : Math.max(low, int32Min + 1), Math.min(high, int32Max)] as const,
    )
    .filter(([low, high]) => low <= high)
    .map(([low, high]) => (low === missing ? [0, 0] : [low - int32Min, high - int32Min]));
}

/** Runs programs over workers. */
export class Evaluator {
  readonly #workers: Workers;

  constructor(workers: Workers) {
    this.#workers = workers;
  }

  /** The level (0-3) that the requirements compiled at `start` of `code` leave to a worker. */
  level(code: Int32Array, start: number, worker: number): number {
    const rows = this.#workers.rows;
    const row = worker << rowShift;
    const systemEnd = start + (code[start] as number);
    const ownEnd = start + (code[start + 1] as number);
    let level = 3;
    let at = start + headerWords;
    for (; at < systemEnd; at += instructionWords) {
      const value = (rows[row + (code[at] as number)] as number) & (code[at + 1] as number);
      const tail = code[at + 4] as number;
      if ((value - (code[at + 2] as number)) >>> 0 > (code[at + 3] as number) >>> 0) {
        level = Math.min(level, tail & capMask);
      } else if (tail >> listShift !== 0 && !isListed(code, start + (tail >> listShift), value)) {
        level = Math.min(level, tail & capMask);
      }
    }
    return at < ownEnd && level > 0 ? this.#ownLevel(code, start, at, ownEnd, worker, level) : level;
  }

  #ownLevel(
    code: Int32Array,
    start: number,
    from: number,
    end: number,
    worker: number,
    before: number,
  ): number {
    const { columns, sparse } = this.#workers.qualifications;
    const held = this.#workers.rows[worker << rowShift] as number;
    let level = before;
    for (let at = from; at < end; at += instructionWords) {
      const type = code[at] as number;
      const tail = code[at + 4] as number;
      const column = columns[type] as Int32Array;
      let value = 0;
      if (worker < column.length) value = column[worker] as number;
      else if ((held & flags.sparse) !== 0) value = sparse.valueOf(type, worker);
      let passes = (value - (code[at + 2] as number)) >>> 0 <= (code[at + 3] as number) >>> 0;
      if (passes && tail >> listShift !== 0) passes = isListed(code, start + (tail >> listShift), value);
      if (value === 0 && (held & flags.floor) !== 0 && this.#workers.qualifications.isFloor(type, worker)) {
        passes = (tail & floorPasses) !== 0;
      }
      if (!passes) level = Math.min(level, tail & capMask);
    }
    return level;
  }
}

function isListed(code: Int32Array, list: number, value: number): boolean {
  const end = list + 1 + (code[list] as number) * 2;
  for (let at = list + 1; at < end; at += 2) {
    if ((value - (code[at] as number)) >>> 0 <= (code[at + 1] as number) >>> 0) return true;
  }
  return false;
}
