import type { FoldedPush, WorkerClient } from '../../server/client/index.ts';
import { connectWorker, RequestRefused } from '../../server/client/index.ts';
import type { Snapshot, WorkerAsk } from '../../server/contract/schemas/sockets.ts';
import type { WorkerAnswers, WorkerRequests } from '../../server/contract/socket-events.ts';
import type { Random } from '../engine/random.ts';
import type { Findings } from './findings.ts';
import type { CameByGrant } from './grant-watch.ts';
import type { StatedGroups } from './groups-check.ts';
import { compareGroups } from './groups-check.ts';
import { type Fault, InboxCheck } from './inbox-check.ts';
import type { DriveOptions } from './options.ts';
import type { Pace } from './pace.ts';
import { rest } from './rest.ts';
import type { ServerCalls } from './server-calls.ts';

/** Milliseconds that a worker works on a HIT, on average. */
const workMs = 1500;
/** How often a worker stays away, on average. */
const awayMs = 1000;
const groupsMax = 10_000;
const pageMax = 1000;

export interface WorkerParts {
  /** When the drive is over. */
  readonly end: AbortSignal;
  readonly options: DriveOptions;
  readonly calls: ServerCalls;
  readonly findings: Findings;
  readonly pace: Pace;
  readonly random: Random;
  readonly token: string | undefined;
  /** Told of each push that a grant brought, and since when the connection had been live. */
  readonly granted: (came: CameByGrant) => void;
}

/** A worker as a real client: browses what it folded, accepts, works, submits, asks for Qualifications, drops off and comes back. */
export class DrivenWorker {
  readonly id: string;
  readonly #parts: WorkerParts;
  readonly #client: WorkerClient;
  readonly #check: InboxCheck;

