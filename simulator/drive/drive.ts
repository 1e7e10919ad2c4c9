import { setMaxListeners } from 'node:events';
import { Random } from '../engine/random.ts';
import { DrivenRequester } from './driven-requester.ts';
import { DrivenWorker } from './driven-worker.ts';
import { Findings } from './findings.ts';
import { GrantWatch } from './grant-watch.ts';
import { type DriveReport, LiveFigures } from './live-table.ts';
import type { DriveOptions } from './options.ts';
import { type Pace, paceFor, requestersFor } from './pace.ts';
import { refusalOf, requesterClients } from './requester-clients.ts';
import { rest } from './rest.ts';
import type { ServerCalls } from './server-calls.ts';
import { CallRefused, serverCalls } from './server-calls.ts';

/** How many workers are made by one request, and how many end at a time. */
const mintedAtOnce = 1000;
const endingAtOnce = 50;
const reportMs = 2000;
/** How much longer than the drive a worker's token holds. */
const tokenReserveSeconds = 600;

/** What all parts of one drive share. */
interface Drive {
  readonly options: DriveOptions;
  readonly calls: ServerCalls;
  readonly findings: Findings;
  readonly random: Random;
  readonly watch: GrantWatch;
  readonly pace: Pace;
  /** When the drive is over. */
  readonly end: AbortSignal;
}

/** Drives a running server with real clients, until its time is over or `stop`, and answers what it found. */
export async function drive(
  options: DriveOptions,
  report: DriveReport,
  stop: AbortSignal = new AbortController().signal,
): Promise<Findings> {
  const findings = new Findings();
  const ending = new AbortController();
  // Everybody who rests listens to it.
  setMaxListeners(0, ending.signal);
  const parts: Drive = {
    options,
    calls: serverCalls(options),
    findings,
    random: new Random(options.seed),
    watch: new GrantWatch(findings),
    pace: paceFor(options.workers),
    end: ending.signal,
  };
  const { ids, requesters } = await prepare(parts).catch((error: unknown) => {
    throw explained(error);
  });
  const workers: DrivenWorker[] = [];
  const stopReporting = reportEach(reportMs, workers, findings, options, report);
  const running = requesters.map((requester) => requester.run(ending.signal));
  try {
    await comeOnLine(ids, workers, running, parts, stop);
    await rest(options.durationMs, stop);
    await endAll(ending, running, requesters);
    stopReporting();
    await compareAll(workers, report);
    return findings;
  } finally {
    stopReporting();
    await endAll(ending, running, requesters);
    for (const worker of workers) worker.close();
  }
}

async function endAll(
  ending: AbortController,
  running: readonly Promise<void>[],
  requesters: readonly DrivenRequester[],
): Promise<void> {
  ending.abort();
  await Promise.all(running);
  for (const requester of requesters) requester.close();
}

async function prepare(parts: Drive): Promise<{ ids: string[]; requesters: DrivenRequester[] }> {
  const ids = await mint(parts);
  return { ids, requesters: await prepareRequesters(ids, parts) };
}

/** Who is refused at the door is told what is missing. */
function explained(error: unknown): unknown {
  const isRefused =
    error instanceof CallRefused
      ? error.status === 401 || error.status === 403
      : refusalOf(error)?.code === 'UnrecognizedClientException';
  if (!isRefused) return error;
  return new Error(
    `${(error as Error).message} A server with --auth on is driven with its --admin-key and its --keys.`,
  );
}

async function mint({ calls, options: { workers, seed } }: Drive): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < workers) {
    const count = Math.min(mintedAtOnce, workers - ids.length);
    const body = { count, seed: seed + ids.length };
    const made = await calls.route<{ workers: { id: string }[] }>('POST', '/workers', body);
    ids.push(...made.workers.map(({ id }) => id));
  }
  return ids;
}

async function prepareRequesters(workers: readonly string[], parts: Drive): Promise<DrivenRequester[]> {
  const { options, random } = parts;
  const clients = requesterClients(options, requestersFor(workers.length));
  const requesters = clients.map(
    (client, number) =>
      new DrivenRequester(`DRIVE${number}`, {
        ...parts,
        client,
        workers,
        severalServers: options.severalServers ?? false,
        random: random.fork(`requester ${number}`),
      }),
  );
  for (const requester of requesters) await requester.prepare();
  return requesters;
}

/** One after the other, each at its own time: making one takes time that the next need not wait for. */
async function comeOnLine(
  ids: readonly string[],
  workers: DrivenWorker[],
  running: Promise<void>[],
  parts: Drive,
  stop: AbortSignal,
): Promise<void> {
  const { options, random, watch } = parts;
  const began = performance.now();
  for (const [number, id] of ids.entries()) {
    if (stop.aborted) return;
    const token = await tokenOf(parts, id);
    const granted = watch.came.bind(watch);
    const worker = new DrivenWorker(id, { ...parts, random: random.fork(number), token, granted });
    workers.push(worker);
    running.push(worker.run());
    const due = began + ((number + 1) * options.rampMs) / ids.length;
    await rest(Math.max(0, due - performance.now()), stop);
  }
}

async function tokenOf({ calls, options }: Drive, worker: string): Promise<string | undefined> {
  if (options.adminKey === undefined) return undefined;
  const ttlSeconds = Math.ceil((options.rampMs + options.durationMs) / 1000) + tokenReserveSeconds;
  return (await calls.route<{ token: string }>('POST', `/workers/${worker}/token`, { ttlSeconds })).token;
}

function reportEach(
  ms: number,
  workers: readonly DrivenWorker[],
  findings: Findings,
  options: DriveOptions,
  report: DriveReport,
): () => void {
  const figures = new LiveFigures(findings);
  const began = performance.now();
  let used = process.cpuUsage();
  let usedAt = began;
  const timer = setInterval(() => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(used);
    const processor = (user + system) / 1000 / (now - usedAt);
    used = process.cpuUsage();
    usedAt = now;
    const connected = workers.filter((worker) => worker.connected).length;
    const wholeMs = options.rampMs + options.durationMs;
    report.live(
      figures.take({ connected, workers: options.workers, elapsedMs: now - began, wholeMs, processor }),
    );
  }, ms);
  const usedBefore = process.cpuUsage();
  let isReporting = true;
  return () => {
    if (!isReporting) return;
    isReporting = false;
    clearInterval(timer);
    const { user, system } = process.cpuUsage(usedBefore);
    const cores = (user + system) / 1000 / (performance.now() - began);
    report.say(`this process used ${cores.toFixed(2)} of a core for ${options.workers} workers`);
  };
}

async function compareAll(workers: readonly DrivenWorker[], report: DriveReport): Promise<void> {
  report.say('comparing every client with the server');
  for (let from = 0; from < workers.length; from += endingAtOnce)
    await Promise.all(workers.slice(from, from + endingAtOnce).map((worker) => worker.finish()));
}
