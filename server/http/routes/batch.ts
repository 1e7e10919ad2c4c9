import { limits } from '../../contract/limits.ts';
import { batchAnswer, batchBody } from '../../contract/schemas/batch.ts';
import type { RouteShape } from './route.ts';

/** Served by `batch-calls.ts`, which knows all other routes. */
export const batchShape: RouteShape<never, typeof batchBody, typeof batchAnswer> = {
  method: 'post',
  path: '/api/markets/:market/batch',
  summary: 'Up to 1,000 calls of the routes of this market at once, each answered as if it had come alone.',
  access: 'admin',
  body: batchBody,
  answer: batchAnswer,
  bodyBytesMax: limits.batchBodyBytesMax,
};
