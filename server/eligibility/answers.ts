import type { Access, Obstacle, Requirement, Unmet } from '../contract/entities.ts';

/** A watched worker's access to a group changed by a commit; the two always differ. */
export interface Flip {
  readonly worker: string;
  readonly group: string;
  readonly access: Access;
  readonly previous: Access;
}

/** What a worker may do, and all that stands in the way of more. */
export interface Explanation {
  readonly access: Access;
  readonly unmet: readonly Unmet[];
  readonly reasons: readonly Obstacle[];
}

export type GroupSort = '-created' | '-reward' | '-available' | 'title';

export interface GroupQuery {
  /** Newest first unless said otherwise. */
  readonly sort?: GroupSort;
  readonly minRewardMills?: number;
  /** Groups with at least this access. */
  readonly access?: Access;
  /** Words that title, description, keywords or requester's name must all hold, whatever their case. */
  readonly search?: string;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface GroupView {
  readonly hitTypeId: string;
  readonly title: string;
  readonly description: string;
  readonly keywords?: string;
  readonly rewardMills: number;
  readonly requester: { readonly id: string; readonly name: string };
  readonly assignmentDurationSeconds: number;
  /** How many of its HITs have a place. */
  readonly available: number;
  /** When the newest HIT with a place was made, epoch ms. */
  readonly created: number;
  readonly access: Access;
  readonly unmet: readonly Unmet[];
}

/** A group as far as choosing it goes: what a look at the list shows, without what a worker lacks. */
export interface GroupListing {
  /** Small and its own, for who counts groups. */
  readonly number: number;
  readonly hitTypeId: string;
  readonly title: string;
  readonly keywords?: string | undefined;
  readonly rewardMills: number;
  /** Access key id. */
  readonly requester: string;
  readonly available: number;
  readonly created: number;
}

export interface GroupGlance extends GroupListing {
  readonly access: Access;
}

export interface GroupPage {
  readonly groups: readonly GroupView[];
  /** All that match, whatever the page. */
  readonly total: number;
  readonly next?: string;
}

/** Workers at each level or above. */
export interface LevelCounts {
  readonly discover: number;
  readonly preview: number;
  readonly accept: number;
}

export interface FunnelStep {
  readonly requirement: Requirement;
  /** Workers who meet it. */
  readonly alone: number;
  /** Workers who meet it and all before it, whatever they guard. */
  readonly remaining: number;
}

export interface Audience {
  readonly eligible: LevelCounts;
  /** The same among watched workers. */
  readonly online: LevelCounts;
  readonly population: number;
  readonly funnel: readonly FunnelStep[];
}

export interface WorkerPage {
  readonly workers: readonly string[];
  readonly next?: string;
}

/** Entries of the eligibility index, by kind. */
export interface IndexSize {
  readonly workers: number;
  readonly hits: number;
  readonly groups: number;
  readonly audiences: number;
}
