import { type Access, accessLevels } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { rank } from '../domain/access.ts';
import type { GroupGlance, GroupListing, GroupPage, GroupQuery, GroupSort, GroupView } from './answers.ts';
import { type Bits, hasBit, nextBit, ones } from './bitset.ts';
import type { HitTypeValue } from './facts.ts';
import type { GroupOrders } from './group-orders.ts';
import type { Group } from './groups.ts';
import type { Knowledge } from './knowledge.ts';

/** Where a page ended: the last group's key and id. */
interface Cursor {
  readonly key: number | string;
  readonly id: string;
}

interface Place {
  readonly sort: GroupSort;
  readonly cursor: Cursor | undefined;
  /** One more than the page holds, to know whether there is more. */
  readonly wanted: number;
}

/** Answers what a worker can browse. */
export class GroupPages {
  readonly #knowledge: Knowledge;
  readonly #orders: GroupOrders;

  constructor(knowledge: Knowledge, orders: GroupOrders) {
    this.#knowledge = knowledge;
    this.#orders = orders;
  }

  page(worker: number, query: GroupQuery): GroupPage {
    const sort = query.sort ?? '-created';
    const cursor = query.after === undefined ? undefined : this.#cursor(sort, query.after);
    const place = { sort, cursor, wanted: query.limit + 1 };
    const level = Math.max(1, rank(query.access ?? 'discover'));
    const rows = this.#knowledge.visibility.rows(worker, level);
    const hindered = level === 3 ? this.#hindered(worker, rows) : new Set<Group>();
    const { found, total } = isFiltered(query)
      ? this.#filtered(place, rows, hindered, query)
      : this.#unfiltered(place, rows, hindered);
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      groups: shown.map((group) => this.view(worker, group)),
      total,
      ...(found.length > shown.length && last ? { next: this.#cursorText(sort, last) } : {}),
    };
  }

  /** Listed groups of these rows that the worker may not accept all the same. */
  #hindered(worker: number, rows: Bits): Set<Group> {
    const { groups, involvement, workers } = this.#knowledge;
    const found = new Set<Group>();
    const requesters = [...involvement.blockersOf(worker)];
    const own = workers.requesterOf(worker);
    if (own !== undefined) requesters.push(own);
    for (const requester of requesters) for (const group of groups.ofRequester(requester)) found.add(group);
    for (const group of involvement.groupsTaken(worker, groups.all)) found.add(group);
    for (const group of found) if (!this.#isIn(rows, group.number)) found.delete(group);
    return found;
  }

  /** By the group's number, since columns are nearer than objects: most groups that a walk meets are passed over. */
  #isIn(rows: Bits, group: number): boolean {
    const { listed, rows: audienceRows } = this.#knowledge.audiences;
    const audience = listed.audienceOf(group);
    return audience >= 0 && hasBit(rows, audienceRows.rowOf(audience));
  }

