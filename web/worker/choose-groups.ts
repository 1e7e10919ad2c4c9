import type { Group } from '../../server/contract/schemas/group.ts';

export const sorts = [
  ['-created', 'Newest first'],
  ['-reward', 'Highest reward first'],
  ['-available', 'Most HITs first'],
  ['title', 'By title'],
] as const;
export type GroupSort = (typeof sorts)[number][0];

export interface GroupChoice {
  readonly search: string;
  readonly sort: GroupSort;
  /** Dollars as typed; what is no amount filters nothing. */
  readonly minReward: string;
  readonly onlyAcceptable: boolean;
}

const orders: Readonly<Record<GroupSort, (a: Group, b: Group) => number>> = {
  '-created': (a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : 0),
  '-reward': (a, b) => Number(b.reward) - Number(a.reward),
  '-available': (a, b) => b.available - a.available,
  title: (a, b) => a.title.localeCompare(b.title),
};

/** The groups that the worker asked for, in the order asked for; equal ones by id, so that none changes places. */
export function chosenGroups(groups: Iterable<Group>, choice: GroupChoice): Group[] {
  const words = choice.search.toLowerCase().split(/\s+/).filter(Boolean);
  const least = Number(choice.minReward) || 0;
  const order = orders[choice.sort];
  return [...groups]
    .filter((group) => !choice.onlyAcceptable || group.access === 'accept')
    .filter(({ reward }) => least === 0 || Number(reward) >= least)
    .filter((group) => words.length === 0 || holdsAll(group, words))
    .sort((a, b) => order(a, b) || (a.hitTypeId < b.hitTypeId ? -1 : 1));
}

function holdsAll({ title, description, keywords, requester }: Group, words: readonly string[]): boolean {
  const text = `${title} ${description} ${keywords} ${requester.name}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
