import { assignmentSchema } from '../../contract/schemas/assignment.ts';
import { pageQuery } from '../../contract/schemas/basics.ts';
import { byWorkerBody, hitPreviewSchema, hitsSchema, workerQuery } from '../../contract/schemas/hit.ts';
import { indexNames } from '../../market/indexes.ts';
import { acceptHit } from '../../worker/assignments.ts';
import { previewHit } from '../../worker/preview-hit.ts';
import { readPage } from '../../worker/reading.ts';
import { hitSummary } from '../../worker/views.ts';
import { marketOf, param, route } from './route.ts';

export const hitRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/hits',
    summary: 'All HITs, newest first.',
    access: 'admin',
    query: pageQuery,
    answer: hitsSchema,
    async run(call) {
      const market = await marketOf(call);
      const { records, ...rest } = await readPage(market, indexNames.hits, 'hit', call.query);
      return { hits: records.map(hitSummary), ...rest };
    },
  }),
  route({
    method: 'get',
    path: '/api/markets/:market/hits/:hit',
    summary: 'A HIT with its question; with a worker if its access allows a preview or it has an assignment.',
    access: 'worker',
    query: workerQuery,
    answer: hitPreviewSchema,
    refusals: [403],
    async run(call) {
      return previewHit(await marketOf(call), { ...call.query, hit: param(call, 'hit') });
    },
  }),
  route({
    method: 'post',
    path: '/api/markets/:market/hits/:hit/accept',
    summary: 'Accepts a HIT.',
    access: 'worker',
    body: byWorkerBody,
    answer: assignmentSchema,
    status: 201,
    refusals: [403, 409],
    async run(call) {
      return acceptHit(await marketOf(call), { worker: call.body.worker, hit: param(call, 'hit') });
    },
  }),
];
