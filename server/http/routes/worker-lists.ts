import { assignmentsSchema, earningsSchema } from '../../contract/schemas/assignment.ts';
import { pageQuery } from '../../contract/schemas/basics.ts';
import { inboxQuery, inboxSchema } from '../../contract/schemas/feed.ts';
import { groupsQuery, groupsSchema } from '../../contract/schemas/group.ts';
import { qualificationRequestsSchema, qualificationsSchema } from '../../contract/schemas/qualification.ts';
import { listGroups } from '../../worker/browse.ts';
import {
  listAssignments,
  listQualificationRequests,
  listQualifications,
  readInbox,
  showEarnings,
} from '../../worker/own-lists.ts';
import { marketOf, param, route } from './route.ts';

const base = '/api/markets/:market/workers/:worker';

/** What a worker reads of its own. */
export const workerListRoutes = [
  route({
    method: 'get',
    path: `${base}/hits`,
    summary: 'The groups that this worker can discover; `feed` is the position that the answer equals.',
    access: 'worker',
    query: groupsQuery,
    answer: groupsSchema,
    async run(call) {
      return listGroups(await marketOf(call), { ...call.query, worker: param(call, 'worker') });
    },
  }),
  route({
    method: 'get',
    path: `${base}/qualifications`,
    summary: 'The Qualifications that this worker holds.',
    access: 'worker',
    query: pageQuery,
    answer: qualificationsSchema,
    async run(call) {
      return listQualifications(await marketOf(call), { ...call.query, worker: param(call, 'worker') });
    },
  }),
  route({
    method: 'get',
    path: `${base}/qualification-requests`,
    summary: 'The Qualification requests that this worker made.',
    access: 'worker',
    query: pageQuery,
    answer: qualificationRequestsSchema,
    async run(call) {
      return listQualificationRequests(await marketOf(call), {
        ...call.query,
        worker: param(call, 'worker'),
      });
    },
  }),
  route({
    method: 'get',
    path: `${base}/assignments`,
    summary: 'The assignments that this worker has and had.',
    access: 'worker',
    query: pageQuery,
    answer: assignmentsSchema,
    async run(call) {
      return listAssignments(await marketOf(call), { ...call.query, worker: param(call, 'worker') });
    },
  }),
  route({
    method: 'get',
    path: `${base}/earnings`,
    summary: 'What this worker earned, in how many hours.',
    access: 'worker',
    answer: earningsSchema,
    async run(call) {
      return showEarnings(await marketOf(call), { worker: param(call, 'worker') });
    },
  }),
  route({
    method: 'get',
    path: `${base}/inbox`,
    summary: 'The events addressed to this worker, oldest first.',
    access: 'worker',
    query: inboxQuery,
    answer: inboxSchema,
    refusals: [410],
    async run(call) {
      return readInbox(await marketOf(call), { ...call.query, worker: param(call, 'worker') });
    },
  }),
];
