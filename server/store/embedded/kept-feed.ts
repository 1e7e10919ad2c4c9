import type { FeedEvent } from '../../contract/events.ts';
import { limits } from '../../contract/limits.ts';
import type { FeedCommit, NewFact } from '../store.ts';
import type { Entry, Readable } from './environment.ts';
import type { FlushGroup } from './flush-queue.ts';
import { type NamespacePrefixes, paddedNumber, unpaddedNumber } from './keys.ts';

/** A feed entry as it is kept under its first position. */
export type KeptCommit = readonly [at: number, events: readonly FeedEvent[], facts: readonly NewFact[]];

/** Where the feed of a namespace begins and ends; what is not on the disk yet counts. */
export interface FeedBounds {
  /** Position of the newest event. */
  end: number;
  /** Position and time of the oldest commit kept. */
  first: number;
  firstAt: number;
}

export const lastPosition = (commit: FeedCommit): number => commit.first + commit.events.length - 1;

function commitOf({ feed }: NamespacePrefixes, entry: Entry): FeedCommit {
  const [at, events, facts] = entry.value as KeptCommit;
  return { first: unpaddedNumber(entry.key.slice(feed.length)), at, events, facts };
}

export function feedBounds(environment: Readable, prefixes: NamespacePrefixes): FeedBounds {
  const { feed, feedEnd } = prefixes;
  const bounds = { end: 0, first: 1, firstAt: 0 };
  for (const entry of environment.range({ start: feedEnd, end: feed, limit: 1, reverse: true })) {
    bounds.end = lastPosition(commitOf(prefixes, entry));
  }
  for (const entry of environment.range({ start: feed, end: feedEnd, limit: 1 })) {
    const oldest = commitOf(prefixes, entry);
    bounds.first = oldest.first;
    bounds.firstAt = oldest.at;
  }
  return bounds;
}

/** Commits on the disk with an event after `after`, none of which begins before `first`. */
export function readFeed(
  environment: Readable,
  prefixes: NamespacePrefixes,
  after: number,
  limit: number,
  first: number,
): FeedCommit[] {
  const commits: FeedCommit[] = [];
  let start = prefixes.feed + paddedNumber(after + 1);
  // The commit that holds the next position may begin before it.
  for (const key of environment.keys({ start, end: prefixes.feed, limit: 1, reverse: true })) start = key;
  for (const entry of environment.range({ start, end: prefixes.feedEnd })) {
    if (commits.length === limit) break;
    const commit = commitOf(prefixes, entry);
    if (lastPosition(commit) > after && commit.first >= first) commits.push(commit);
  }
  return commits;
}

/** Takes off what is beyond the feed's bounds, some commits at a time: faster than they come. */
export function trimFeed(
  environment: Readable,
  prefixes: NamespacePrefixes,
  bounds: FeedBounds,
  now: number,
  group: FlushGroup,
): void {
  if (!isOver(bounds, bounds.first, now)) return;
  const oldest = { start: prefixes.feed + paddedNumber(bounds.first), end: prefixes.feedEnd, limit: 8 };
  for (const entry of environment.range(oldest)) {
    const commit = commitOf(prefixes, entry);
    bounds.first = commit.first;
    bounds.firstAt = commit.at;
    if (!isOver(bounds, lastPosition(commit) + 1, now)) return;
    group.remove(entry.key);
    bounds.first = lastPosition(commit) + 1;
  }
}

/** Whether the oldest commit may go, after which the feed would begin at `nextFirst`. */
function isOver({ first, firstAt, end }: FeedBounds, nextFirst: number, now: number): boolean {
  if (end - first + 1 > limits.feedEventsMax) return true;
  return firstAt < now - limits.feedAgeMaxMs && end - nextFirst + 1 >= limits.feedEventsMin;
}
