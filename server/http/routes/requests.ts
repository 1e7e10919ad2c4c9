import { z } from 'zod';
import { limits } from '../../contract/limits.ts';
import { instantSchema, limitQuery, pageSize } from '../../contract/schemas/basics.ts';
import { instant } from '../../worker/views.ts';
import { type LoggedRequest, requestLogOf } from '../request-log.ts';
import { marketOf, route } from './route.ts';

const requestsQuery = z.object({
  limit: limitQuery,
  operation: z.string().max(128).optional(),
  requester: z.string().max(128).optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  /** Anywhere in what was sent or answered, whatever its case. */
  search: z.string().max(limits.searchLengthMax).optional(),
});
type RequestsQuery = z.output<typeof requestsQuery>;

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

function matching(query: RequestsQuery): (request: LoggedRequest) => boolean {
  const search = query.search?.toLowerCase();
  return ({ operation, requester, status, input, output }) =>
    (query.operation === undefined || operation === query.operation) &&
    (query.requester === undefined || requester === query.requester) &&
    (query.outcome === undefined || (query.outcome === 'done') === (status === 200)) &&
    (search === undefined || `${input}\n${output}`.toLowerCase().includes(search));
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
      const all = requestLogOf(await marketOf(call)).newest(pageSize.max);
      return { requests: all.filter(matching(call.query)).slice(0, call.query.limit).map(requestView) };
    },
  }),
];
