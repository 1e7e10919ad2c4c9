import { parse } from 'node:querystring';
import type { BatchAnswer, BatchBody } from '../contract/schemas/batch.ts';
import type { EdgeParts } from './edge-parts.ts';
import { isDefect, routeAnswer } from './error-answer.ts';
import { findRoute } from './find-route.ts';
import { notServed } from './known-paths.ts';
import { performRoute } from './perform-route.ts';
import { batchShape } from './routes/batch.ts';
import { apiRoutes } from './routes/index.ts';
import { marketOf, type Route, type RouteCall, route } from './routes/route.ts';

const ofMarkets = apiRoutes.filter(({ path }) => path.startsWith('/api/markets/:market'));

type Call = BatchBody['calls'][number];
type BatchCall = RouteCall<unknown, BatchBody>;

/** All begin at once, as if they had come on connections of their own. */
export const batchRoute: Route = route({
  ...batchShape,
  async run(batch: BatchCall): Promise<BatchAnswer> {
    await marketOf(batch);
    return { answers: await Promise.all(batch.body.calls.map((call) => answerOf(batch, call))) };
  },
});

async function answerOf({ parts, params, identity }: BatchCall, call: Call) {
  const [below = '', query = ''] = call.path.split(/\?(.*)/s);
  const path = `/api/markets/${params.market}${below.replace(/\/$/, '')}`;
  try {
    const found = findRoute(ofMarkets, call.method, path);
    if (!found) throw notServed(call.method, path);
    const asked = { identity, params: found.params, query: parse(query), body: () => call.body ?? {} };
    const { status, answer } = await performRoute(found.route, parts, asked);
    return answer === undefined ? { status } : { status, body: answer };
  } catch (error) {
    return refused(parts, error);
  }
}

function refused({ log }: EdgeParts, error: unknown) {
  if (isDefect(error)) log.error({ err: error }, 'route');
  const { status, body } = routeAnswer(error);
  return { status, body };
}
