import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FeedEvent } from '../../contract/events.ts';
import { limits } from '../../contract/limits.ts';
import { checkBounds } from '../commit-bounds.ts';
import { Followers } from '../followers.ts';
import type {
  Commit,
  CommitOutcome,
  Deadline,
  DeadlineChange,
  DueDeadlines,
  FeedCommit,
  FeedPage,
  InboxPage,
  IndexEntry,
  ListRange,
  Namespace,
  Versioned,
} from '../store.ts';
import type { Environment } from './environment.ts';
import type { FlushGroup, FlushQueue } from './flush-queue.ts';
import { type FeedBounds, feedBounds, type KeptCommit, readFeed, trimFeed } from './kept-feed.ts';
import { addToInbox, readInbox } from './kept-inbox.ts';
import { type NamespacePrefixes, paddedLength, paddedNumber } from './keys.ts';
import { absent, type CacheGenerations, RecordCache } from './record-cache.ts';

/** What a namespace shares with the others of its store. */
export interface Surroundings {
  readonly environment: Environment;
  readonly queue: FlushQueue;
  readonly generations: CacheGenerations;
  /** Where the namespace's keys begin; undefined while it holds nothing. */
  prefixesOf(name: string): NamespacePrefixes | undefined;
  /** Gives the name a place of its own, in `group`. */
  place(name: string, group: FlushGroup): NamespacePrefixes;
  mustBeOpen(): void;
}

interface Pending<T> {
  readonly now: T;
  readonly group: FlushGroup;
}

/** A namespace as decisions see it: the disk, with what is on its way there laid over it. */
class Head {
  prefixes: NamespacePrefixes | undefined;
  readonly bounds: FeedBounds;
  /** Position of the newest event on the disk. */
  durableEnd: number;
  readonly records = new Map<string, Pending<Versioned>>();
  readonly deadlines = new Map<string, Pending<number | null>>();
  readonly cache: RecordCache;

  constructor(prefixes: NamespacePrefixes | undefined, bounds: FeedBounds, generations: CacheGenerations) {
    this.prefixes = prefixes;
    this.bounds = bounds;
    this.durableEnd = bounds.end;
    this.cache = new RecordCache(generations);
  }
}

const noFeed = (): FeedBounds => ({ end: 0, first: 1, firstAt: 0 });

export class EmbeddedNamespace implements Namespace {
  readonly #name: string;
  readonly #around: Surroundings;
  readonly #followers = new Followers((after, limit) => this.#page(after, limit));
  #head: Head | undefined;
  /**
   * Highest position ever given out here. After a failed flush numbers go on behind it: one that was given to
   * a lost commit must not come again, for somebody may still hold a version of that number.
   */
  #given = 0;

  constructor(name: string, around: Surroundings) {
    this.#name = name;
    this.#around = around;
  }

  /** Drops what is not on the disk; it is read anew when needed. */
  forget(): void {
    this.#given = Math.max(this.#given, this.#head?.bounds.end ?? 0);
    this.#head = undefined;
  }

  /** Begins anew with nothing. */
  empty(): void {
    this.#given = 0;
    this.#head = new Head(undefined, noFeed(), this.#around.generations);
    this.#followers.rewind();
  }

