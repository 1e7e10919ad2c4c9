import { type ReadonlySignal, signal } from '@preact/signals';
import type { Group, GroupsQuery } from '../../server/contract/schemas/group.ts';
import type { Visibility } from '../../server/contract/socket-events.ts';

interface GroupPage {
  readonly groups: readonly Group[];
  readonly feed: number;
  readonly nextToken?: string | undefined;
}
export type ReadGroups = (query: Pick<GroupsQuery, 'limit' | 'nextToken'>) => Promise<GroupPage>;

/** More than this nobody looks through; beyond it the worker searches. */
export const groupsMax = 10_000;
const pageSize = 1000;

/**
 * All groups that a worker can discover: read page by page, kept current by pushes. Changed in place, since a copy
 * of thousands for each push would be felt; `version` rises with each change.
 */
export class GroupBook {
  readonly version: ReadonlySignal<number>;
  readonly #version = signal(0);
  readonly #groups = new Map<string, Group>();
  /** Position of what was told last of a group, so that an older page does not undo it. */
  readonly #toldAt = new Map<string, number>();
  readonly #read: ReadGroups;
  #round = 0;

  constructor(read: ReadGroups) {
    this.#read = read;
    this.version = this.#version;
  }

  get size(): number {
    return this.#groups.size;
  }

  values(): Iterable<Group> {
    return this.#groups.values();
  }

  get(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  /** Takes what a snapshot names without waiting for the pages. */
  begin(groups: readonly Group[], feed: number): void {
    this.#toldAt.clear();
    this.#take(groups, feed);
    this.#changed();
  }

  /** Answers whether the group's requirements have to be read again: who lost access lacks something now. */
  told(push: Visibility): boolean {
    const { hitTypeId, access, feed } = push;
    this.#toldAt.set(hitTypeId, feed);
    if (access === 'none') {
      this.#groups.delete(hitTypeId);
      return false;
    }
    const known = push.group ?? this.#groups.get(hitTypeId);
    if (known)
      this.#groups.set(hitTypeId, { ...known, access, unmet: access === 'accept' ? [] : known.unmet });
    return known === undefined || (access !== 'accept' && push.group === undefined);
  }

  /** After `told` was called for all that arrived. */
  changed(): void {
    this.#changed();
  }

  /** Reads all pages anew; what none of them holds any more goes at the end. A newer call ends an older one. */
  async reload(): Promise<void> {
    const round = ++this.#round;
    const seen = new Set<string>();
    let nextToken: string | undefined;
    let feed = 0;
    do {
      const page: GroupPage = await this.#read({ limit: pageSize, nextToken });
      if (round !== this.#round) return;
      feed = page.feed;
      this.#take(page.groups, page.feed);
      for (const { hitTypeId } of page.groups) seen.add(hitTypeId);
      this.#changed();
      nextToken = page.nextToken;
    } while (nextToken !== undefined && seen.size < groupsMax);
    for (const id of this.#groups.keys())
      if (!seen.has(id) && (this.#toldAt.get(id) ?? 0) <= feed) this.#groups.delete(id);
    this.#changed();
  }

  #take(groups: readonly Group[], feed: number): void {
    for (const group of groups) {
      if ((this.#toldAt.get(group.hitTypeId) ?? -1) <= feed) this.#groups.set(group.hitTypeId, group);
    }
  }

  #changed(): void {
    this.#version.value++;
  }
}
