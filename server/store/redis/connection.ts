import { Refused } from '../../contract/errors.ts';
import {
  type Client,
  clientOf,
  clusterOf,
  newCluster,
  newSingle,
  type Reply,
  reconnectMs,
} from './client.ts';
import { type Script, scripts } from './scripts.ts';

export interface ConnectionOptions {
  /** `redis://[[user]:password@]host:port[/database]`; `rediss` for TLS. One node of a cluster is enough. */
  readonly url: string;
  /** Told in one line what keeps Redis away, every few seconds, and when it is back. */
  readonly report: (line: string) => void;
  /** Looks, before anything else is sent, whether what Redis holds can be read; rejects if not. */
  readonly check: (send: (key: string, command: string[]) => Promise<Reply>) => Promise<void>;
}

/** Longest silence on a command before the connection counts as lost. */
const silenceMs = 5_000;
/** A commit that Redis takes up later than this is void: by the time it is given up nothing can happen any more. */
const voidAfterMs = 4_000;
/** Sharded channels and the flags of scripts came with it. */
const oldestVersion = 7;
const askEveryMs = 1_000;
const prepareEveryMs = 200;
const reportEveryMs = 3_000;

/**
 * The way to Redis: one connection per server, commands and pushes on the same. While it is lost every command
 * fails at once with Unavailable, and it is sought again for as long as it takes.
 */
export class RedisConnection {
  readonly #options: ConnectionOptions;
  readonly #host: string;
  readonly #whenReady = new Set<() => void>();
  readonly #timers: NodeJS.Timeout[];
  readonly #givenUp = new WeakSet<Client>();
  #client: Client | undefined;
  /** Lets go of what a connection is being sought with; it would go on for ever. */
  #abandon: () => void = () => {};
  #isReady = false;
  #trouble = 'not connected yet';
  #closing = false;
  #unanswered = 0;
  #allAnswered: () => void = () => {};
  #askedAt: number | undefined;
  /** Redis time less our monotonic clock, ms; undefined: not one clock (a cluster), or not known yet. */
  #clockOffset: number | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#host = new URL(options.url).host;
    this.#timers = [
      setInterval(() => this.#watch(), askEveryMs).unref(),
      setInterval(() => this.#tell(), reportEveryMs).unref(),
    ];
    void this.#connect();
  }

