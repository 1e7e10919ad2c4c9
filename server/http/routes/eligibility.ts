import {
  checkQuery,
  checkResultsSchema,
  checksBody,
  explanationSchema,
  sampleQuery,
  sampleSchema,
} from '../../contract/schemas/eligibility.ts';
import type { RouteShape } from './route.ts';

/** What the eligibility routes take and answer. They are served in front of Express, by `eligibility-fast-path.ts`. */
export const eligibilityShapes: readonly RouteShape[] = [
  {
    method: 'get',
    path: '/api/markets/:market/eligibility',
    summary: 'What a worker may do with a HIT, and what keeps it from more.',
    access: 'worker',
    query: checkQuery,
    answer: explanationSchema,
  },
  {
    method: 'post',
    path: '/api/markets/:market/eligibility',
    summary: 'Up to 10,000 checks, answered in the order asked.',
    access: 'worker',
    body: checksBody,
    answer: checkResultsSchema,
  },
  {
    method: 'get',
    path: '/api/markets/:market/eligibility/sample',
    summary: 'Pairs of existing ids, for load tests.',
    access: 'admin',
    query: sampleQuery,
    answer: sampleSchema,
  },
];
