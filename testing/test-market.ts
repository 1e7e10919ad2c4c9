import type { z } from 'zod';
import type { Assignment, GivenAnswer } from '../server/contract/schemas/assignment.ts';
import type { Group } from '../server/contract/schemas/group.ts';
import type { clockSchema } from '../server/contract/schemas/market.ts';
import type { Answered, Asked } from '../server/contract/schemas/qualification.ts';
import type { WorkerDetail, workerPatch, workerSpecSchema } from '../server/contract/schemas/worker.ts';
import { GatheredCalls } from './gathered-calls.ts';
import { call, type Method } from './http-client.ts';
import { TestWorker } from './test-worker.ts';

export type WorkerSpec = z.input<typeof workerSpecSchema>;
export type WorkerChange = z.input<typeof workerPatch>;
export type ClockView = z.output<typeof clockSchema>;

/** How far the clock moves: the sum of what is given, or the instant to reach. */
export type Advance =
  | { readonly days?: number; readonly hours?: number; readonly minutes?: number; readonly seconds?: number }
  | { readonly to: string | Date };

export interface MarketAddress {
  /** Of the server, without trailing slash. */
  readonly url: string;
  readonly market: string;
  readonly adminKey?: string | undefined;
}

/** A market of a test's own. */
export class TestMarket {
  readonly id: string;
  /** Endpoint for clients of the Requester API: `new MTurkClient({ endpoint: market.endpoint, … })`. */
  readonly endpoint: string;
  readonly #address: MarketAddress;
  readonly #workers = new Set<TestWorker>();
  readonly #calls: GatheredCalls;

  constructor(address: MarketAddress) {
    this.id = address.market;
    this.endpoint = `${address.url}/markets/${address.market}`;
    this.#address = address;
    this.#calls = new GatheredCalls((batch) => this.api('POST', '/batch', batch));
  }

  /** Calls a route below `/api/markets/<id>`. */
  api<T>(method: Method, path: string, body?: object): Promise<T> {
    const { url, market, adminKey } = this.#address;
    return call<T>(method, `${url}/api/markets/${market}${path}`, body, adminKey);
  }

  /** Makes one worker. */
  async worker(spec: WorkerSpec = {}): Promise<{ id: string }> {
    const [made] = await this.workers([spec]);
    if (!made) throw new Error('the server made no worker');
    return made;
  }

  /** Makes workers by their specs, or as many as said, drawn from the population model by a seed. */
  async workers(wanted: readonly WorkerSpec[] | { count: number; seed?: number }): Promise<{ id: string }[]> {
    const body = Array.isArray(wanted) ? { workers: wanted } : wanted;
    return (await this.api<{ workers: { id: string }[] }>('POST', '/workers', body)).workers;
  }

  readWorker(worker: string): Promise<WorkerDetail> {
    return this.#calls.ask('GET', `/workers/${worker}`);
  }

  changeWorker(worker: string, change: WorkerChange): Promise<WorkerDetail> {
    return this.#calls.ask('PATCH', `/workers/${worker}`, change);
  }

  /** The HIT groups that a worker can discover, newest first. */
  async groups(worker: string): Promise<Group[]> {
    return (await this.#calls.ask<{ groups: Group[] }>('GET', `/workers/${worker}/hits?limit=1000`)).groups;
  }

  accept(worker: string, hit: string): Promise<Assignment> {
    return this.#calls.ask('POST', `/hits/${hit}/accept`, { worker });
  }

  submit(worker: string, assignment: string, answer: GivenAnswer): Promise<Assignment> {
    return this.#calls.ask('POST', `/assignments/${assignment}/submit`, { worker, answer });
  }

  return(worker: string, assignment: string): Promise<Assignment> {
    return this.#calls.ask('POST', `/assignments/${assignment}/return`, { worker });
  }

  requestQualification(worker: string, type: string): Promise<Asked> {
    return this.#calls.ask('POST', `/workers/${worker}/qualification-requests`, { type });
  }

  answerTest(worker: string, request: string, answer: GivenAnswer): Promise<Answered> {
    return this.#calls.ask('POST', `/qualification-requests/${request}/answers`, { worker, answer });
  }

  clock(): Promise<ClockView> {
    return this.api('GET', '/clock');
  }

  /** Moves market time; all that is due on the way has happened when it resolves. */
  advance(by: Advance): Promise<{ now: string; fired: number }> {
    if ('to' in by) return this.api('POST', '/clock/advance', { to: new Date(by.to).toISOString() });
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = by;
    return this.api('POST', '/clock/advance', {
      seconds: ((days * 24 + hours) * 60 + minutes) * 60 + seconds,
    });
  }

  /** Connects a worker's live client; it is closed with the market. */
  async connect(worker: string): Promise<TestWorker> {
    const { url, adminKey } = this.#address;
    const token =
      adminKey === undefined
        ? undefined
        : (await this.api<{ token: string }>('POST', `/workers/${worker}/token`, {})).token;
    const connected = await TestWorker.connect(url, this.id, worker, token);
    this.#workers.add(connected);
    return connected;
  }

  /** Empties the market, its clock back at the start. */
  async reset(): Promise<void> {
    await this.api('POST', '/reset');
  }

  /** Closes its live clients and deletes it. */
  async delete(): Promise<void> {
    for (const worker of this.#workers) worker.close();
    this.#workers.clear();
    await this.api('DELETE', '');
  }
}
