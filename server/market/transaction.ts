import type { Environment } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import type {
  AddressedName,
  AddressedPushes,
  FeedEvent,
  FeedEventName,
  MarketEvents,
} from '../contract/events.ts';
import type { MarketSettings } from '../contract/market-records.ts';
import type { Kind, Records, WorkerRecord } from '../contract/records.ts';
import type { Commit, IndexEntry, ListRange, Namespace, NewFact } from '../store/store.ts';
import { deadlineChanges } from './deadlines.ts';
import type { IdSource } from './ids.ts';
import { indexChanges } from './indexes.ts';
import { factsOf } from './record-facts.ts';

/** What a decision may know of its market without reading a record. */
export interface Surroundings {
  readonly environment: Environment;
  readonly settings: MarketSettings;
  readonly ids: IdSource;
}

interface Loaded {
  readonly before: unknown;
  readonly version: number;
  after: unknown;
}

/**
 * One decision in the making: remembers every record it read with its version, and gathers what is to be
 * written. Index entries, deadlines and facts follow from the records themselves, so no decision can forget
 * them. Nothing happens until `commit()` of the gathered parts lands.
 */
export class Transaction {
  /** Market time of the decision, epoch ms. */
  readonly now: number;
  readonly environment: Environment;
  readonly settings: MarketSettings;
  readonly ids: IdSource;
  readonly #namespace: Namespace;
  readonly #loaded = new Map<string, Loaded>();
  readonly #events: FeedEvent[] = [];
  readonly #peeked: string[] = [];

  constructor(namespace: Namespace, now: number, around: Surroundings) {
    this.#namespace = namespace;
    this.now = now;
    this.environment = around.environment;
    this.settings = around.settings;
    this.ids = around.ids;
  }

  async get<K extends Kind>(kind: K, id: string): Promise<Records[K] | undefined> {
    const key = `${kind}/${id}`;
    const known = this.#loaded.get(key);
    if (known) return known.after as Records[K] | undefined;
    const [found] = await this.#namespace.read([key]);
    this.#remember(key, found);
    return found?.value as Records[K] | undefined;
  }

  /** As `get` for several ids, in one read. */
  async getAll<K extends Kind>(kind: K, ids: readonly string[]): Promise<(Records[K] | undefined)[]> {
    const keys = ids.map((id) => `${kind}/${id}`);
    const missing = keys.filter((key) => !this.#loaded.has(key));
    if (missing.length > 0) {
      const found = await this.#namespace.read(missing);
      for (const [at, key] of missing.entries()) this.#remember(key, found[at]);
    }
    return keys.map((key) => this.#loaded.get(key)?.after as Records[K] | undefined);
  }

  /**
   * As `getAll`, for lists that nothing is decided by: read as they stand, guarded by nothing, as many as wanted.
   * Changes of this decision are not in them.
   */
  async peekAll<K extends Kind>(kind: K, ids: readonly string[]): Promise<(Records[K] | undefined)[]> {
    const keys = ids.map((id) => `${kind}/${id}`);
    this.#peeked.push(...keys);
    const found = await this.#namespace.read(keys);
    return found.map((record) => record?.value as Records[K] | undefined);
  }

  #remember(key: string, found: { value: unknown; version: number } | undefined): void {
    if (this.#loaded.has(key)) return;
    const value = found?.value;
    this.#loaded.set(key, { before: value, version: found?.version ?? 0, after: value });
  }

  /** Writes a record that was read before (reading is what guards against overwriting another's change). */
  put<K extends Kind>(kind: K, id: string, record: Records[K]): void {
    this.#write(`${kind}/${id}`, record);
  }

  remove(kind: Kind, id: string): void {
    this.#write(`${kind}/${id}`, undefined);
  }

  #write(key: string, after: unknown): void {
    const loaded = this.#loaded.get(key);
    if (!loaded) throw new Error(`written without being read: ${key}`);
    loaded.after = after;
  }

  /** Takes back what `work` wrote if it throws, so that what is refused on the way leaves nothing half done. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const before = new Map([...this.#loaded].map(([key, { after }]) => [key, after]));
    const events = this.#events.length;
    try {
      return await work();
    } catch (error) {
      for (const [key, loaded] of this.#loaded)
        loaded.after = before.has(key) ? before.get(key) : loaded.before;
      this.#events.length = events;
      throw error;
    }
  }

  /** Entries of an ordered index as it was durable; not guarded by the commit. */
  list(index: string, range: ListRange): Promise<readonly IndexEntry[]> {
    return this.#namespace.list(index, range);
  }

  /** Adds an event of the market to the feed. `about` may name the worker, the requester and further members. */
  emit<N extends keyof MarketEvents>(
    type: N,
    about: MarketEvents[N] & Partial<Pick<FeedEvent, 'worker' | 'requester'>>,
  ): void {
    this.#events.push({ type: type as FeedEventName, at: this.now, ...about });
  }

  /**
   * Adds a push addressed to a worker: a feed event that also takes the next number of the worker's inbox.
   * `about` are further members of the feed event, such as the requester whom it concerns.
   */
  async push<N extends AddressedName>(
    workerId: string,
    type: N,
    payload: AddressedPushes[N],
    about: { readonly requester?: string } = {},
  ): Promise<void> {
    const worker = await this.get('worker', workerId);
    if (!worker) throw new Refused('NotFound', `There is no worker ${workerId}.`);
    const seq = worker.inboxSeq + 1;
    this.put('worker', workerId, { ...worker, inboxSeq: seq } satisfies WorkerRecord);
    const { type: qualificationType, ...rest } = payload as { type?: string };
    this.#events.push({
      type,
      at: this.now,
      worker: workerId,
      seq,
      ...about,
      ...rest,
      ...(qualificationType === undefined ? {} : { qualificationType }),
    });
  }

  /** Whether anything is to be written. */
  get changed(): boolean {
    if (this.#events.length > 0) return true;
    for (const loaded of this.#loaded.values()) if (loaded.after !== loaded.before) return true;
    return false;
  }

  /** A commit that changes nothing and lands if all that was read still stands: what a refusal rests on. */
  toReadCheck(): Commit {
    const reads = [...this.#loaded].map(([key, { version }]) => [key, version] as const);
    const nothing = { writes: [], index: [], deadlines: [], events: [], facts: [] };
    return { reads, peeked: this.#peeked, ...nothing, at: this.now };
  }

  /** The commit that makes this decision real. */
  toCommit(): Commit {
    const reads: [string, number][] = [];
    const writes: [string, unknown][] = [];
    const index: Commit['index'][number][] = [];
    const deadlines: Commit['deadlines'][number][] = [];
    const facts: NewFact[] = [];
    for (const [key, { before, after, version }] of this.#loaded) {
      reads.push([key, version]);
      if (after === before) continue;
      writes.push([key, after ?? null]);
      index.push(...indexChanges(key, before, after));
      deadlines.push(...deadlineChanges(key, before, after));
      facts.push(...factsOf(key, before, after));
    }
    if (writes.length > 0 && this.#events.length === 0)
      throw new Error(`written without an event: ${writes.map(([key]) => key)}`);
    return {
      reads,
      peeked: this.#peeked,
      writes,
      index,
      deadlines,
      events: this.#events,
      facts,
      at: this.now,
    };
  }
}
