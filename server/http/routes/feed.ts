import { Refused } from '../../contract/errors.ts';
import type { WireFeedEvent } from '../../contract/schemas/feed.ts';
import { feedQuery, feedSchema } from '../../contract/schemas/feed.ts';
import type { Market } from '../../market/market.ts';
import { feedEventsOf } from '../../push/wire-events.ts';
import { marketOf, route } from './route.ts';

async function readFeed(market: Market, after: number, limit: number) {
  await market.settle(market.now());
  const page = await market.namespace.feed(after, limit);
  if (after + 1 < page.first && page.end >= page.first) {
    throw new Refused('Gone', `The feed is kept from position ${page.first} on.`, { first: page.first });
  }
  const events: WireFeedEvent[] = [];
  for (const commit of page.commits) {
    for (const event of feedEventsOf(commit))
      if (event.position > after && events.length < limit) events.push(event);
  }
  return { events, first: page.first, end: page.end };
}

export const feedRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/feed',
    summary: 'Events after a position, oldest first.',
    access: 'admin',
    query: feedQuery,
    answer: feedSchema,
    refusals: [410],
    async run(call) {
      return readFeed(await marketOf(call), call.query.after, call.query.limit);
    },
  }),
];
