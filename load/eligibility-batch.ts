/** How many batches of 1,000 eligibility checks a second does a server answer in time? */
import { check } from 'k6';
import http from 'k6/http';
import { optionsFor } from './profiles.ts';
import { api, headers, isLookedInto, pick, samplePairs } from './target.ts';
import { budgets } from './thresholds.ts';

export { handleSummary } from './summary.ts';

const checksInBatch = 1000;
const differentBatches = 8;

export const options = optionsFor({ rate: 500, budget: budgets.eligibilityBatch });

export function setup(): { bodies: string[] } {
  const pairs = samplePairs(checksInBatch * differentBatches);
  const batch = (number: number) =>
    Array.from({ length: checksInBatch }, (_, at) => pairs[(number * checksInBatch + at) % pairs.length]);
  return {
    bodies: Array.from({ length: differentBatches }, (_, number) =>
      JSON.stringify({ checks: batch(number) }),
    ),
  };
}

const ask = { headers: { ...headers }, tags: { name: 'eligibility-batch' }, responseType: 'none' } as const;
const askForBody = { ...ask, responseType: 'text' } as const;

export default function run({ bodies }: { bodies: string[] }): void {
  // A failed status counts in http_req_failed by itself.
  if (!isLookedInto()) return void http.post(`${api}/eligibility`, pick(bodies), ask);
  const response = http.post(`${api}/eligibility`, pick(bodies), askForBody);
  check(response, {
    'status is 200': ({ status }) => status === 200,
    'answers every check': (answer) => answeredChecks(String(answer.body)) === checksInBatch,
  });
}

function answeredChecks(body: string): number {
  const { results } = JSON.parse(body) as { results: { access?: string }[] };
  return results.filter(({ access }) => access !== undefined).length;
}
