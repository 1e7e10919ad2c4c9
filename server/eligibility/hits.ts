import type { Obstacle } from '../contract/entities.ts';
import { placeObstacles } from '../domain/access.ts';
import { grownFloat64, grownInt32, Versions } from './columns.ts';
import type { HitValue } from './facts.ts';
import { Numbering } from './numbering.ts';

/** A HIT's row of four words: all that a check needs of it. */
export const hitShift = 2;
export const hitMembers = { state: 0, group: 1, program: 2 } as const;
export const hitStates = {
  exists: 1,
  /** Has a place. */
  open: 2,
  /** Open, and its type is known: a check has something to look at. */
  listed: 4,
  /** Somebody has or had it. */
  taken: 8,
  'none-left': 16,
  expired: 32,
  'not-assignable': 64,
} as const;
const places = ['none-left', 'expired', 'not-assignable'] as const;

export class Hits {
  readonly numbering = new Numbering();
  rows: Int32Array = new Int32Array(0);
  #createdAt: Float64Array = new Float64Array(0);
  readonly #versions = new Versions();

  intern(id: string): number {
    const hit = this.numbering.intern(id);
    this.rows = grownInt32(this.rows, (hit + 1) << hitShift);
    this.#createdAt = grownFloat64(this.#createdAt, hit + 1);
    return hit;
  }

  advance(hit: number, version: number): boolean {
    return this.#versions.advance(hit, version);
  }

  createdAt(hit: number): number {
    return this.#createdAt[hit] as number;
  }

  /** Number of the HIT's group; meaningless for a HIT that does not exist. */
  groupOf(hit: number): number {
    return this.rows[(hit << hitShift) + hitMembers.group] as number;
  }

  is(hit: number, state: number): boolean {
    return ((this.rows[hit << hitShift] as number) & state) !== 0;
  }

  setState(hit: number, state: number, on: boolean): void {
    const row = hit << hitShift;
    this.rows[row] = on ? (this.rows[row] as number) | state : (this.rows[row] as number) & ~state;
  }

  /** Takes over a fact; whether the HIT is listed is another's to say. */
  put(hit: number, group: number, value: HitValue): void {
    const found = placeObstacles(value);
    let state = hitStates.exists | (found.length === 0 ? hitStates.open : 0);
    for (const obstacle of found) state |= hitStates[obstacle as (typeof places)[number]];
    const row = hit << hitShift;
    this.rows[row] = state | ((this.rows[row] as number) & hitStates.taken);
    this.rows[row + hitMembers.group] = group;
    this.#createdAt[hit] = value.createdAt;
  }

  remove(hit: number): void {
    this.rows[hit << hitShift] = (this.rows[hit << hitShift] as number) & hitStates.taken;
  }

  /** Ready for checks: the program of the group's audience is known. */
  list(hit: number, program: number): void {
    this.setState(hit, hitStates.listed, true);
    this.rows[(hit << hitShift) + hitMembers.program] = program;
  }

  /** Why nobody can take it. */
  obstaclesOf(hit: number): Obstacle[] {
    return places.filter((place) => this.is(hit, hitStates[place]));
  }

  readonly oldestFirst = (a: number, b: number): number => {
    const earlier = (this.#createdAt[a] as number) - (this.#createdAt[b] as number);
    if (earlier !== 0) return earlier;
    const { ids } = this.numbering;
    return a === b ? 0 : (ids[a] as string) < (ids[b] as string) ? -1 : 1;
  };
}
