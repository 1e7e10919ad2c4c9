import { setMaxListeners } from 'node:events';
import { Random } from '../engine/random.ts';
import { DrivenRequester } from './driven-requester.ts';
import { DrivenWorker } from './driven-worker.ts';
import { Findings } from './findings.ts';
import type { DriveOptions } from './options.ts';
import type { ServerCalls } from './server-calls.ts';
import { serverCalls } from './server-calls.ts';

/** How many workers are made by one request, and how many end at a time. */
const mintedAtOnce = 1000;
const endingAtOnce = 50;
const workersPerRequester = 200;
const reportMs = 2000;
/** Pushes that never came are forgotten after this many grants. */
const watchedMax = 100_000;

/** Drives a running server with real clients, and answers what it found. */
export async function drive(options: DriveOptions, print: (line: string) => void): Promise<Findings> {
  const findings = new Findings();
  const calls = serverCalls(options);
  const random = new Random(options.seed);
  const ids = await mint(calls, options);
  const watch = new GrantWatch(findings);
  const severalServers = options.severalServers ?? false;
  const requesters = await prepareRequesters(ids, { calls, findings, random, watch, severalServers });
  const ending = new AbortController();
  const end = ending.signal;
  // Everybody who rests listens to it.
  setMaxListeners(0, end);
  const workers: DrivenWorker[] = [];
  const running: Promise<void>[] = requesters.map((requester) => requester.run(end));
  const reporting = setInterval(() => print(liveLine(workers, findings)), reportMs);
  for (const [number, id] of ids.entries()) {
    const token = await tokenOf(calls, options, id);
    const granted = watch.came.bind(watch);
    const worker = new DrivenWorker(id, {
      end,
      options,
      calls,
      findings,
      random: random.fork(number),
      token,
      granted,
    });
    workers.push(worker);
    running.push(worker.run());
    await pause(options.rampMs / ids.length);
  }
  await pause(options.durationMs);
  ending.abort();
  await Promise.all(running);
  clearInterval(reporting);
  print('comparing every client with the server');
  for (let from = 0; from < workers.length; from += endingAtOnce) {
    await Promise.all(workers.slice(from, from + endingAtOnce).map((worker) => worker.finish()));
  }
  for (const worker of workers) worker.close();
  return findings;
}

async function mint(calls: ServerCalls, { workers, seed }: DriveOptions): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < workers) {
    const count = Math.min(mintedAtOnce, workers - ids.length);
    const made = await calls.route<{ workers: { id: string }[] }>('POST', '/workers', {
      count,
      seed: seed + ids.length,
    });
    ids.push(...made.workers.map(({ id }) => id));
  }
  return ids;
}

interface Shared {
  readonly calls: ServerCalls;
  readonly findings: Findings;
  readonly random: Random;
  readonly watch: GrantWatch;
  readonly severalServers: boolean;
}

async function prepareRequesters(workers: readonly string[], shared: Shared): Promise<DrivenRequester[]> {
  const count = Math.max(1, Math.ceil(workers.length / workersPerRequester));
  const requesters = Array.from(
    { length: count },
    (_, number) =>
      new DrivenRequester(`DRIVE${number}`, {
        ...shared,
        workers,
        random: shared.random.fork(`requester ${number}`),
      }),
  );
  for (const requester of requesters) await requester.prepare();
  return requesters;
}

async function tokenOf(
  calls: ServerCalls,
  options: DriveOptions,
  worker: string,
): Promise<string | undefined> {
  if (options.adminKey === undefined) return undefined;
  return (await calls.route<{ token: string }>('POST', `/workers/${worker}/token`, {})).token;
}

/** Takes the time from asking for a grant until its push has come. */
class GrantWatch {
  readonly #findings: Findings;
  readonly #asked = new Map<string, number>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  granting(worker: string, type: string, value: number): void {
    if (this.#asked.size >= watchedMax) this.#asked.clear();
    this.#asked.set(`${worker} ${type} ${value}`, performance.now());
  }

  /** A push that was replayed says nothing about the way of live ones. */
  came({
    worker,
    type,
    value,
    liveSince,
  }: {
    worker: string;
    type: string;
    value: number;
    liveSince: number;
  }): void {
    const key = `${worker} ${type} ${value}`;
    const asked = this.#asked.get(key);
    if (asked === undefined) return;
    this.#asked.delete(key);
    if (asked >= liveSince) this.#findings.took('grant to push', performance.now() - asked);
  }
}

function liveLine(workers: readonly DrivenWorker[], findings: Findings): string {
  const connected = workers.filter((worker) => worker.connected).length;
  const figures = [
    `${connected} of ${workers.length} connected`,
    `${findings.counted('pushes')} pushes`,
    `${findings.counted('worker requests')} worker requests`,
    `${findings.counted('requester calls')} requester calls`,
    `${findings.counted('groups equal')} comparisons equal`,
    `${findings.brokenCount} broken`,
  ];
  return figures.join(' · ');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