  constructor(id: string, parts: WorkerParts) {
    this.id = id;
    this.#parts = parts;
    const { options, findings, token, granted } = parts;
    this.#check = new InboxCheck((what, fault) => this.#missed(what, fault));
    let connectedAt = performance.now();
    let liveSince = Number.POSITIVE_INFINITY;
    this.#client = connectWorker({
      url: options.url,
      market: options.market,
      worker: id,
      groupsLimit: groupsMax,
      transports: ['websocket'],
      ...(token === undefined ? {} : { token }),
    });
    this.#client.socket.on('connect', () => {
      liveSince = Number.POSITIVE_INFINITY;
      this.#check.connected();
    });
    this.#client.socket.io.on('open', () => {
      connectedAt = performance.now();
    });
    this.#client.socket.on('snapshot', (snapshot: Snapshot) => {
      liveSince = performance.now();
      findings.took('connection to snapshot', liveSince - connectedAt);
      this.#check.snapshot(snapshot);
    });
    this.#client.socket.on('connect_error', (error) => findings.count(`not connected: ${error.message}`));
    this.#client.socket.onAny((name: string, push: FoldedPush['push']) => {
      if (name === 'snapshot' || name === 'closing' || !this.#client.socket.connected) return;
      findings.count('pushes');
      this.#check.push(name, push);
      if (name === 'qualification:granted' || name === 'qualification:updated') {
        const { type, value } = push as unknown as { type: string; value: number };
        granted({ worker: id, type, value, liveSince });
      }
    });
  }

  get connected(): boolean {
    return this.#client.socket.connected;
  }

  async run(): Promise<void> {
    const droppingOff = this.#dropOffs();
    while (!this.#parts.end.aborted) {
      await this.#rest(this.#parts.pace.workerRestMs);
      if (!this.#parts.end.aborted && this.connected)
        await this.#act().catch((error: unknown) => this.#unexpected(error));
    }
    await droppingOff;
  }

  /** Drops off at random moments, whatever it does. */
  async #dropOffs(): Promise<void> {
    const { options, findings } = this.#parts;
    if (options.disconnectsPerMinute === 0) return;
    while (!this.#parts.end.aborted) {
      await this.#rest(60_000 / options.disconnectsPerMinute);
      if (this.#parts.end.aborted) return;
      findings.count('disconnections');
      this.#client.socket.disconnect();
      await this.#rest(awayMs);
      this.#client.socket.connect();
    }
  }

  #missed(what: string, { kind, count }: Fault): void {
    const { findings } = this.#parts;
    findings.count(`pushes ${kind}`, Math.max(1, count));
    findings.broken('6: every addressed event, in order', `${this.id}: ${what}`);
  }

  /** A worker that drops off mid-request learns nothing of it; refusals are part of life. */
  #unexpected(error: unknown): void {
    const { findings, options } = this.#parts;
    if (error instanceof RequestRefused && error.code !== 'ServiceFault') {
      findings.count(`refused ${error.code}`);
      return;
    }
    if (!this.#client.socket.connected || /disconnected|closed/.test(String(error))) return;
    findings.unanswered(`${this.id}: ${error}`, options.severalServers ?? false);
  }

  async #act(): Promise<void> {
    const chance = this.#parts.random.uniform();
    if (chance < 0.2) return this.compare();
    if (chance < 0.3) return this.#seek();
    await this.#work();
  }

  /** What the client has folded against what the server states. */
  async compare(): Promise<void> {
    const { findings, calls } = this.#parts;
    const outcome = await compareGroups(this.#client, () =>
      calls.route<StatedGroups>('GET', `/workers/${this.id}/hits?limit=${pageMax}`),
    );
    if (typeof outcome === 'string') findings.count(`groups ${outcome}`);
    else findings.broken("a client's groups equal the server's", `${this.id}: ${outcome.differs}`);
  }

  async #seek(): Promise<void> {
    const { qualificationTypes } = await this.#client.ask('types:list', { limit: 50 });
    const type = this.#pick(qualificationTypes);
    if (type) await this.#timed('qualification:request', { type: type.id });
  }

  async #work(): Promise<void> {
    const groups = [...(this.#client.state?.groups.values() ?? [])].filter(
      ({ access }) => access === 'accept',
    );
    const group = this.#pick(groups);
    if (!group) return;
    const assignment = await this.#timed('assignment:accept', { group: group.hitTypeId });
    await this.#rest(workMs);
    if (!this.#client.socket.connected) return;
    const ask = { assignment: assignment.id };
    if (this.#parts.random.uniform() < 0.05) await this.#timed('assignment:return', ask);
    else await this.#timed('assignment:submit', { ...ask, answer: { answer: 'driven' } });
  }

  async #timed<N extends WorkerAsk>(
    name: N,
    ask: Parameters<WorkerRequests[N]>[0],
  ): Promise<WorkerAnswers[N]> {
    const start = performance.now();
    const answer = await this.#client.ask(name, ask);
    this.#parts.findings.took(name, performance.now() - start);
    this.#parts.findings.count('worker requests');
    return answer;
  }

  /** At the end: everything has come, and equals what the server has. */
  async finish(): Promise<void> {
    this.#client.socket.connect();
    await this.#untilConnected();
    await this.compare();
    const { seq } = await this.#parts.calls.route<{ seq: number }>(
      'GET',
      `/workers/${this.id}/inbox?limit=1`,
    );
    await this.#client.ask('types:list', { limit: 1 });
    const { last } = this.#check;
    if (last !== seq) this.#missed(`the last push is ${last} of ${seq}`, { kind: 'lost', count: seq - last });
  }

  #untilConnected(): Promise<void> {
    const { socket } = this.#client;
    if (socket.connected && this.#client.state) return Promise.resolve();
    return new Promise((resolve) => socket.once('snapshot', () => resolve()));
  }

  close(): void {
    this.#client.close();
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#parts.random.uniform() * list.length)];
  }

  /** Any time from none to twice the average. */
  #rest(averageMs: number): Promise<void> {
    return rest(this.#parts.random.uniform() * 2 * averageMs, this.#parts.end);
  }
}
