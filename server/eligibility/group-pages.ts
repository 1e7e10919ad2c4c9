import { type Access, accessLevels } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { rank } from '../domain/access.ts';
import type { GroupPage, GroupQuery, GroupSort, GroupView } from './answers.ts';
import type { HitTypeValue } from './facts.ts';
import type { GroupOrders } from './group-orders.ts';
import type { Group } from './groups.ts';
import type { Knowledge } from './knowledge.ts';
import { Visible } from './visible.ts';

/** Where a page ended: the last group's key and id. */
interface Cursor {
  readonly key: number | string;
  readonly id: string;
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
    const matches = this.#filter(worker, query);
    const found: Group[] = [];
    let total = 0;
    this.#orders.list(sort).walk((number) => {
      const group = this.#knowledge.groups.all[number] as Group;
      if (!matches(group)) return true;
      total++;
      if (found.length > query.limit) return true;
      if (!cursor || !this.#orders.isBefore(sort, group, cursor.key, cursor.id)) found.push(group);
      return true;
    });
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      groups: shown.map((group) => this.view(worker, group)),
      total,
      ...(found.length > shown.length && last ? { next: this.#cursorText(sort, last) } : {}),
    };
  }

  #filter(worker: number, query: GroupQuery): (group: Group) => boolean {
    const level = Math.max(1, rank(query.access ?? 'discover'));
    const visible = new Visible(this.#knowledge, worker, level);
    const words = wordsOf(query.search);
    const least = query.minRewardMills ?? 0;
    return (group) => {
      if (!visible.has(group.audience)) return false;
      if (level === 3 && this.#knowledge.involvement.isHindered(worker, group)) return false;
      if ((group.value as HitTypeValue).rewardMills < least) return false;
      return words.length === 0 || words.every((word) => searchText(group).includes(word));
    };
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

function wordsOf(search: string | undefined): string[] {
  return (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}

function searchText(group: Group): string {
  const { title, description, keywords = '', requesterName } = group.value as HitTypeValue;
  group.searchText ??= [title, description, keywords, requesterName].join('\n').toLowerCase();
  return group.searchText;
}
