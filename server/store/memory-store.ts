import { setImmediate as nextTurn } from 'node:timers/promises';
import { Refused } from '../contract/errors.ts';
import type { FeedEvent } from '../contract/events.ts';
import { limits } from '../contract/limits.ts';
import { checkBounds } from './commit-bounds.ts';
import { DeadlineHeap } from './deadline-heap.ts';
import { FeedLog } from './feed-log.ts';
import { Followers } from './followers.ts';
import { OrderedEntries } from './ordered-entries.ts';
import type {
  Commit,
  CommitOutcome,
  DueDeadlines,
  FeedCommit,
  FeedPage,
  InboxEntry,
  InboxPage,
  IndexChange,
  IndexEntry,
  ListRange,
  Namespace,
  NamespaceExport,
  Store,
  Versioned,
} from './store.ts';

export interface MemoryStoreOptions {
  /** Events that each feed keeps; virtual time needs few, and a million take hundreds of megabytes. */
  readonly feedEventsMax?: number;
  /** Entries that each inbox keeps; 0: none, where nobody reads them. */
  readonly inboxEntriesMax?: number;
}

/** The store that forgets: for tests and virtual time. All work is done before the promise is given. */
export function openMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { feedEventsMax = limits.feedEventsMax, inboxEntriesMax = limits.inboxEntriesMax } = options;
  const namespaces = new Map<string, MemoryNamespace>();
  return {
    kind: 'memory',
    namespace(name) {
      let namespace = namespaces.get(name);
      if (!namespace) {
        namespace = new MemoryNamespace(feedEventsMax, inboxEntriesMax);
        namespaces.set(name, namespace);
      }
      return namespace;
    },
    async drop(name) {
      namespaces.get(name)?.clear();
    },
    // Nobody else can have it open.
    async tell() {},
    hear: () => () => {},
    async wallTime() {
      return Date.now();
    },
    async close() {
      for (const namespace of namespaces.values()) namespace.close();
    },
  };
}

class MemoryNamespace implements Namespace {
  readonly #feedEventsMax: number;
  readonly #inboxEntriesMax: number;
  readonly #followers: Followers;
  #records = new Map<string, Versioned>();
  #indexes = new Map<string, OrderedEntries>();
  #inboxes = new Map<string, InboxEntry[]>();
  #deadlines = new DeadlineHeap();
  #feed: FeedLog;
  #closed = false;

  constructor(feedEventsMax: number, inboxEntriesMax: number) {
    this.#feedEventsMax = feedEventsMax;
    this.#inboxEntriesMax = inboxEntriesMax;
    this.#feed = new FeedLog(feedEventsMax);
    this.#followers = new Followers((after, limit) => this.#feed.page(after, limit));
  }

  clear(): void {
    this.#records = new Map();
    this.#indexes = new Map();
    this.#inboxes = new Map();
    this.#deadlines = new DeadlineHeap();
    this.#feed = new FeedLog(this.#feedEventsMax);
    this.#followers.rewind();
  }

  close(): void {
    this.#closed = true;
  }

  async read(keys: readonly string[]): Promise<readonly (Versioned | undefined)[]> {
    this.#mustBeOpen();
    const found: (Versioned | undefined)[] = [];
    for (const key of keys) found.push(this.#records.get(key));
    return found;
  }

  async commit(commit: Commit): Promise<CommitOutcome> {
    this.#mustBeOpen();
    checkBounds(commit);
    for (const [key, version] of commit.reads) {
      if ((this.#records.get(key)?.version ?? 0) !== version) return { ok: false, conflict: key };
    }
    if (commit.events.length > 0) this.#apply(commit);
    return { ok: true, position: this.#feed.end };
  }

  #apply(commit: Commit): void {
    const { at, events, facts } = commit;
    const first = this.#feed.end + 1;
    for (const [key, value] of commit.writes) {
      if (value === null) this.#records.delete(key);
      else this.#records.set(key, { value, version: first });
    }
    for (const change of commit.index) this.#changeIndex(change);
    for (const change of commit.deadlines) {
      if (change.at === null) this.#deadlines.delete(change.id);
      else this.#deadlines.set(change.id, change.at);
    }
    for (let number = 0; number < events.length && this.#inboxEntriesMax > 0; number++) {
      const event = events[number] as FeedEvent;
      if (event.seq !== undefined)
        this.#deliverTo(event.worker as string, { position: first + number, event }, at);
    }
    const entry: FeedCommit = { first, at, events, facts };
    this.#feed.append(entry);
    this.#followers.deliver(entry);
  }

  #changeIndex({ index, sort, id }: IndexChange): void {
    let entries = this.#indexes.get(index);
    if (id === null) {
      entries?.delete(sort);
      if (entries?.empty) this.#indexes.delete(index);
      return;
    }
    if (!entries) {
      entries = new OrderedEntries();
      this.#indexes.set(index, entries);
    }
    entries.set({ sort, id });
  }

  #deliverTo(worker: string, entry: InboxEntry, now: number): void {
    const inbox = this.#inboxes.get(worker);
    if (!inbox) {
      this.#inboxes.set(worker, [entry]);
      return;
    }
    inbox.push(entry);
    let gone = Math.max(0, inbox.length - this.#inboxEntriesMax);
    while ((inbox[gone] as InboxEntry).event.at < now - limits.inboxAgeMaxMs) gone++;
    if (gone > 0) inbox.splice(0, gone);
  }

  async list(index: string, range: ListRange): Promise<readonly IndexEntry[]> {
    this.#mustBeOpen();
    return this.#indexes.get(index)?.list(range) ?? [];
  }

  async due(until: number, limit: number): Promise<DueDeadlines> {
    this.#mustBeOpen();
    return this.#deadlines.due(until, limit);
  }

  async feed(after: number, limit: number): Promise<FeedPage> {
    this.#mustBeOpen();
    return this.#feed.page(after, Math.min(limit, limits.feedPageMax));
  }

  async inbox(worker: string, after: number, limit: number): Promise<InboxPage> {
    this.#mustBeOpen();
    const inbox = this.#inboxes.get(worker);
    const first = inbox?.[0]?.event.seq ?? 1;
    if (!inbox) return { entries: [], first };
    const from = Math.max(0, after + 1 - first);
    return { entries: inbox.slice(from, from + limit), first };
  }

  follow(after: number, listener: (commit: FeedCommit) => void): () => void {
    return this.#followers.add(after, listener);
  }

  async *scan(prefix: string): AsyncIterable<readonly [key: string, record: Versioned]> {
    let untilPause = limits.scanStepRecords;
    for (const entry of this.#records) {
      if (entry[0].startsWith(prefix)) yield entry;
      if (--untilPause > 0) continue;
      untilPause = limits.scanStepRecords;
      await nextTurn();
      this.#mustBeOpen();
    }
  }

  async export(): Promise<NamespaceExport> {
    this.#mustBeOpen();
    // Records never change, so the places alone are copied.
    const records = [...this.#records];
    const inboxes = [...this.#inboxes.values()].map((inbox) => [...inbox]);
    return {
      position: this.#feed.end,
      records: () => inSteps(records),
      inboxes: () => inSteps(inboxes.flat()),
      async close() {},
    };
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new Refused('Unavailable', 'The store is closed.');
  }
}

/** Lets others have their turn between steps. */
async function* inSteps<T>(items: readonly T[]): AsyncIterable<T> {
  for (let at = 0; at < items.length; at += limits.scanStepRecords) {
    yield* items.slice(at, at + limits.scanStepRecords);
    await nextTurn();
  }
}
