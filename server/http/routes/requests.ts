import { z } from 'zod';
import { instantSchema, limitQuery } from '../../contract/schemas/basics.ts';
import { instant } from '../../worker/views.ts';
import { type LoggedRequest, requestLogOf } from '../request-log.ts';
import { marketOf, route } from './route.ts';

const requestsQuery = z.object({ limit: limitQuery });

const requestSchema = z.object({
  id: z.string(),
  at: instantSchema,
  operation: z.string(),
  requester: z.string(),
  status: z.int(),
  /** Parsed where they are JSON, else as they were. */
  input: z.unknown(),
  output: z.unknown(),
});
const requestsSchema = z.object({ requests: z.array(requestSchema) });

function requestView({ at, input, output, ...rest }: LoggedRequest) {
  return { ...rest, at: instant(at), input: parsed(input), output: parsed(output) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const requestRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/requests',
    summary: 'The last calls of the Requester API that this server answered, newest first.',
    access: 'admin',
    query: requestsQuery,
    answer: requestsSchema,
    async run(call) {
      return {
        requests: requestLogOf(await marketOf(call))
          .newest(call.query.limit)
          .map(requestView),
      };
    },
  }),
];
