import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Asked, agree, answers, freePort, onOneCore, type Peer, post, stop } from './peer.ts';
import type { Pair } from './world.ts';

const opaPolicy = `package market

may(worker, hit) if {
  w := data.people[worker]
  r := data.rules[hit]
  w.approvalRate >= r.approvalRate
  w.hitsApproved > r.hitsApproved
  w.country == r.country
}

default allow := false
allow if may(input.worker, input.hit)
allowed := [worker | some worker in input.workers; may(worker, input.hit)]
`;
const opaBatchChecks = 1000;

export async function startOpa(program: string, { people, rules, pairs }: Asked): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-opa-'));
  writeFileSync(join(folder, 'data.json'), JSON.stringify({ people, rules }));
  writeFileSync(join(folder, 'policy.rego'), opaPolicy);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = onOneCore(program, [
    ...['run', '--server', '--log-level=error', '--addr', `127.0.0.1:${port}`],
    ...['data.json', 'policy.rego'].map((file) => join(folder, file)),
  ]);
  await answers(`${url}/health`);
  const ask = ([worker, hit]: Pair) => ({ path: '/v1/data/market/allow', body: { input: { worker, hit } } });
  await agree(pairs, people, rules, async (pair) => {
    const { result } = await post<{ result: boolean }>(url, ask(pair));
    return result;
  });
  const workers = (from: number) =>
    Array.from({ length: opaBatchChecks }, (_, at) => (pairs[(from + at) % pairs.length] as Pair)[0]);
  return {
    name: 'OPA',
    url,
    single: pairs.map(ask),
    batches: pairs.slice(0, 20).map(([, hit], at) => ({
      path: '/v1/data/market/allowed',
      body: { input: { hit, workers: workers(at * opaBatchChecks) } },
    })),
    batchChecks: opaBatchChecks,
    fasterBy: { single: 5, batch: 15 },
    async close() {
      await stop(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
