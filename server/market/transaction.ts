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
import type {
  Commit,
  DeadlineChange,
  IndexChange,
  IndexEntry,
  ListRange,
  Namespace,
  NewFact,
  Versioned,
} from '../store/store.ts';
import { deadlineChanges } from './deadlines.ts';
import type { IdSource } from './ids.ts';
import { indexChanges } from './indexes.ts';
import { factOf } from './record-facts.ts';

/** What a decision may know of its market without reading a record. */
export interface Surroundings {
  readonly environment: Environment;
  readonly settings: MarketSettings;
  readonly ids: IdSource;
}

/** A record as it was read, and as the decision leaves it. */
interface Loaded {
  readonly kind: Kind;
  readonly id: string;
  readonly key: string;
  readonly before: unknown;
  readonly version: number;
  after: unknown;
  /** One of another kind with the same id. */
  readonly namesake: Loaded | undefined;
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
  /** In the order in which they were read. */
  readonly #loaded: Loaded[] = [];
  readonly #byId = new Map<string, Loaded>();
  readonly #events: FeedEvent[] = [];
  readonly #peeked: string[] = [];

  constructor(namespace: Namespace, now: number, around: Surroundings) {
    this.#namespace = namespace;
    this.now = now;
    this.environment = around.environment;
    this.settings = around.settings;
    this.ids = around.ids;
  }

  get<K extends Kind>(kind: K, id: string): Promise<Records[K] | undefined> {
    const known = this.#find(kind, id);
    return known ? Promise.resolve(known.after as Records[K] | undefined) : this.#read(kind, id);
  }

  async #read<K extends Kind>(kind: K, id: string): Promise<Records[K] | undefined> {
    const key = `${kind}/${id}`;
    const found = await this.#namespace.read([key]);
    return this.#remember(kind, id, key, found[0]).after as Records[K] | undefined;
  }

  /** As `get` for several ids, in one read. */
  async getAll<K extends Kind>(kind: K, ids: readonly string[]): Promise<(Records[K] | undefined)[]> {
    const missing = ids.filter((id) => !this.#find(kind, id));
    if (missing.length > 0) {
      const keys = missing.map((id) => `${kind}/${id}`);
      const found = await this.#namespace.read(keys);
      for (const [at, id] of missing.entries()) this.#remember(kind, id, keys[at] as string, found[at]);
    }
    return ids.map((id) => this.#find(kind, id)?.after as Records[K] | undefined);
  }

  #find(kind: Kind, id: string): Loaded | undefined {
    let known = this.#byId.get(id);
    while (known && known.kind !== kind) known = known.namesake;
    return known;
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

  #remember(kind: Kind, id: string, key: string, found: Versioned | undefined): Loaded {
    const known = this.#find(kind, id);
    if (known) return known;
    const before = found?.value;
    const version = found?.version ?? 0;
    const loaded = { kind, id, key, before, version, after: before, namesake: this.#byId.get(id) };
    this.#byId.set(id, loaded);
    this.#loaded.push(loaded);
    return loaded;
  }

  /** Writes a record that was read before (reading is what guards against overwriting another's change). */
  put<K extends Kind>(kind: K, id: string, record: Records[K]): void {
    this.#write(kind, id, record);
  }

  remove(kind: Kind, id: string): void {
    this.#write(kind, id, undefined);
  }

  #write(kind: Kind, id: string, after: unknown): void {
    const loaded = this.#find(kind, id);
    if (!loaded) throw new Error(`written without being read: ${kind}/${id}`);
    loaded.after = after;
  }

  /** Takes back what `work` wrote if it throws, so that what is refused on the way leaves nothing half done. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#loaded.map(({ after }) => after);
    const events = this.#events.length;
    try {
      return await work();
    } catch (error) {
      for (const [at, loaded] of this.#loaded.entries())
        loaded.after = at < before.length ? before[at] : loaded.before;
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
    // A payload's own `type` is a Qualification type; in the feed that word says what happened.
    const event: FeedEvent = { type, at: this.now, worker: workerId, seq, ...about, ...(payload as object) };
    this.#events.push(event.type === type ? event : { ...event, type, qualificationType: event.type });
  }

  /** Whether anything is to be written. */
  get changed(): boolean {
    if (this.#events.length > 0) return true;
    return this.#loaded.some(({ before, after }) => after !== before);
  }

  /** A commit that changes nothing and lands if all that was read still stands: what a refusal rests on. */
  toReadCheck(): Commit {
    const nothing = { writes: [], index: [], deadlines: [], events: [], facts: [] };
    return { reads: this.#reads(), peeked: this.#peeked, ...nothing, at: this.now };
  }

  #reads(): Commit['reads'] {
    return this.#loaded.map(({ key, version }) => [key, version] as const);
  }

  /** The commit that makes this decision real. */
  toCommit(): Commit {
    const writes: [string, unknown][] = [];
    const index: IndexChange[] = [];
    const deadlines: DeadlineChange[] = [];
    const facts: NewFact[] = [];
    for (const { kind, id, key, before, after } of this.#loaded) {
      if (after === before) continue;
      writes.push([key, after ?? null]);
      for (const change of indexChanges(kind, id, before, after)) index.push(change);
      for (const change of deadlineChanges(kind, id, before, after)) deadlines.push(change);
      const fact = factOf(kind, id, before, after);
      if (fact) facts.push(fact);
    }
    if (writes.length > 0 && this.#events.length === 0)
      throw new Error(`written without an event: ${writes.map(([key]) => key)}`);
    return {
      reads: this.#reads(),
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
