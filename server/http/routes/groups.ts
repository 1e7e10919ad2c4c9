import { assignmentSchema } from '../../contract/schemas/assignment.ts';
import { groupHitsSchema, groupQuery } from '../../contract/schemas/group.ts';
import { byWorkerBody } from '../../contract/schemas/hit.ts';
import { acceptFromGroup } from '../../worker/assignments.ts';
import { showGroup } from '../../worker/browse.ts';
import { marketOf, param, route } from './route.ts';

export const groupRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/groups/:group',
    summary: 'The HITs of a group that have a place, oldest first.',
    access: 'worker',
    query: groupQuery,
    answer: groupHitsSchema,
    async run(call) {
      return showGroup(await marketOf(call), { ...call.query, group: param(call, 'group') });
    },
  }),
  route({
    method: 'post',
    path: '/api/markets/:market/groups/:group/accept',
    summary: 'Accepts the oldest HIT of the group that the worker may accept.',
    access: 'worker',
    body: byWorkerBody,
    answer: assignmentSchema,
    status: 201,
    refusals: [403, 409],
    async run(call) {
      return acceptFromGroup(await marketOf(call), { worker: call.body.worker, group: param(call, 'group') });
    },
  }),
];
