import { Refused } from '../../contract/errors.ts';
import type { MarketRecord } from '../../contract/market-records.ts';
import { pageQuery } from '../../contract/schemas/basics.ts';
import {
  type MarketView,
  marketPatch,
  marketSchema,
  marketsSchema,
  type NewMarketBody,
  newMarketBody,
} from '../../contract/schemas/market.ts';
import { newUuid, randomIds } from '../../market/ids.ts';
import type { Market } from '../../market/market.ts';
import type { NewMarket } from '../../market/new-market.ts';
import { sortOf, tokenOf } from '../../worker/reading.ts';
import { instant } from '../../worker/views.ts';
import { clockView } from './clock.ts';
import { marketOf, param, route } from './route.ts';

const ids = randomIds();

/** Ids of markets that nobody named: lower case, and hard to meet twice. */
const newMarketId = (): string => `m-${newUuid(ids).slice(0, 18)}`;

export function marketView(market: Market): MarketView {
  const { record } = market;
  return {
    ...marketSummary(record),
    clock: clockView(market),
    feed: market.position,
    workers: market.index.population(),
    online: market.index.onlineCount(),
  };
}

function marketSummary(record: MarketRecord) {
  return {
    id: record.id,
    environment: record.environment,
    seed: record.seed,
    created: instant(record.createdAt),
    settings: record.settings,
  };
}

function wantedMarket(body: NewMarketBody): NewMarket {
  const { mode, speed, start } = body.clock;
  if (speed !== undefined && mode !== 'scaled') {
    throw new Refused('BadRequest', `body.clock.speed: only a scaled clock has one, and this is ${mode}.`, {
      path: 'body.clock.speed',
      value: speed,
      allowed: 'no speed, or mode scaled',
    });
  }
  if (start !== undefined && mode === 'real') {
    throw new Refused('BadRequest', 'body.clock.start: a real clock shows wall time.', {
      path: 'body.clock.start',
      value: instant(start),
      allowed: 'no start, or mode scaled or manual',
    });
  }
  return {
    id: body.id ?? newMarketId(),
    environment: body.environment,
    clock: {
      mode,
      ...(speed === undefined ? {} : { speed }),
      ...(start === undefined ? {} : { start }),
    },
    ...(body.seed === undefined ? {} : { seed: body.seed }),
    ...(body.settings === undefined ? {} : { settings: withoutAbsent(body.settings) }),
  };
}

/** Members that are absent rather than undefined. */
function withoutAbsent<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

export const marketRoutes = [
  route({
    method: 'get',
    path: '/api/markets',
    summary: 'All markets, newest first.',
    access: 'admin',
    query: pageQuery,
    answer: marketsSchema,
    async run({ parts, query }) {
      const after = query.nextToken === undefined ? undefined : sortOf(query.nextToken);
      const { records, next } = await parts.markets.list(query.limit, after);
      return {
        markets: records.map(marketSummary),
        ...(next === undefined ? {} : { nextToken: tokenOf(next) }),
      };
    },
  }),
  route({
    method: 'post',
    path: '/api/markets',
    summary: 'Makes a market.',
    access: 'admin',
    body: newMarketBody,
    answer: marketSchema,
    status: 201,
    refusals: [409],
    async run({ parts, body }) {
      return marketView(await parts.markets.create(wantedMarket(body)));
    },
  }),
  route({
    method: 'get',
    path: '/api/markets/:market',
    summary: 'Figures and settings of a market.',
    access: 'admin',
    answer: marketSchema,
    async run(call) {
      const market = await marketOf(call);
      await market.settle(market.now());
      return marketView(market);
    },
  }),
  route({
    method: 'patch',
    path: '/api/markets/:market',
    summary: 'Changes settings of a market.',
    access: 'admin',
    body: marketPatch,
    answer: marketSchema,
    async run(call) {
      await call.parts.markets.changeSettings(param(call, 'market'), withoutAbsent(call.body.settings));
      return marketView(await marketOf(call));
    },
  }),
  route({
    method: 'delete',
    path: '/api/markets/:market',
    summary: 'Deletes a market with all that is in it.',
    access: 'admin',
    refusals: [409],
    async run(call) {
      await call.parts.markets.delete(param(call, 'market'));
    },
  }),
  route({
    method: 'post',
    path: '/api/markets/:market/reset',
    summary: 'Empties a market: clock, ids and seed are back at the start.',
    access: 'admin',
    answer: marketSchema,
    async run(call) {
      return marketView(await call.parts.markets.reset(param(call, 'market')));
    },
  }),
];
