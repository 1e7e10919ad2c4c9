import type { Random } from '../engine/random.ts';
import type { WorkerBehaviour } from './parameters.ts';

export type Sort = 'newest' | 'mostHits';

/** A look at the list of HIT groups: how it is sorted, and how many groups are read from its top. */
export interface Look {
  readonly sort: Sort;
  readonly groups: number;
}

/**
 * One look at the list (P42): sorted by newest, of which most read the first page, or by most HITs, of which they read
 * two. `pages` is the worker's own depth: a minority reads more than ten.
 */
export function browse(newestShare: number, pages: number, behaviour: WorkerBehaviour, random: Random): Look {
  const sort = random.chance(newestShare) ? 'newest' : 'mostHits';
  return { sort, groups: groupsRead(sort, pages, behaviour) };
}

/** How far down a worker reads. */
export function groupsRead(sort: Sort, pages: number, behaviour: WorkerBehaviour): number {
  const usual = sort === 'newest' ? behaviour.newestPages : behaviour.mostHitsPages;
  return Math.max(usual, pages) * behaviour.pageGroups;
}
