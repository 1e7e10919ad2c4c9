import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { agree, type Peer } from './eligibility-http/peer.ts';
import { startPeers } from './eligibility-http/peers.ts';
import type { Served } from './eligibility-http/serve.ts';
import { newRules, type Pair, pairs } from './eligibility-http/world.ts';
import { type Load, load, type Request } from './eligibility-http/wrk.ts';
import { firstMessage } from './first-message.ts';
import { atLeast, atMost, type Bench, quantile, type Row } from './table.ts';

/** Checks in a batch of ours, and the share of our rate at which the delay is measured. */
const batchChecks = 1000;
const loadShare = 0.7;
const turns = 3;
const asked = pairs(20_000);

interface Side extends Served {
  readonly url: string;
  close(): Promise<void>;
}

/** A server on the machine's first core; a bare one where it is given a body. */
async function start(body?: string): Promise<Side> {
  const script = fileURLToPath(new URL('./eligibility-http/serve.ts', import.meta.url));
  const command = [process.execPath, '--import', './bench/strip-types.mjs', script];
  const child = spawn('taskset', ['-c', '0', ...command, ...(body === undefined ? [] : [body])], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const served = await firstMessage<Served>(child);
  return {
    ...served,
    url: `http://127.0.0.1:${served.port}`,
    async close() {
      const closed = once(child, 'close');
      child.kill();
      await closed;
    },
  };
}

const path = '/api/markets/default/eligibility';

function singles({ workers, hits }: Side): Request[] {
  return asked.map(([worker, hit]) => ({ path: `${path}?worker=${workers[worker]}&hit=${hits[hit]}` }));
}

function batches({ workers, hits }: Side): Request[] {
  const id = ([worker, hit]: Pair) => ({ worker: workers[worker], hit: hits[hit] });
  return Array.from({ length: asked.length / batchChecks }, (_, at) => ({
    path,
    body: { checks: asked.slice(at * batchChecks, (at + 1) * batchChecks).map(id) },
  }));
}

/** The middle of several runs on either server, in turn. */
async function sideBySide(ours: Side, bare: Side, requests: readonly Request[]): Promise<[Load, Load]> {
  const runs: [Load[], Load[]] = [[], []];
  for (let turn = 0; turn <= turns; turn++) {
    const measured = [await load(ours.url, requests), await load(bare.url, requests)] as const;
    if (turn > 0) for (const side of [0, 1] as const) runs[side].push(measured[side]);
  }
  return [middle(runs[0]), middle(runs[1])];
}

function middle(loads: readonly Load[]): Load {
  const of = (name: keyof Load) =>
    quantile(
      loads.map((each) => each[name]),
      0.5,
    );
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
}

/** As many connections with a pause as give the share of the rate. */
async function delayAt(url: string, requests: readonly Request[], rate: number): Promise<Load> {
  const pause = 2;
  const connections = Math.round((rate * (pause + 0.5)) / 1000);
  return load(url, requests, { connections, pause });
}

async function againstPeer(peer: Peer, single: number, batched: number): Promise<Row[]> {
  const one = await load(peer.url, peer.single);
  const many = await load(peer.url, peer.batches, { connections: 8 });
  const theirs = many.perSecond * peer.batchChecks;
  const row = (what: string, ours: number, others: number, budget: number): Row => ({
    what,
    value: ours / others,
    unit: '× its checks/s',
    budget: atLeast(budget),
    note: `${Math.round(ours).toLocaleString('en-US')} against ${Math.round(others).toLocaleString('en-US')} checks/s`,
  });
  return [
    row(`checks over HTTP, one by one: against ${peer.name}`, single, one.perSecond, peer.fasterBy.single),
    row(
      `checks over HTTP, in batches of ${batchChecks} and ${peer.batchChecks}: against ${peer.name}`,
      batched,
      theirs,
      peer.fasterBy.batch,
    ),
  ];
}

async function run(): Promise<Row[]> {
  const ours = await start();
  const rules = newRules();
  const [request] = singles(ours);
  const body = await (await fetch(ours.url + request?.path)).text();
  await agree(asked, ours.people, rules, async ([worker, hit]) => {
    const query = `worker=${ours.workers[worker]}&hit=${ours.hits[hit]}`;
    const answer = (await (await fetch(`${ours.url}${path}?${query}`)).json()) as { access: string };
    return answer.access === 'accept';
  });
  const bare = await start(body);
  const [single, limit] = await sideBySide(ours, bare, singles(ours));
  await bare.close();
  const calm = await delayAt(ours.url, singles(ours), single.perSecond * loadShare);
  const runs: Load[] = [];
  for (let turn = 0; turn < turns; turn++) runs.push(await load(ours.url, batches(ours), { connections: 8 }));
  const batched = middle(runs).perSecond * batchChecks;
  const rows: Row[] = [
    {
      what: 'check over HTTP',
      value: single.perSecond,
      unit: 'requests/s',
      against: 'bare node:http, fixed body',
      limit: limit.perSecond,
      budget: atLeast(0.8),
      note: `p99 ${single.p99.toFixed(2)} ms beside ${limit.p99.toFixed(2)}, both at their limit`,
    },
    {
      what: `check over HTTP at ${Math.round((calm.perSecond / single.perSecond) * 100)} % of that rate, p99`,
      value: calm.p99,
      unit: 'ms',
      budget: atMost(3),
      note: `p50 ${calm.p50.toFixed(2)} ms, ${Math.round(calm.perSecond).toLocaleString('en-US')} requests/s`,
    },
    {
      what: `checks in batches of ${batchChecks}, JSON ids`,
      value: batched,
      unit: 'checks/s',
      budget: atLeast(2e6),
    },
    {
      what: 'a batch beside single checks',
      value: batched / single.perSecond,
      unit: '× the checks/s',
      budget: atLeast(50),
    },
  ];
  await ours.close();
  const { people } = ours;
  for await (const peer of startPeers({ people, rules, pairs: asked })) {
    rows.push(...(await againstPeer(peer, single.perSecond, batched)));
    await peer.close();
  }
  return rows;
}

export const bench: Bench = {
  title: 'Eligibility over HTTP',
  method:
    'Server on one core, wrk on the other, 32 connections that stay open (8 for batches); 10,000 workers, 1,000 HITs with three requirements each, 20,000 pairs at random. ' +
    'The bare server answers a fixed body; OPA and OpenFGA hold equal rules in memory and agreed with us on the first 300 pairs.',
  shortfalls:
    'by a CPU profile of single checks at full load, 35 % of the time is the write of the answer, 11 % waiting for wrk, 14 % finding worker and HIT by their ids (random ids miss the caches) and 10 % putting into words why a worker may not; the rest is Node’s HTTP, which the bare server has too. ' +
    'Of a batch, 27 % is finding ids, 35 % reading them from the body and 9 % the checks themselves: a check in JSON is 75 bytes to be read. OPA and OpenFGA are held against these same rates',
  run,
};
