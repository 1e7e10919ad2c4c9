import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { type CallSample, requestOf } from './requester-api/calls.ts';
import { atLeast, atMost, type Bench, quantile, type Row } from './table.ts';

const connections = 16;
const seconds = 4;
const warmupSeconds = 2;
const listedHits = 100_000;

interface Side {
  readonly url: string;
  readonly samples: readonly CallSample[];
  close(): Promise<void>;
}

async function startSide(...args: readonly string[]): Promise<Side> {
  const script = fileURLToPath(new URL('./requester-api/serve.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('no output of the server');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { port, samples } = JSON.parse(line) as { port: number; samples: CallSample[] };
  return {
    url: `http://127.0.0.1:${port}/`,
    samples,
    async close() {
      child.kill();
      await once(child, 'close');
    },
  };
}

/** Requests a second, none of them failed. */
async function rate(url: string, sample: CallSample): Promise<number> {
  const load = { url, connections, ...requestOf(sample) };
  await autocannon({ ...load, duration: warmupSeconds });
  const result = await autocannon({ ...load, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${sample.operation}: ${result.non2xx} failed`);
  return result.requests.average;
}

async function bodyOf(url: string, sample: CallSample): Promise<string> {
  const response = await fetch(url, requestOf(sample));
  return response.text();
}

async function againstExpress(ours: Side, operation: string): Promise<Row> {
  const sample = ours.samples.find((each) => each.operation === operation) as CallSample;
  const body = await bodyOf(ours.url, sample);
  const express = await startSide('express', body);
  const limit = await rate(express.url, sample);
  await express.close();
  const value = await rate(ours.url, sample);
  return {
    what: `${operation} over HTTP`,
    value,
    unit: 'requests/s',
    against: 'bare Express route, same body',
    limit,
    budget: atLeast(0.5),
  };
}

async function creating(ours: Side): Promise<Row> {
  const sample = ours.samples.find(({ operation }) => operation === 'CreateHIT') as CallSample;
  return {
    what: 'CreateHIT over HTTP, memory store',
    value: await rate(ours.url, sample),
    unit: 'requests/s',
    budget: atLeast(5_000),
    note: 'server on one core',
  };
}

async function listing(): Promise<Row> {
  const ours = await startSide('ours', '{}', String(listedHits));
  const sample = ours.samples.find(({ operation }) => operation === 'ListHITs') as CallSample;
  const times: number[] = [];
  for (let run = 0; run < 120; run++) {
    const start = performance.now();
    await bodyOf(ours.url, sample);
    if (run >= 20) times.push(performance.now() - start);
  }
  await ours.close();
  return {
    what: '100 HITs of 100,000, over HTTP',
    value: quantile(times, 0.5),
    unit: 'ms',
    budget: atMost(5),
    note: `p99 ${quantile(times, 0.99).toFixed(1)} ms`,
  };
}

export const bench: Bench = {
  title: 'What a call of the Requester API costs',
  method:
    'Server and load in processes of their own, keep-alive on 16 connections by autocannon; the Express route looks at nothing and answers the same bytes.',
  async run() {
    const ours = await startSide('ours');
    const rows = [await againstExpress(ours, 'GetHIT'), await againstExpress(ours, 'GetQualificationScore')];
    rows.push(await creating(ours));
    await ours.close();
    rows.push(await listing());
    return rows;
  },
};
