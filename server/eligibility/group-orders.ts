import type { GroupSort } from './answers.ts';
import type { Group, Groups } from './groups.ts';
import type { Hits } from './hits.ts';
import { OrderedList } from './ordered-list.ts';

/** Keys by which groups are sorted; equal ones by id. */
type SortKey = number | string;

/** Listed groups in each order that somebody has asked for. */
export class GroupOrders {
  readonly #groups: Groups;
  readonly #hits: Hits;
  readonly #lists = new Map<GroupSort, OrderedList>();

  constructor(groups: Groups, hits: Hits) {
    this.#groups = groups;
    this.#hits = hits;
  }

  /** When the newest HIT with a place was made, epoch ms; 0 where none has. */
  created(group: Group): number {
    const newest = group.open.last;
    return newest === undefined ? 0 : this.#hits.createdAt(newest);
  }

  /** The listed groups in this order, kept from the first question on. */
  list(sort: GroupSort): OrderedList {
    const known = this.#lists.get(sort);
    if (known) return known;
    const compare = this.comparison(sort);
    const { all } = this.#groups;
    const list = new OrderedList((a, b) => compare(all[a] as Group, all[b] as Group));
    list.fill(all.filter((group) => group.value && group.open.size > 0).map((group) => group.number));
    this.#lists.set(sort, list);
    return list;
  }

  /** Runs what changes a group's place in the orders. */
  around(group: Group, change: () => void): void {
    if (group.value && group.open.size > 0)
      for (const list of this.#lists.values()) list.remove(group.number);
    change();
    if (group.value && group.open.size > 0) for (const list of this.#lists.values()) list.add(group.number);
  }

  comparison(sort: GroupSort): (a: Group, b: Group) => number {
    const descending = sort === 'title' ? 1 : -1;
    return (a, b) => {
      const [one, two] = [this.keyOf(sort, a), this.keyOf(sort, b)];
      return one === two ? compareTexts(a.id, b.id) : one < two ? -descending : descending;
    };
  }

  /** Whether the group comes at or before the end of a page that ended with this key and id. */
  isBefore(sort: GroupSort, group: Group, key: SortKey, id: string): boolean {
    const own = this.keyOf(sort, group);
    if (own === key) return compareTexts(group.id, id) <= 0;
    return sort === 'title' ? own < key : own > key;
  }

  keyOf(sort: GroupSort, group: Group): SortKey {
    switch (sort) {
      case '-created':
        return this.created(group);
      case '-reward':
        return group.value?.rewardMills ?? 0;
      case '-available':
        return group.open.size;
      case 'title':
        return group.value?.title.toLowerCase() ?? '';
    }
  }
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