  /** Calls `listener` now, if connected, and after every new connection. */
  onReady(listener: () => void): void {
    this.#whenReady.add(listener);
    if (this.#isReady) listener();
  }

  /** Resolves when connected, or after `patienceMs`. */
  async ready(patienceMs: number): Promise<void> {
    if (this.#isReady) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#whenReady.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Redis time, in milliseconds as text, until which a commit sent now may be taken up; empty: not limited. */
  notAfter(): string {
    if (this.#clockOffset === undefined) return '';
    // While an answer is owed, that one's patience counts: the connection is given up with it.
    const since = this.#askedAt ?? performance.now();
    return String(Math.ceil(since + this.#clockOffset + voidAfterMs));
  }

  /** Sends a command about `key`. */
  send(key: string, command: string[]): Promise<Reply> {
    return this.#answered((client) => client.send(key, command));
  }

  run(script: Script, keys: readonly string[], values: readonly string[]): Promise<Reply> {
    const key = keys[0] as string;
    const rest = [String(keys.length), ...keys, ...values];
    return this.#answered(async (client) => {
      try {
        return await client.send(key, ['EVALSHA', script.sha, ...rest]);
      } catch (error) {
        if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
        return client.send(key, ['EVAL', script.text, ...rest]);
      }
    });
  }

  /** What was asked before a close is answered before it. */
  async #answered(ask: (client: Client) => Promise<Reply>): Promise<Reply> {
    const client = this.#now();
    this.#unanswered++;
    try {
      return await ask(client);
    } catch (error) {
      throw this.#refusal(error);
    } finally {
      if (--this.#unanswered === 0) this.#allAnswered();
    }
  }

  /** Hears a channel from now on; after a new connection the client takes it up by itself. */
  async subscribe(channel: string, listener: (message: string) => void): Promise<void> {
    await this.#now().subscribe(channel, listener);
  }

  async unsubscribe(channel: string): Promise<void> {
    if (this.#isReady) await this.#client?.unsubscribe(channel);
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const timer of this.#timers) clearInterval(timer);
    const client = this.#client;
    if (this.#unanswered > 0) {
      await new Promise<void>((resolve) => {
        this.#allAnswered = resolve;
        setTimeout(resolve, silenceMs).unref();
      });
    }
    if (this.#isReady) return client?.close();
    client?.destroy();
    this.#abandon();
  }

  #now(): Client {
    if (this.#closing) throw new Refused('Unavailable', 'The store is closed.');
    if (!this.#client || !this.#isReady) throw this.#unavailable(this.#trouble);
    return this.#client;
  }

  #unavailable(reason: string): Refused {
    return new Refused('Unavailable', `Redis at ${this.#host} can't answer: ${reason}`);
  }

  /** Whatever goes wrong on the way or at the other end means that the store can't answer, but for our own defects. */
  #refusal(error: unknown): Error {
    if (error instanceof Refused) return error;
    const { message } = error as Error;
    const isOurs = /^(?:ERR|WRONGTYPE|CROSSSLOT)\b/.test(message) && !/max number of clients/.test(message);
    return isOurs ? (error as Error) : this.#unavailable(message);
  }

  async #connect(): Promise<void> {
    for (let retries = 0; !this.#closing; retries++) {
      try {
        this.#client = await this.#open();
        return;
      } catch (error) {
        this.#abandon();
        this.#trouble = (error as Error).message;
        await new Promise((resolve) => setTimeout(resolve, reconnectMs(retries)).unref());
      }
    }
  }

  async #open(): Promise<Client> {
    const single = newSingle(this.#options.url);
    single.on('error', (error: Error) => this.#lost(error));
    this.#abandon = () => {
      if (single.isOpen) single.destroy();
    };
    await single.connect();
    const about = await single.info();
    const version = /^redis_version:(\d+)\S*/m.exec(about);
    if (Number(version?.[1]) < oldestVersion)
      throw new Error(`its ${version?.[0].replace(':', ' ')} is too old: it takes ${oldestVersion} or later`);
    const isCluster = /^cluster_enabled:1/m.test(about);
    const client = isCluster ? await this.#openCluster() : clientOf(single);
    if (isCluster) single.destroy();
    else single.on('ready', () => void this.#prepare(client));
    await this.#prepare(client);
    return client;
  }

  async #openCluster(): Promise<Client> {
    const cluster = newCluster(this.#options.url);
    cluster.on('error', (error: Error) => {
      this.#trouble = error.message;
    });
    cluster.on('node-ready', () => {
      if (this.#client) void this.#prepare(this.#client);
    });
    await cluster.connect();
    return clusterOf(cluster);
  }

  #lost(error: Error): void {
    this.#isReady = false;
    this.#trouble = error.message || (error as NodeJS.ErrnoException).code || 'the connection was lost';
  }

  /** A connection is there: checks and loads what every command relies on, then lets commands through. */
  async #prepare(client: Client): Promise<void> {
    try {
      await this.#options.check((key, command) => client.send(key, command));
      for (const { text } of Object.values(scripts)) await client.sendToAll(['SCRIPT', 'LOAD', text]);
      await this.#askTime(client);
    } catch (error) {
      this.#lost(error as Error);
      this.#prepareAgain(client);
      return;
    }
    this.#client = client;
    this.#isReady = true;
    this.#askedAt = undefined;
    for (const listener of this.#whenReady) listener();
  }

  /** One that answers, but not yet what is asked (it loads its data, say), closes nothing that would be opened anew. */
  #prepareAgain(client: Client): void {
    setTimeout(() => {
      if (!this.#closing && !this.#isReady && !this.#givenUp.has(client)) void this.#prepare(client);
    }, prepareEveryMs).unref();
  }

  /** A server that is stopped, or cut off without a word, answers nothing and closes nothing. */
  #watch(): void {
    const client = this.#client;
    if (!client || !this.#isReady) return;
    if (this.#askedAt !== undefined) {
      if (performance.now() - this.#askedAt > silenceMs) this.#giveUp(client);
      return;
    }
    void this.#askTime(client);
  }

  async #askTime(client: Client): Promise<void> {
    const asked = performance.now();
    this.#askedAt = asked;
    // Where it fails the client says so by itself.
    const times = (await client.sendToAll(['TIME']).catch(() => [])) as [string, string][];
    const [time] = times;
    this.#clockOffset =
      time && times.length === 1 ? Number(time[0]) * 1000 + Number(time[1]) / 1000 - asked : undefined;
    if (this.#askedAt === asked) this.#askedAt = undefined;
  }

  #giveUp(client: Client): void {
    this.#lost(new Error(`no answer for ${silenceMs / 1000} s`));
    this.#askedAt = undefined;
    this.#client = undefined;
    this.#givenUp.add(client);
    client.destroy();
    void this.#connect();
  }

  #tell(): void {
    if (!this.#isReady)
      this.#options.report(`Redis at ${this.#host} can't be reached (${this.#trouble}); trying again.`);
  }
}