  #unfiltered(place: Place, rows: Bits, hindered: ReadonlySet<Group>): { found: Group[]; total: number } {
    const total = this.#countGroups(rows) - hindered.size;
    const list = this.#orders.list(place.sort);
    // Walking the order costs about a sixth of gathering and sorting, per group met.
    const walked = (place.wanted * list.size) / Math.max(1, total);
    if (walked < total * 6) return { found: this.#walk(place, rows, hindered), total };
    const groups = this.#gather(rows).filter((group) => !hindered.has(group));
    return { found: this.#sorted(place, groups), total };
  }

  #filtered(
    place: Place,
    rows: Bits,
    hindered: ReadonlySet<Group>,
    query: GroupQuery,
  ): { found: Group[]; total: number } {
    const words = wordsOf(query.search);
    const least = query.minRewardMills ?? 0;
    const matching = this.#gather(rows).filter((group) => {
      if (hindered.has(group) || (group.value as HitTypeValue).rewardMills < least) return false;
      return words.every((word) => searchText(group).includes(word));
    });
    return { found: this.#sorted(place, matching), total: matching.length };
  }

  #countGroups(rows: Bits): number {
    const { groupCounts, shared } = this.#knowledge.audiences.rows;
    let count = 0;
    for (let word = 0; word < rows.length; word++) {
      const found = rows[word] as number;
      count += ones(found);
      for (let more = found & (shared[word] as number); more !== 0; more &= more - 1) {
        count += (groupCounts[(word << 5) + 31 - Math.clz32(more & -more)] as number) - 1;
      }
    }
    return count;
  }

  #gather(rows: Bits): Group[] {
    const { audiences, groups } = this.#knowledge;
    const { listed } = audiences;
    const found: Group[] = [];
    for (let row = nextBit(rows, 0); row >= 0; row = nextBit(rows, row + 1)) {
      const audience = audiences.rows.audiences[row] as number;
      for (let group = listed.first(audience); group >= 0; group = listed.after(group)) {
        found.push(groups.all[group] as Group);
      }
    }
    return found;
  }

  #walk({ sort, cursor, wanted }: Place, rows: Bits, hindered: ReadonlySet<Group>): Group[] {
    const { all } = this.#knowledge.groups;
    const found: Group[] = [];
    const isSeen =
      cursor &&
      ((number: number) => this.#orders.isBefore(sort, all[number] as Group, cursor.key, cursor.id));
    this.#orders.list(sort).walk((number) => {
      if (!this.#isIn(rows, number)) return true;
      const group = all[number] as Group;
      if (!hindered.has(group)) found.push(group);
      return found.length < wanted;
    }, isSeen);
    return found;
  }

  #sorted({ sort, cursor, wanted }: Place, groups: Group[]): Group[] {
    const left = cursor
      ? groups.filter((group) => !this.#orders.isBefore(sort, group, cursor.key, cursor.id))
      : groups;
    return left.sort(this.#orders.comparison(sort)).slice(0, wanted);
  }

  view(worker: number, group: Group): GroupView {
    const type = group.value as HitTypeValue;
    const level = this.#knowledge.groupLevel(worker, group);
    return {
      hitTypeId: group.id,
      title: type.title,
      description: type.description,
      ...(type.keywords === undefined ? {} : { keywords: type.keywords }),
      rewardMills: type.rewardMills,
      requester: { id: type.requester, name: type.requesterName },
      assignmentDurationSeconds: type.assignmentDurationSeconds,
      available: group.open.size,
      created: this.#orders.created(group),
      access: accessLevels[level] as Access,
      unmet: level === 3 ? [] : this.#knowledge.unmet(worker, type.requirements),
    };
  }

  /**
   * One way down the list: hands on the first `limit` groups of an order that the worker can discover, one by one, until
   * `isDone` says so.
   */
  readDown(worker: number, sort: GroupSort, limit: number, isDone: (group: GroupGlance) => boolean): void {
    const { all } = this.#knowledge.groups;
    let left = limit;
    this.#orders.list(sort).walk((number) => {
      const group = all[number] as Group;
      const level = this.#knowledge.groupLevel(worker, group);
      if (level === 0) return true;
      left--;
      return !isDone({ ...this.listing(group), access: accessLevels[level] as Access }) && left > 0;
    });
  }

  listing(group: Group): GroupListing {
    const { title, keywords, rewardMills, requester } = group.value as HitTypeValue;
    const available = group.open.size;
    const created = this.#orders.created(group);
    const { number, id: hitTypeId } = group;
    return { number, hitTypeId, title, keywords, rewardMills, requester, available, created };
  }

  /** Titles follow from the id; the other keys may change between two pages. */
  #cursorText(sort: GroupSort, last: Group): string {
    return sort === 'title' ? last.id : `${this.#orders.keyOf(sort, last)}.${last.id}`;
  }

  #cursor(sort: GroupSort, text: string): Cursor {
    const dot = text.indexOf('.');
    const id = text.slice(dot + 1);
    if (sort === 'title') {
      const group = this.#knowledge.groups.known(id);
      if (group && dot < 0) return { key: this.#orders.keyOf(sort, group), id };
    } else if (/^\d+\.[A-Z0-9]+$/.test(text)) return { key: Number(text.slice(0, dot)), id };
    throw new Refused('BadRequest', 'The page to go on from is not one of this list.');
  }
}

function isFiltered(query: GroupQuery): boolean {
  return (query.minRewardMills ?? 0) > 0 || wordsOf(query.search).length > 0;
}

function wordsOf(search: string | undefined): string[] {
  return (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}

function searchText(group: Group): string {
  const { title, description, keywords = '', requesterName } = group.value as HitTypeValue;
  group.searchText ??= [title, description, keywords, requesterName].join('\n').toLowerCase();
  return group.searchText;
}
