/** How many workers a second can look at the HIT groups that they may discover? */
import { check } from 'k6';
import http from 'k6/http';
import { optionsFor } from './profiles.ts';
import { api, headers, isLookedInto, type Packed, pack, packedPicker, samplePairs } from './target.ts';
import { budgets } from './thresholds.ts';

export { handleSummary } from './summary.ts';

/** Most look at the newest, some at the most plentiful or the best paid (population fact P42). */
const queries = [
  'sort=-created&limit=20',
  'sort=-created&limit=20',
  'sort=-available&limit=20',
  'sort=-reward&limit=20',
  'sort=-created&limit=20&access=accept',
  'sort=-created&limit=100&minReward=0.50',
] as const;

export const options = optionsFor({ rate: 500, budget: budgets.visibleHits });

export function setup(): Packed {
  const workers = [...new Set(samplePairs(1000).map(({ worker }) => worker))];
  return pack(workers.map((worker, at) => `${worker}/hits?${queries[at % queries.length]}`));
}

const pickPage = packedPicker();
const ask = { headers: { ...headers }, tags: { name: 'visible-hits' } };

export default function run(pages: Packed): void {
  const response = http.get(`${api}/workers/${pickPage(pages)}`, ask);
  check(response, { 'status is 200': ({ status }) => status === 200 });
  if (!isLookedInto()) return;
  const { groups } = response.json() as unknown as { groups: { access: string }[] };
  check(groups, {
    'lists what may be discovered alone': (all) => all.every(({ access }) => access !== 'none'),
  });
}
