import { audienceBody, audienceSchema } from '../../contract/schemas/eligibility.ts';
import { countAudience } from '../../worker/audience.ts';
import { marketOf, route } from './route.ts';

export const audienceRoutes = [
  route({
    method: 'post',
    path: '/api/markets/:market/audience',
    summary: 'How many workers a set of requirements admits, requirement by requirement.',
    access: 'admin',
    body: audienceBody,
    answer: audienceSchema,
    async run(call) {
      return countAudience(await marketOf(call), call.body);
    },
  }),
];
