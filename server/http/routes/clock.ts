import { advanceBody, advancedSchema, clockPatch, clockSchema } from '../../contract/schemas/market.ts';
import type { Market } from '../../market/market.ts';
import { instant } from '../../worker/views.ts';
import { marketOf, param, route } from './route.ts';

export function clockView(market: Market) {
  const { mode, speed, paused } = market.record.clock;
  return { mode, now: instant(market.now()), speed, paused };
}

export const clockRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/clock',
    summary: 'Market time, and how it runs.',
    access: 'admin',
    answer: clockSchema,
    async run(call) {
      return clockView(await marketOf(call));
    },
  }),
  route({
    method: 'patch',
    path: '/api/markets/:market/clock',
    summary: 'Changes speed of a scaled clock, stops it or lets it run.',
    access: 'admin',
    body: clockPatch,
    answer: clockSchema,
    refusals: [409],
    async run(call) {
      const { speed, paused } = call.body;
      await call.parts.markets.changeClock(param(call, 'market'), {
        ...(speed === undefined ? {} : { speed }),
        ...(paused === undefined ? {} : { paused }),
      });
      return clockView(await marketOf(call));
    },
  }),
  route({
    method: 'post',
    path: '/api/markets/:market/clock/advance',
    summary: 'Moves market time forward; what is due on the way happens first, each at its own instant.',
    access: 'admin',
    body: advanceBody,
    answer: advancedSchema,
    refusals: [409],
    async run(call) {
      const { body } = call;
      const to = (now: number) => ('to' in body ? body.to : now + Math.round(body.seconds * 1000));
      const { now, fired } = await call.parts.markets.advance(param(call, 'market'), to);
      return { now: instant(now), fired };
    },
  }),
];
