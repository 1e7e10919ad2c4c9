import { contains, type Intervals, int32Max, int32Min, intersection, missing, pairsOf } from './intervals.ts';
import { attributes, type Clause, firstOwn } from './predicate.ts';
import { storedPairs } from './stored.ts';
import { flags, rowMembers, rowShift, sparseFlag, type Workers } from './workers.ts';

/**
 * A set of clauses as words, laid out for one walk without many branches:
 *   0  where the instructions on system values end, from the start of the program; 1 where those on own types end
 *   2…13  four words each for approval rate, HITs approved and locale: low, high, inverted (-1) or not (0), losses
 *   14…  instructions of five words: source, mask, low, span, tail; then lists of further intervals
 * The three values are never negative, so that the sign of value - low and of high - value says whether a value
 * lies between. Losses are the levels that a failure takes away, a bit each (1 discover, 2 preview, 4 accept).
 *
 * Instructions stand for all else. Source is the member of a worker's row (of which mask takes the bits that
 * count), or the own type (with mask its `sparseFlag`). A value passes if,
 * minus low, it is at most span, both without sign. The tail holds the losses (3 bits), whether the least
 * integer passes (1 bit), and where a list begins that must also hold the value (0: there is none).
 */
const slotsStart = 2;
const slotWords = 4;
const headerWords = slotsStart + 3 * slotWords;
const instructionWords = 5;
const allLevels = 7;
const floorPasses = 8;
const listShift = 4;

const slotAttributes = [attributes.approvalRate, attributes.hitsApproved, attributes.locale];
const slotDomain: Intervals = [0, int32Max];

export function assemble(clauses: readonly Clause[]): number[] {
  const slots: number[] = slotAttributes.flatMap(() => [0, 0, 0, 0]);
  const system: Clause[] = [];
  for (const clause of clauses) {
    if (clause.attribute < firstOwn && !takeSlot(clause, slots)) system.push(clause);
  }
  const own = clauses.filter(({ attribute }) => attribute >= firstOwn);
  const systemEnd = headerWords + system.length * instructionWords;
  const ownEnd = systemEnd + own.length * instructionWords;
  const lists: number[] = [];
  const instructions = [...system, ...own].flatMap((clause) => instruction(clause, lists, ownEnd));
  return [systemEnd, ownEnd, ...slots, ...instructions, ...lists];
}

/** The levels that failing a clause takes away. */
export function lossesOf({ cap }: Clause): number {
  return allLevels & ~((1 << cap) - 1);
}

/** The highest level (0-3) that is left. */
export function levelLeft(lost: number): number {
  return 32 - Math.clz32(allLevels & ~lost);
}

/** False: the clause needs an instruction, since its attribute has no slot, or a used one, or it is no single interval. */
function takeSlot(clause: Clause, slots: number[]): boolean {
  const at = slotAttributes.indexOf(clause.attribute as (typeof slotAttributes)[number]) * slotWords;
  if (at < 0 || slots[at + 3] !== 0) return false;
  const passes = intersection(clause.passes, slotDomain);
  if (passes.length > 2 && !isHole(passes)) return false;
  const [low = 1, high = 0, after = 0] = passes;
  const words = passes.length > 2 ? [high + 1, after - 1, -1] : [low, high, 0];
  slots.splice(at, slotWords, ...words, lossesOf(clause));
  return true;
}

/** All values but those of one interval. */
function isHole(passes: Intervals): boolean {
  return passes.length === 4 && passes[0] === 0 && passes[3] === int32Max;
}

function instruction(clause: Clause, lists: number[], listsStart: number): number[] {
  const { source, mask, stored } = encoded(clause);
  const tail = lossesOf(clause) | (contains(clause.passes, int32Min) ? floorPasses : 0);
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
      return {
        source: attribute - firstOwn,
        mask: sparseFlag(attribute - firstOwn),
        stored: storedPairs({ attribute, passes }),
      };
  }
}

/** A clause on a flag asks for one of its two states, or for neither: what all pass is no clause. */
function flagPairs(passes: Intervals, flag: number, off: number): [number, number][] {
  if (passes.length === 0) return [];
  return contains(passes, off) ? [[0, 0]] : [[flag, flag]];
}

/** Runs programs over workers. */
export class Evaluator {
  readonly #workers: Workers;

  constructor(workers: Workers) {
    this.#workers = workers;
  }

  /** The levels, a bit each, that the requirements compiled at `start` of `code` take from a worker. */
  lost(code: Int32Array, start: number, worker: number): number {
    const rows = this.#workers.rows;
    const row = worker << rowShift;
    const rate = rows[row + 1] as number;
    const approved = rows[row + 2] as number;
    const place = rows[row + 3] as number;
    let lost =
      (((((code[start + 3] as number) - rate) | (rate - (code[start + 2] as number))) >> 31) ^
        (code[start + 4] as number)) &
      (code[start + 5] as number);
    lost |=
      (((((code[start + 7] as number) - approved) | (approved - (code[start + 6] as number))) >> 31) ^
        (code[start + 8] as number)) &
      (code[start + 9] as number);
    lost |=
      (((((code[start + 11] as number) - place) | (place - (code[start + 10] as number))) >> 31) ^
        (code[start + 12] as number)) &
      (code[start + 13] as number);
    const end = code[start + 1] as number;
    if (end > headerWords && lost < allLevels) lost |= this.#lostByInstructions(code, start, worker);
    return lost;
  }

  #lostByInstructions(code: Int32Array, start: number, worker: number): number {
    const rows = this.#workers.rows;
    const row = worker << rowShift;
    const systemEnd = start + (code[start] as number);
    const ownEnd = start + (code[start + 1] as number);
    let lost = 0;
    let at = start + headerWords;
    for (; at < systemEnd; at += instructionWords) {
      const value = (rows[row + (code[at] as number)] as number) & (code[at + 1] as number);
      const tail = code[at + 4] as number;
      if ((value - (code[at + 2] as number)) >>> 0 > (code[at + 3] as number) >>> 0) lost |= tail;
      else if (tail >> listShift !== 0 && !isListed(code, start + (tail >> listShift), value)) lost |= tail;
    }
    const { columns } = this.#workers.qualifications;
    const held = rows[row] as number;
    for (; at < ownEnd; at += instructionWords) {
      const type = code[at] as number;
      const tail = code[at + 4] as number;
      const column = columns[type] as Int32Array;
      let value = 0;
      if (worker < column.length) value = column[worker] as number;
      else if ((held & (code[at + 1] as number)) !== 0)
        value = this.#workers.qualifications.sparse.valueOf(type, worker);
      let passes = (value - (code[at + 2] as number)) >>> 0 <= (code[at + 3] as number) >>> 0;
      if (passes && tail >> listShift !== 0) passes = isListed(code, start + (tail >> listShift), value);
      if (value === 0 && (held & flags.floor) !== 0 && this.#workers.qualifications.isFloor(type, worker)) {
        passes = (tail & floorPasses) !== 0;
      }
      if (!passes) lost |= tail;
    }
    return lost & allLevels;
  }
}

function isListed(code: Int32Array, list: number, value: number): boolean {
  const end = list + 1 + (code[list] as number) * 2;
  for (let at = list + 1; at < end; at += 2) {
    if ((value - (code[at] as number)) >>> 0 <= (code[at + 1] as number) >>> 0) return true;
  }
  return false;
}
