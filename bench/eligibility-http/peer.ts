import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { listenOn, portOf } from '../../server/http/listen.ts';
import { mayAccept, type Pair, type Person, type Rule } from './world.ts';
import type { Request } from './wrk.ts';

/** A program that answers the same questions over HTTP, in memory, on one core. */
export interface Peer {
  readonly name: string;
  readonly url: string;
  readonly single: readonly Request[];
  readonly batches: readonly Request[];
  /** Checks in one of its batches. */
  readonly batchChecks: number;
  /** Budgets: our checks a second over its own, one by one and in batches. */
  readonly fasterBy: { readonly single: number; readonly batch: number };
  close(): Promise<void>;
}

export interface Asked {
  readonly people: readonly Person[];
  readonly rules: readonly Rule[];
  readonly pairs: readonly Pair[];
}

export function onOneCore(program: string, args: readonly string[]): ChildProcess {
  return spawn('taskset', ['-c', '0', program, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, GOMAXPROCS: '1' },
  });
}

export async function stop(server: ChildProcess): Promise<void> {
  const closed = once(server, 'close');
  server.kill();
  await closed;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await listenOn(server, '127.0.0.1', 0);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isThere = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await pause(100);
  }
  throw new Error(`${url} does not answer`);
}

export async function post<T>(url: string, { path, body }: Required<Request>): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text || '{}') as T;
}

/** Equal rules give equal answers, or the comparison is none. */
export async function agree(
  pairs: readonly Pair[],
  people: readonly Person[],
  rules: readonly Rule[],
  may: (pair: Pair) => Promise<boolean>,
): Promise<void> {
  for (const pair of pairs.slice(0, 300)) {
    const [worker, hit] = pair;
    const expected = mayAccept(people[worker] as Person, rules[hit] as Rule);
    if ((await may(pair)) !== expected) throw new Error(`worker ${worker} and HIT ${hit}: not ${expected}`);
  }
}