  #opened(): Head {
    this.#around.mustBeOpen();
    this.#head ??= this.#load();
    return this.#head;
  }

  #load(): Head {
    const { environment, generations } = this.#around;
    const prefixes = this.#around.prefixesOf(this.#name);
    const head = new Head(prefixes, prefixes ? feedBounds(environment, prefixes) : noFeed(), generations);
    head.bounds.end = Math.max(head.bounds.end, this.#given);
    return head;
  }

  async read(keys: readonly string[]): Promise<readonly (Versioned | undefined)[]> {
    const head = this.#opened();
    const found: (Versioned | undefined)[] = [];
    for (const key of keys) {
      const record = this.#newest(head, key);
      found.push(record.version === 0 ? undefined : record);
    }
    return found;
  }

  #newest(head: Head, key: string): Versioned {
    const known = head.records.get(key)?.now ?? head.cache.get(key);
    if (known) return known;
    const kept = head.prefixes && this.#around.environment.get(head.prefixes.record + key);
    const record = kept === undefined ? absent : recordOf(kept);
    head.cache.set(key, record);
    return record;
  }

  async commit(commit: Commit): Promise<CommitOutcome> {
    const head = this.#opened();
    checkBounds(commit);
    for (const [key, version] of commit.reads) {
      if (this.#newest(head, key).version !== version) return { ok: false, conflict: key };
    }
    if (commit.events.length === 0) return this.#seen(head, commit);
    const { queue } = this.#around;
    const group = queue.gathering;
    const position = this.#enter(head, commit, group);
    await group.flushed;
    return { ok: true, position };
  }

  /** The answer to one who only read: what it saw must not be lost any more. */
  async #seen(head: Head, commit: Commit): Promise<CommitOutcome> {
    const groups = new Set<Promise<void>>();
    const note = (key: string) => {
      const pending = head.records.get(key);
      if (pending) groups.add(pending.group.flushed);
    };
    for (const [key] of commit.reads) note(key);
    commit.peeked?.forEach(note);
    if (groups.size > 0) await Promise.all(groups);
    return { ok: true, position: head.durableEnd };
  }

  #enter(head: Head, commit: Commit, group: FlushGroup): number {
    const { environment } = this.#around;
    const { at, events, facts } = commit;
    const first = head.bounds.end + 1;
    // What can't be kept fails here, before anything has changed.
    const values = commit.writes.map(([, value]) =>
      value === null ? null : environment.encode([first, value]),
    );
    const kept = environment.encode([at, events, facts] satisfies KeptCommit);
    head.prefixes ??= this.#around.place(this.#name, group);
    const { prefixes } = head;
    head.bounds.end += events.length;
    for (let number = 0; number < values.length; number++) {
      const [key, value] = commit.writes[number] as Commit['writes'][number];
      group.add(prefixes.record + key, values[number] ?? null);
      head.records.set(key, { now: value === null ? absent : { value, version: first }, group });
    }
    for (const { index, sort, id } of commit.index) {
      group.add(`${prefixes.index}${index}\0${sort}`, id === null ? null : environment.encode(id));
    }
    for (const change of commit.deadlines) this.#setDeadline(head, change, group);
    group.add(prefixes.feed + paddedNumber(first), kept);
    for (let number = 0; number < events.length; number++) {
      const event = events[number] as FeedEvent;
      if (event.seq === undefined) continue;
      addToInbox(environment, prefixes, { position: first + number, event }, at, group);
    }
    trimFeed(environment, prefixes, head.bounds, at, group);
    group.after.push(() => this.#settle(head, commit, first, group));
    return head.bounds.end;
  }

  #setDeadline(head: Head, { id, at }: DeadlineChange, group: FlushGroup): void {
    const { environment } = this.#around;
    const { deadlineById, deadlineByTime } = head.prefixes as NamespacePrefixes;
    const pending = head.deadlines.get(id);
    const before = pending
      ? pending.now
      : ((environment.get(deadlineById + id) as number | undefined) ?? null);
    if (before === at) return;
    if (before !== null) group.add(deadlineByTime + paddedNumber(before) + id, null);
    group.add(deadlineById + id, at === null ? null : environment.encode(at));
    if (at !== null) group.add(deadlineByTime + paddedNumber(at) + id, environment.encode(0));
    head.deadlines.set(id, { now: at, group });
  }

  /** A commit of this namespace is on the disk. */
  #settle(head: Head, commit: Commit, first: number, group: FlushGroup): void {
    for (const [key] of commit.writes) {
      const pending = head.records.get(key);
      if (pending?.group !== group) continue;
      head.records.delete(key);
      head.cache.renew(key, pending.now);
    }
    for (const { id } of commit.deadlines) {
      if (head.deadlines.get(id)?.group === group) head.deadlines.delete(id);
    }
    const { at, events, facts } = commit;
    head.durableEnd = first + events.length - 1;
    if (head === this.#head) this.#followers.deliver({ first, at, events, facts });
  }

  async list(index: string, { after, limit, reverse = false }: ListRange): Promise<readonly IndexEntry[]> {
    const { prefixes } = this.#opened();
    const entries: IndexEntry[] = [];
    if (!prefixes || limit === 0) return entries;
    const all = `${prefixes.index}${index}\0`;
    const beyond = `${prefixes.index}${index}\u0001`;
    const start = after === undefined ? (reverse ? beyond : all) : all + after;
    const range = { start, end: reverse ? all : beyond, limit, reverse, exclusiveStart: after !== undefined };
    for (const { key, value } of this.#around.environment.range(range)) {
      entries.push({ sort: key.slice(all.length), id: value as string });
    }
    return entries;
  }

  async due(until: number, limit: number): Promise<DueDeadlines> {
    const head = this.#opened();
    const deadlines: Deadline[] = [];
    if (!head.prefixes) return { deadlines, next: undefined };
    const { deadlineByTime, deadlineByTimeEnd } = head.prefixes;
    for (const key of this.#around.environment.keys({ start: deadlineByTime, end: deadlineByTimeEnd })) {
      const at = Number(key.slice(deadlineByTime.length, deadlineByTime.length + paddedLength));
      const id = key.slice(deadlineByTime.length + paddedLength);
      const pending = head.deadlines.get(id);
      // A command that is on its way to the disk has dealt with it.
      if (pending && pending.now !== at) continue;
      if (at > until || deadlines.length === limit) return { deadlines, next: at };
      deadlines.push({ id, at });
    }
    return { deadlines, next: undefined };
  }

  async feed(after: number, limit: number): Promise<FeedPage> {
    this.#opened();
    return this.#page(after, Math.min(limit, limits.feedPageMax));
  }

  #page(after: number, limit: number): FeedPage {
    const head = this.#opened();
    const { prefixes, bounds, durableEnd } = head;
    const isNew = prefixes !== undefined && after < durableEnd;
    const commits = isNew ? readFeed(this.#around.environment, prefixes, after, limit, bounds.first) : [];
    return { commits, first: bounds.first, end: durableEnd };
  }

  async inbox(worker: string, after: number, limit: number): Promise<InboxPage> {
    const { prefixes } = this.#opened();
    if (!prefixes) return { entries: [], first: 1 };
    return readInbox(this.#around.environment, prefixes, worker, after, limit);
  }

  follow(after: number, listener: (commit: FeedCommit) => void): () => void {
    this.#opened();
    return this.#followers.add(after, listener);
  }

  async *scan(prefix: string): AsyncIterable<readonly [key: string, record: Versioned]> {
    const { prefixes } = this.#opened();
    if (!prefixes) return;
    let after: string | undefined;
    for (;;) {
      this.#around.mustBeOpen();
      const page = this.#scanPage(prefixes, prefix, after);
      yield* page;
      if (page.length < limits.scanStepRecords) return;
      after = page.at(-1)?.[0];
      await nextTurn();
    }
  }

  #scanPage(prefixes: NamespacePrefixes, prefix: string, after: string | undefined): [string, Versioned][] {
    const page: [string, Versioned][] = [];
    const range = {
      start: prefixes.record + (after ?? prefix),
      end: prefixes.recordEnd,
      limit: limits.scanStepRecords,
      exclusiveStart: after !== undefined,
    };
    for (const { key, value } of this.#around.environment.range(range)) {
      const name = key.slice(prefixes.record.length);
      if (!name.startsWith(prefix)) break;
      page.push([name, recordOf(value)]);
    }
    return page;
  }
}

function recordOf(kept: unknown): Versioned {
  const [version, value] = kept as [number, unknown];
  return { value, version };
}
