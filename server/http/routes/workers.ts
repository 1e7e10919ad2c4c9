import { Refused } from '../../contract/errors.ts';
import { limits } from '../../contract/limits.ts';
import { pageQuery } from '../../contract/schemas/basics.ts';
import {
  mintBody,
  mintedSchema,
  tokenBody,
  tokenSchema,
  type WorkerPatch,
  workerDetailSchema,
  workerPatch,
  workersSchema,
} from '../../contract/schemas/worker.ts';
import { mintWorkers } from '../../worker/mint.ts';
import { settledWith } from '../../worker/reading.ts';
import { instant } from '../../worker/views.ts';
import { listWorkers, patchWorker, showWorker } from '../../worker/workers.ts';
import { marketOf, param, route } from './route.ts';

/** What is a worker's own act; all else about it the market alone changes. */
const ownMembers: readonly (keyof WorkerPatch)[] = ['adult', 'locale'];

export const workerRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/workers',
    summary: 'All workers, newest first.',
    access: 'admin',
    query: pageQuery,
    answer: workersSchema,
    async run(call) {
      return listWorkers(await marketOf(call), call.query);
    },
  }),
  route({
    method: 'post',
    path: '/api/markets/:market/workers',
    summary: 'Makes workers, by what each is to have or as many as wanted.',
    access: 'admin',
    body: mintBody,
    answer: mintedSchema,
    status: 201,
    refusals: [409],
    bodyBytesMax: limits.mintBodyBytesMax,
    async run(call) {
      return mintWorkers(await marketOf(call), call.body);
    },
  }),
  route({
    method: 'get',
    path: '/api/markets/:market/workers/:worker',
    summary: 'A worker with its system values and Qualifications.',
    access: 'worker',
    answer: workerDetailSchema,
    async run(call) {
      return showWorker(await marketOf(call), param(call, 'worker'));
    },
  }),
  route({
    method: 'patch',
    path: '/api/markets/:market/workers/:worker',
    summary: "Changes a worker. A worker's own token may set adult and locale.",
    access: 'worker',
    body: workerPatch,
    answer: workerDetailSchema,
    async run(call) {
      const foreign = (Object.keys(call.body) as (keyof WorkerPatch)[]).find(
        (name) => !ownMembers.includes(name),
      );
      if (call.identity.kind === 'worker' && foreign !== undefined)
        throw new Refused('Forbidden', `A worker sets its own adult and locale alone, not ${foreign}.`);
      return patchWorker(await marketOf(call), param(call, 'worker'), call.body);
    },
  }),
  route({
    method: 'post',
    path: '/api/markets/:market/workers/:worker/token',
    summary: "Issues a worker's token.",
    access: 'admin',
    body: tokenBody,
    answer: tokenSchema,
    status: 201,
    async run(call) {
      const market = await marketOf(call);
      const worker = param(call, 'worker');
      await settledWith(market, worker);
      const { token, expiresAt } = await call.parts.tokens.issue(
        { market: market.id, worker },
        call.body.ttlSeconds,
      );
      return { token, expiresAt: instant(expiresAt) };
    },
  }),
];
