/** How many single eligibility checks a second does a server answer in time, one worker and one HIT each? */
import { check } from 'k6';
import http from 'k6/http';
import { optionsFor } from './profiles.ts';
import {
  api,
  bareHeaders,
  checkQuery,
  isLookedInto,
  type Packed,
  pack,
  packedPicker,
  samplePairs,
} from './target.ts';
import { budgets } from './thresholds.ts';

export { handleSummary } from './summary.ts';

export const options = optionsFor({ rate: 5000, budget: budgets.eligibilityCheck });

export function setup(): Packed {
  return pack(samplePairs(2000).map(checkQuery));
}

const pickQuery = packedPicker();
const ask = { headers: { ...bareHeaders }, tags: { name: 'eligibility' }, responseType: 'none' } as const;
const askForBody = { ...ask, responseType: 'text' } as const;

export default function run(queries: Packed): void {
  const url = `${api}/eligibility${pickQuery(queries)}`;
  // A failed status counts in http_req_failed by itself; a check on every request would cost k6 more than the request.
  if (!isLookedInto()) return void http.get(url, ask);
  const response = http.get(url, askForBody);
  check(response, {
    'status is 200': ({ status }) => status === 200,
    'says the access': ({ body }) => /"access":"(none|discover|preview|accept)"/.test(String(body)),
  });
}
