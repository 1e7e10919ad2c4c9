import { limits } from '../../contract/limits.ts';
import { answeredSchema, answersBody, askBody, askedSchema } from '../../contract/schemas/qualification.ts';
import { askFor, handInTest } from '../../worker/qualification-requests.ts';
import { marketOf, param, route } from './route.ts';

export const qualificationRequestRoutes = [
  route({
    method: 'post',
    path: '/api/markets/:market/workers/:worker/qualification-requests',
    summary: 'Asks for a Qualification.',
    access: 'worker',
    body: askBody,
    answer: askedSchema,
    status: 201,
    refusals: [403, 409],
    async run(call) {
      return askFor(await marketOf(call), { worker: param(call, 'worker'), type: call.body.type });
    },
  }),
  route({
    method: 'post',
    path: '/api/markets/:market/qualification-requests/:request/answers',
    summary: 'Hands in the test of a Qualification request.',
    access: 'worker',
    body: answersBody,
    answer: answeredSchema,
    refusals: [409],
    bodyBytesMax: limits.formBodyBytesMax,
    async run(call) {
      return handInTest(await marketOf(call), { ...call.body, request: param(call, 'request') });
    },
  }),
];
