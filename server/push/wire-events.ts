import type { FeedEvent } from '../contract/events.ts';
import type { InboxEntryView, WireFeedEvent } from '../contract/schemas/feed.ts';
import type { FeedCommit, InboxEntry } from '../store/store.ts';

/** Events as they leave: times ISO 8601, positions said. */

/** An event in the feed's own form: a Qualification's type stays in `qualificationType`. */
export function feedEventView(event: FeedEvent, position: number): WireFeedEvent {
  return { ...event, position, at: new Date(event.at).toISOString() };
}

export function feedEventsOf(commit: FeedCommit): WireFeedEvent[] {
  return commit.events.map((event, offset) => feedEventView(event, commit.first + offset));
}

/** The payload of an addressed push, without its name. The worker knows who it is. */
export function addressedPush(event: FeedEvent, position: number): Record<string, unknown> {
  const { type: _name, worker: _worker, requester: _requester, qualificationType, at, ...members } = event;
  return {
    ...(qualificationType === undefined ? {} : { type: qualificationType }),
    ...members,
    at: new Date(at).toISOString(),
    feed: position,
  };
}

export function inboxEntryView({ event, position }: InboxEntry): InboxEntryView {
  return { event: event.type, ...addressedPush(event, position) } as InboxEntryView;
}

/** What a requester's program gets: who did it is said, its number in the worker's inbox is not. */
export function requesterPush(event: FeedEvent, position: number): Record<string, unknown> {
  const { type: _name, requester: _requester, seq: _seq, qualificationType, at, ...members } = event;
  return {
    ...(qualificationType === undefined ? {} : { type: qualificationType }),
    ...members,
    at: new Date(at).toISOString(),
    feed: position,
  };
}
