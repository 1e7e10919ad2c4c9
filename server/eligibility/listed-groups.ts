import { grownInt32 } from './columns.ts';

/**
 * The groups that have a place, under their audiences. Columns rather than lists of objects, since a change of
 * value leads to many audiences and from each to its groups, and every object on the way costs a miss of the cache.
 */
export class ListedGroups {
  /** By audience: a group + 1, and how many there are. */
  #first: Int32Array = new Int32Array(64);
  #count: Int32Array = new Int32Array(64);
  /** By group: audience + 1, or 0 for one that is not listed; next and previous group of that audience + 1. */
  #audience: Int32Array = new Int32Array(64);
  #next: Int32Array = new Int32Array(64);
  #previous: Int32Array = new Int32Array(64);

  /** -1 for a group that is not listed. */
  audienceOf(group: number): number {
    return (this.#audience[group] ?? 0) - 1;
  }

  count(audience: number): number {
    return this.#count[audience] ?? 0;
  }

  /** One of the audience's groups, -1: there is none; go on with `after`. */
  first(audience: number): number {
    return (this.#first[audience] ?? 0) - 1;
  }

  after(group: number): number {
    return (this.#next[group] as number) - 1;
  }

  add(audience: number, group: number): void {
    this.#makeRoom(audience, group);
    const second = this.#first[audience] as number;
    this.#audience[group] = audience + 1;
    this.#next[group] = second;
    this.#previous[group] = 0;
    if (second > 0) this.#previous[second - 1] = group + 1;
    this.#first[audience] = group + 1;
    this.#count[audience] = (this.#count[audience] as number) + 1;
  }

  remove(group: number): void {
    const audience = this.audienceOf(group);
    const next = this.#next[group] as number;
    const previous = this.#previous[group] as number;
    if (previous > 0) this.#next[previous - 1] = next;
    else this.#first[audience] = next;
    if (next > 0) this.#previous[next - 1] = previous;
    this.#audience[group] = 0;
    this.#count[audience] = (this.#count[audience] as number) - 1;
  }

  #makeRoom(audience: number, group: number): void {
    this.#first = grownInt32(this.#first, audience + 1);
    this.#count = grownInt32(this.#count, audience + 1);
    this.#audience = grownInt32(this.#audience, group + 1);
    this.#next = grownInt32(this.#next, group + 1);
    this.#previous = grownInt32(this.#previous, group + 1);
  }
}
