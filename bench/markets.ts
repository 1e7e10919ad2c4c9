import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { firstMessage } from './first-message.ts';
import { pytestMonth, vitestMonth } from './markets/month-examples.ts';
import type { Order } from './markets/serve.ts';
import { atMost, type Bench, quantile, type Row } from './table.ts';

const idleMarkets = 500;
/** 60,000 lifetimes end within the year, and two thirds of these HITs are disposed of within it. */
const yearHits = 60_000;
const resets = 15;
const mebibyte = 2 ** 20;

interface Running {
  readonly url: string;
  readonly child: ChildProcess;
}

async function start(): Promise<Running> {
  const script = fileURLToPath(new URL('./markets/serve.ts', import.meta.url));
  const child = fork(script, [], {
    execArgv: ['--import', './bench/strip-types.mjs', '--expose-gc'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  return { url: await firstMessage<string>(child), child };
}

async function stop({ child }: Running): Promise<void> {
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

async function order({ child }: Running, wanted: Order): Promise<number> {
  const answer = once(child, 'message');
  child.send(wanted);
  return ((await answer) as [number])[0];
}

async function post<T>(url: string, path: string, body: object): Promise<T> {
  const response = await fetch(`${url}/api/markets${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer as T;
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

const manual = { clock: { mode: 'manual' } };

async function creatingAndIdling(): Promise<Row[]> {
  const server = await start();
  const empty = await order(server, { name: 'memory' });
  const times: number[] = [];
  for (let at = 0; at < idleMarkets; at++) {
    times.push((await timed(() => post(server.url, '', { id: `m${at}`, ...manual }))).ms);
    await order(server, { name: 'fill', market: `m${at}`, workers: 20, hits: 10 });
  }
  const full = await order(server, { name: 'memory' });
  await stop(server);
  return [
    {
      what: 'a market is created, over HTTP',
      value: quantile(times, 0.5),
      unit: 'ms',
      budget: atMost(5),
      note: `${idleMarkets} markets, p99 ${quantile(times, 0.99).toFixed(1)} ms`,
    },
    {
      what: `${idleMarkets} idle markets, each with 20 workers and 10 HITs: the whole server`,
      value: full / mebibyte,
      unit: 'MiB',
      budget: atMost(500e6 / mebibyte),
      note: `${(empty / mebibyte).toFixed(0)} MiB before`,
    },
  ];
}

async function yearAndReset(): Promise<Row[]> {
  const server = await start();
  await post(server.url, '', { id: 'year', ...manual });
  await order(server, { name: 'fill', market: 'year', workers: 1000, hits: yearHits });
  const year = await timed(() =>
    post<{ fired: number }>(server.url, '/year/clock/advance', { seconds: 365 * 86_400 }),
  );
  const times: number[] = [];
  for (let at = 0; at < resets; at++) {
    await order(server, { name: 'fill', market: 'year', workers: 500, hits: 2000 });
    times.push((await timed(() => post(server.url, '/year/reset', {}))).ms);
  }
  await stop(server);
  return [
    {
      what: 'a year passes in one call',
      value: year.ms / 1000,
      unit: 's',
      budget: atMost(30),
      note: `${year.result.fired.toLocaleString('en-US')} deadlines fired`,
    },
    {
      what: 'a market is reset, over HTTP',
      value: quantile(times, 0.5),
      unit: 'ms',
      budget: atMost(5),
      note: `500 workers and 2,000 HITs in it; p99 ${quantile(times, 0.99).toFixed(1)} ms`,
    },
  ];
}

const month = { unit: 's', budget: atMost(2) } as const;

async function months(): Promise<Row[]> {
  const rows: Row[] = [
    {
      what: 'a month in a vitest test: 50 workers, 200 HITs, 2,000 deadlines',
      value: await vitestMonth(),
      ...month,
    },
  ];
  const server = await start();
  const inPytest = await pytestMonth(server.url);
  await stop(server);
  if (inPytest !== undefined)
    rows.push({ what: 'the same in a pytest test with boto3', value: inPytest, ...month });
  return rows;
}

export const bench: Bench = {
  title: 'What markets for tests cost',
  method:
    'A whole server on the memory store in a process of its own, called over HTTP one call after another; the month as the examples for vitest (server and test in one process, as built) and pytest have it, each in processes just started.',
  async run() {
    return [...(await creatingAndIdling()), ...(await yearAndReset()), ...(await months())];
  },
};
