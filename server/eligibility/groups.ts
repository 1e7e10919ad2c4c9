import { Versions } from './columns.ts';
import type { HitTypeValue } from './facts.ts';
import { Numbering } from './numbering.ts';
import { OrderedList } from './ordered-list.ts';

/** All HITs of one HIT type. */
export interface Group {
  readonly number: number;
  readonly id: string;
  /** Undefined until the HIT type's own fact comes. */
  value: HitTypeValue | undefined;
  /** -1 until then. */
  audience: number;
  /** HITs that nothing but requirements keeps from being taken, oldest first. */
  readonly open: OrderedList;
  /** How many workers have taken so many of the open HITs, by that number; undefined: nobody has any. */
  takers: Map<number, number> | undefined;
  /** What a search looks in, made when somebody searches. */
  searchText: string | undefined;
}

export class Groups {
  readonly numbering = new Numbering();
  readonly all: Group[] = [];
  readonly #versions = new Versions();
  readonly #ofRequester = new Map<string, Set<Group>>();
  readonly #oldestFirst: (a: number, b: number) => number;

  constructor(oldestFirst: (a: number, b: number) => number) {
    this.#oldestFirst = oldestFirst;
  }

  intern(id: string): Group {
    const number = this.numbering.intern(id);
    const known = this.all[number];
    if (known) return known;
    const open = new OrderedList(this.#oldestFirst);
    const group = {
      number,
      id,
      value: undefined,
      audience: -1,
      open,
      takers: undefined,
      searchText: undefined,
    };
    this.all.push(group);
    return group;
  }

  /** Undefined for a HIT type that no fact has told of. */
  known(id: string): Group | undefined {
    const group = this.all[this.numbering.find(id)];
    return group?.value ? group : undefined;
  }

  advance(group: Group, version: number): boolean {
    return this.#versions.advance(group.number, version);
  }

  setValue(group: Group, value: HitTypeValue): void {
    if (group.value) this.#ofRequester.get(group.value.requester)?.delete(group);
    group.value = value;
    group.searchText = undefined;
    const same = this.#ofRequester.get(value.requester);
    if (same) same.add(group);
    else this.#ofRequester.set(value.requester, new Set([group]));
  }

  ofRequester(requester: string): Iterable<Group> {
    return this.#ofRequester.get(requester) ?? [];
  }

  /** Whether workers can find it: it is known, and one of its HITs is open. */
  static isListed(group: Group): boolean {
    return group.value !== undefined && group.open.size > 0;
  }
}
