import type { Obstacle } from '../contract/entities.ts';
import { placeObstacles } from '../domain/access.ts';
import type { Checker } from './checker.ts';
import { grownFloat64, grownInt32, Versions } from './columns.ts';
import type { HitValue } from './facts.ts';
import { hitMembers, hitShift, hitStates } from './hit-rows.ts';
import { Numbering } from './numbering.ts';

const places = ['none-left', 'expired', 'not-assignable'] as const;

export class Hits {
  readonly numbering = new Numbering();
  #createdAt: Float64Array = new Float64Array(0);
  readonly #versions = new Versions();
  readonly #checker: Checker;

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  intern(id: string): number {
    const hit = this.numbering.intern(id);
    this.#checker.hits = grownInt32(this.#checker.hits, (hit + 1) << hitShift);
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
    return this.#checker.hits[(hit << hitShift) + hitMembers.group] as number;
  }

  is(hit: number, state: number): boolean {
    return ((this.#checker.hits[hit << hitShift] as number) & state) !== 0;
  }

  setState(hit: number, state: number, on: boolean): void {
    const row = hit << hitShift;
    this.#checker.hits[row] = on
      ? (this.#checker.hits[row] as number) | state
      : (this.#checker.hits[row] as number) & ~state;
  }

  /** Takes over a fact; whether the HIT is listed is another's to say. */
  put(hit: number, group: number, value: HitValue): void {
    const found = placeObstacles(value);
    let state = hitStates.exists | (found.length === 0 ? hitStates.open : 0);
    for (const obstacle of found) state |= hitStates[obstacle as (typeof places)[number]];
    const row = hit << hitShift;
    this.#checker.hits[row] = state | ((this.#checker.hits[row] as number) & hitStates.taken);
    this.#checker.hits[row + hitMembers.group] = group;
    this.#createdAt[hit] = value.createdAt;
  }

  remove(hit: number): void {
    this.#checker.hits[hit << hitShift] = (this.#checker.hits[hit << hitShift] as number) & hitStates.taken;
  }

  /** `program`: where that of its audience begins, for checks to walk; 0: nobody has any access. */
  setProgram(hit: number, program: number): void {
    this.#checker.hits[(hit << hitShift) + hitMembers.program] = program;
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
