/** How many "how many workers would that be?" questions a second does a server answer, known and new ones? */
import { check } from 'k6';
import http from 'k6/http';
import { optionsFor } from './profiles.ts';
import { iterationNumber } from './scenario.ts';
import { api, headers, isLookedInto } from './target.ts';
import { budgets } from './thresholds.ts';
import { audienceQuestion } from './work.ts';

export { handleSummary } from './summary.ts';

export const options = optionsFor({ rate: 100, budget: budgets.audience });

const ask = { headers: { ...headers }, tags: { name: 'audience' } };
/** The sets that requesters use all the time. */
const usualThresholds = [50, 100, 500, 1000, 2500, 5000] as const;

export default function run(): void {
  const iteration = iterationNumber();
  const isNew = iteration % 2 === 1;
  const hitsApproved = isNew
    ? 1 + iteration
    : (usualThresholds[(iteration / 2) % usualThresholds.length] ?? 100);
  const response = http.post(`${api}/audience`, audienceQuestion(hitsApproved), ask);
  check(response, { 'status is 200': ({ status }) => status === 200 });
  if (!isLookedInto()) return;
  const { eligible, population, funnel } = response.json() as unknown as Audience;
  check(funnel, {
    'the funnel narrows to the eligible': (steps) =>
      steps.length === 3 && steps[2]?.remaining === eligible.accept && eligible.accept <= population,
  });
}

interface Audience {
  readonly eligible: { readonly accept: number };
  readonly population: number;
  readonly funnel: readonly { readonly remaining: number }[];
}
