import { Refused } from '../../contract/errors.ts';
import type { FeedQuery, WireFeedEvent } from '../../contract/schemas/feed.ts';
import { feedQuery, feedSchema } from '../../contract/schemas/feed.ts';
import type { Market } from '../../market/market.ts';
import { feedEventsOf } from '../../push/wire-events.ts';
import { marketOf, route } from './route.ts';

/** Events looked at for one answer: a story may be rare in a long feed. */
const lookedAtMax = 200_000;
const pageMax = 1000;

async function readFeed(market: Market, query: FeedQuery) {
  await market.settle(market.now());
  const { after, limit } = query;
  const wanted = (['worker', 'hit', 'assignment', 'requester'] as const).filter(
    (name) => query[name] !== undefined,
  );
  const suits = (event: WireFeedEvent) => wanted.every((name) => event[name] === query[name]);
  const events: WireFeedEvent[] = [];
  let next = after;
  for (;;) {
    const page = await market.namespace.feed(next, wanted.length === 0 ? limit : pageMax);
    if (next + 1 < page.first && page.end >= page.first)
      throw new Refused('Gone', `The feed is kept from position ${page.first} on.`, { first: page.first });
    for (const event of page.commits.flatMap(feedEventsOf)) {
      if (event.position <= next) continue;
      if (events.length === limit) break;
      next = event.position;
      if (suits(event)) events.push(event);
    }
    const over = events.length === limit || next >= page.end || next - after > lookedAtMax;
    if (over || page.commits.length === 0) return { events, next, first: page.first, end: page.end };
  }
}

export const feedRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/feed',
    summary:
      'Events after a position, oldest first; of one worker, HIT, assignment or requester where one is named.',
    access: 'admin',
    query: feedQuery,
    answer: feedSchema,
    refusals: [410],
    async run(call) {
      return readFeed(await marketOf(call), call.query);
    },
  }),
];
