import { int32Max } from './intervals.ts';
import { attributes, type Clause, firstOwn } from './predicate.ts';
import { storedPairs } from './stored.ts';
import { flags, rowMembers, sparseFlag } from './worker-rows.ts';

/**
 * The clauses of an audience as words, laid out for one walk with few branches:
 *   0  where the instructions end, from the start of the program
 *   1  the audience
 *   2  least approval rate, 3 least HITs approved, 4 and 5 lowest and highest code of the place
 *   6  losses, three bits each, for: too low a rate, too few approved, another place, the ask of words 7 to 10;
 *      and a bit that says whether there are instructions
 *   7… source, mask, low and span of one more ask, as in an instruction
 *   11… instructions of five words: source, mask, low, span, tail; then lists of further intervals
 * None of the three values is ever negative, so the sign of a difference tells which of two is larger, without a
 * branch. Losses are the levels that a failure takes away, a bit each (1 discover, 2 preview, 4 accept).
 *
 * Asks and instructions stand for all else. A source is a member of the worker's row, of which mask takes the bits
 * that count; or, as its complement, a type in the table of pairs, with its `sparseFlag` as mask. A value passes
 * if, minus low, it is at most span, both without sign. The tail holds the losses, and where a list begins that
 * must also hold the value (0: there is none).
 */
export const headerWords = 11;
export const instructionWords = 5;
export const allLevels = 7;
export const listShift = 3;
export const fourthLosses = allLevels << 9;
export const hasInstructions = 1 << 12;

/** Where an own type stands: its member of the rows, or 0. */
type MemberOf = (type: number) => number;

export function assemble(audience: number, clauses: readonly Clause[], memberOf: MemberOf): number[] {
  const header = [0, audience, 0, 0, 0, int32Max, 0, 0, 0, 0, 0];
  const others = takeFourth(
    clauses.filter((clause) => !takeOwnWords(clause, header)),
    header,
    memberOf,
  );
  if (others.length === 0) return header;
  header[0] = headerWords + others.length * instructionWords;
  header[6] = (header[6] as number) | hasInstructions;
  const listsStart = header[0];
  const lists: number[] = [];
  const instructions = others.flatMap((clause) => instruction(clause, lists, listsStart, memberOf));
  return [...header, ...instructions, ...lists];
}

/** The levels that failing a clause takes away. */
export function lossesOf({ cap }: Clause): number {
  return allLevels & ~((1 << cap) - 1);
}

/** The highest level (0-3) that is left. */
export function levelLeft(lost: number): number {
  return 32 - Math.clz32(allLevels & ~lost);
}

/** False: the clause does not fit the words for its attribute, or has none, or they are taken. */
function takeOwnWords(clause: Clause, header: number[]): boolean {
  const [pair, ...more] = storedPairs(clause);
  if (!pair || more.length > 0) return false;
  const [low, high] = pair;
  switch (clause.attribute) {
    case attributes.approvalRate:
      return high === int32Max && put(header, 0, clause, [low]);
    case attributes.hitsApproved:
      return high === int32Max && put(header, 1, clause, [low]);
    case attributes.locale:
      return put(header, 2, clause, [low, high]);
    default:
      return false;
  }
}

function put(header: number[], place: number, clause: Clause, words: number[]): boolean {
  const losses = header[6] as number;
  if (((losses >> (place * 3)) & allLevels) !== 0) return false;
  header[6] = losses | (lossesOf(clause) << (place * 3));
  header.splice(2 + place, words.length, ...words);
  return true;
}

/** Puts one clause into the header that can stand there; answers the others. */
function takeFourth(clauses: readonly Clause[], header: number[], memberOf: MemberOf): Clause[] {
  const fourth = clauses.find((clause) => storedPairs(clause).length === 1);
  if (!fourth) return [...clauses];
  header.splice(7, 4, ...instruction(fourth, [], 0, memberOf).slice(0, 4));
  header[6] = (header[6] as number) | (lossesOf(fourth) << 9);
  return clauses.filter((clause) => clause !== fourth);
}

function instruction(clause: Clause, lists: number[], listsStart: number, memberOf: MemberOf): number[] {
  const { source, mask, stored } = encoded(clause, memberOf);
  const losses = lossesOf(clause);
  if (stored.length === 1) {
    const [[low, high]] = stored as [[number, number]];
    return [source, mask, low | 0, (high - low) | 0, losses];
  }
  const list = listsStart + lists.length;
  lists.push(stored.length, ...stored.flatMap(([low, high]) => [low | 0, (high - low) | 0]));
  return [source, mask, 0, -1, losses | (list << listShift)];
}

interface Encoded {
  readonly source: number;
  readonly mask: number;
  readonly stored: readonly (readonly [number, number])[];
}

function encoded(clause: Clause, memberOf: MemberOf): Encoded {
  const stored = storedPairs(clause);
  switch (clause.attribute) {
    case attributes.approvalRate:
      return { source: rowMembers.approvalRate, mask: -1, stored };
    case attributes.hitsApproved:
      return { source: rowMembers.hitsApproved, mask: -1, stored };
    case attributes.locale:
      return { source: rowMembers.locale, mask: -1, stored };
    case attributes.masters:
      return { source: rowMembers.flags, mask: flags.masters, stored: onFlag(stored, flags.masters) };
    case attributes.adult:
      return { source: rowMembers.flags, mask: flags.adult, stored: onFlag(stored, flags.adult) };
  }
  const type = clause.attribute - firstOwn;
  const member = memberOf(type);
  return member > 0
    ? { source: member, mask: -1, stored }
    : { source: ~type, mask: sparseFlag(type), stored };
}

/** A clause on a flag passes one of its states, 0 and 1, or none: what both pass is no clause. */
function onFlag(stored: readonly (readonly [number, number])[], flag: number): [number, number][] {
  return stored.map(([low, high]) => [low * flag, high * flag]);
}
