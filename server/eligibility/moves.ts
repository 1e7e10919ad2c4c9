import { levelLeft } from './program.ts';

/** Audiences in which a worker's level changes, packed: audience, level before and after. */
export class Moves {
  readonly #packed: number[] = [];

  get size(): number {
    return this.#packed.length;
  }

  clear(): void {
    this.#packed.length = 0;
  }

  /** Given what is lost before and after, a bit for each level; only a difference is kept. */
  add(audience: number, lostBefore: number, lostAfter: number): void {
    if (lostBefore !== lostAfter)
      this.#packed.push((audience << 4) | (levelLeft(lostBefore) << 2) | levelLeft(lostAfter));
  }

  audience(at: number): number {
    return (this.#packed[at] as number) >> 4;
  }

  before(at: number): number {
    return ((this.#packed[at] as number) >> 2) & 3;
  }

  after(at: number): number {
    return (this.#packed[at] as number) & 3;
  }
}
