import { limits } from '../../contract/limits.ts';
import { assignmentSchema, submitBody } from '../../contract/schemas/assignment.ts';
import { byWorkerBody } from '../../contract/schemas/hit.ts';
import { returnWork, submitWork } from '../../worker/assignments.ts';
import { marketOf, param, route } from './route.ts';

export const assignmentRoutes = [
  route({
    method: 'post',
    path: '/api/markets/:market/assignments/:assignment/submit',
    summary: 'Hands in the work of an assignment.',
    access: 'worker',
    body: submitBody,
    answer: assignmentSchema,
    refusals: [409],
    bodyBytesMax: limits.formBodyBytesMax,
    async run(call) {
      return submitWork(await marketOf(call), { ...call.body, assignment: param(call, 'assignment') });
    },
  }),
  route({
    method: 'post',
    path: '/api/markets/:market/assignments/:assignment/return',
    summary: 'Gives an assignment back.',
    access: 'worker',
    body: byWorkerBody,
    answer: assignmentSchema,
    refusals: [409],
    async run(call) {
      return returnWork(await marketOf(call), {
        worker: call.body.worker,
        assignment: param(call, 'assignment'),
      });
    },
  }),
];
