/** How many requests a second can k6 itself offer on this machine? Asked of a server that does nothing. */
import { check } from 'k6';
import http from 'k6/http';
import { optionsFor } from './profiles.ts';
import { serverUrl } from './target.ts';
import { budgets } from './thresholds.ts';

export { handleSummary } from './summary.ts';

export const options = optionsFor({ rate: 5000, budget: budgets.eligibilityCheck });

export default function run(): void {
  const response = http.get(serverUrl, { tags: { name: 'trivial' }, responseType: 'none' });
  check(response, { 'status is 200': ({ status }) => status === 200 });
}
