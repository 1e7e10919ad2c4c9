import { qualificationTypeSchema, typesQuery, typesSchema } from '../../contract/schemas/qualification.ts';
import { listTypes, showType } from '../../worker/qualification-types.ts';
import { marketOf, param, route } from './route.ts';

export const qualificationTypeRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/qualification-types',
    summary: 'The Active types as workers see them, newest first.',
    access: 'any-worker',
    query: typesQuery,
    answer: typesSchema,
    async run(call) {
      return listTypes(await marketOf(call), call.query);
    },
  }),
  route({
    method: 'get',
    path: '/api/markets/:market/qualification-types/:type',
    summary: 'An Active type as workers see it.',
    access: 'any-worker',
    answer: qualificationTypeSchema,
    async run(call) {
      return showType(await marketOf(call), param(call, 'type'));
    },
  }),
];
