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
  InboxEntry,
  InboxPage,
  IndexEntry,
  ListRange,
  Namespace,
  NewFact,
  Versioned,
} from '../store.ts';
import type { Environment } from './environment.ts';
import type { FlushGroup, FlushQueue } from './flush-queue.ts';
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

/** A feed entry as it is kept under its first position. */
type KeptCommit = readonly [at: number, events: readonly FeedEvent[], facts: readonly NewFact[]];

interface Pending<T> {
  readonly now: T;
  readonly group: FlushGroup;
}

/** A namespace as decisions see it: the disk, with what is on its way there laid over it. */
class Head {
  prefixes: NamespacePrefixes | undefined;
  /** Position of the newest event decided. */
  end: number;
  /** Position of the newest event on the disk. */
  durableEnd: number;
  /** Position and time of the oldest commit kept. */
  first = 1;
  firstAt = 0;
  readonly records = new Map<string, Pending<Versioned>>();
  readonly deadlines = new Map<string, Pending<number | null>>();
  readonly cache: RecordCache;

  constructor(prefixes: NamespacePrefixes | undefined, end: number, generations: CacheGenerations) {
    this.prefixes = prefixes;
    this.end = end;
    this.durableEnd = end;
    this.cache = new RecordCache(generations);
  }
}

export class EmbeddedNamespace implements Namespace {
  readonly #name: string;
  readonly #around: Surroundings;
  readonly #followers = new Followers((after, limit) => this.#page(after, limit));
  #head: Head | undefined;

  constructor(name: string, around: Surroundings) {
    this.#name = name;
    this.#around = around;
  }

  /** Drops what is not on the disk; it is read anew when needed. */
  forget(): void {
    this.#head = undefined;
  }

  /** Begins anew with nothing. */
  empty(): void {
    this.#head = new Head(undefined, 0, this.#around.generations);
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
    if (!prefixes) return new Head(undefined, 0, generations);
    const { feed, feedEnd } = prefixes;
    const newest = { start: feedEnd, end: feed, limit: 1, reverse: true };
    let end = 0;
    for (const entry of environment.range(newest)) end = lastPosition(commitAt(prefixes, entry));
    const head = new Head(prefixes, end, generations);
    this.#findFirst(head);
    return head;
  }

  #findFirst(head: Head): void {
    const { feed, feedEnd } = head.prefixes as NamespacePrefixes;
    for (const entry of this.#around.environment.range({ start: feed, end: feedEnd, limit: 1 })) {
      const oldest = commitAt(head.prefixes as NamespacePrefixes, entry);
      head.first = oldest.first;
      head.firstAt = oldest.at;
    }
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
    for (const [key] of commit.reads) {
      const pending = head.records.get(key);
      if (pending) groups.add(pending.group.flushed);
    }
    if (groups.size > 0) await Promise.all(groups);
    return { ok: true, position: head.durableEnd };
  }

  #enter(head: Head, commit: Commit, group: FlushGroup): number {
    const { environment } = this.#around;
    const { at, events, facts } = commit;
    const first = head.end + 1;
    head.end += events.length;
    head.prefixes ??= this.#around.place(this.#name, group);
    const { prefixes } = head;
    for (const [key, value] of commit.writes) {
      const removed = value === null;
      if (removed) group.remove(prefixes.record + key);
      else group.put(prefixes.record + key, environment.encode([first, value]));
      head.records.set(key, { now: removed ? absent : { value, version: first }, group });
    }
    for (const { index, sort, id } of commit.index) {
      const key = `${prefixes.index}${index}\0${sort}`;
      if (id === null) group.remove(key);
      else group.put(key, environment.encode(id));
    }
    for (const change of commit.deadlines) this.#setDeadline(head, change, group);
    group.put(
      prefixes.feed + paddedNumber(first),
      environment.encode([at, events, facts] satisfies KeptCommit),
    );
    for (const [number, event] of events.entries()) {
      if (event.seq !== undefined) this.#deliver(prefixes, first + number, event, at, group);
    }
    this.#trimFeed(head, at, group);
    group.after.push(() => this.#settle(head, commit, first, group));
    return head.end;
  }

  #setDeadline(head: Head, { id, at }: DeadlineChange, group: FlushGroup): void {
    const { environment } = this.#around;
    const { deadlineById, deadlineByTime } = head.prefixes as NamespacePrefixes;
    const pending = head.deadlines.get(id);
    const before = pending
      ? pending.now
      : ((environment.get(deadlineById + id) as number | undefined) ?? null);
    if (before === at) return;
    if (before !== null) group.remove(deadlineByTime + paddedNumber(before) + id);
    if (at === null) group.remove(deadlineById + id);
    else {
      group.put(deadlineById + id, environment.encode(at));
      group.put(deadlineByTime + paddedNumber(at) + id, environment.encode(0));
    }
    head.deadlines.set(id, { now: at, group });
  }

  #deliver(
    prefixes: NamespacePrefixes,
    position: number,
    event: FeedEvent,
    now: number,
    group: FlushGroup,
  ): void {
    const { environment } = this.#around;
    const inbox = inboxPrefix(prefixes, event.worker as string);
    const seq = event.seq as number;
    group.put(inbox + paddedNumber(seq), environment.encode([position, event]));
    if (seq > limits.inboxEntriesMax) group.remove(inbox + paddedNumber(seq - limits.inboxEntriesMax));
    // Ages are looked at now and then: one more entry for a while harms nobody.
    if (seq % 16 !== 0) return;
    const oldest = { start: inbox, end: inbox + paddedNumber(seq), limit: 64 };
    for (const { key, value } of environment.range(oldest)) {
      if ((value as [number, FeedEvent])[1].at < now - limits.inboxAgeMaxMs) group.remove(key);
    }
  }

  #trimFeed(head: Head, now: number, group: FlushGroup): void {
    const { feed, feedEnd } = head.prefixes as NamespacePrefixes;
    const isOver = (nextFirst: number) => {
      const tooOld =
        head.firstAt < now - limits.feedAgeMaxMs && head.end - nextFirst + 1 >= limits.feedEventsMin;
      return tooOld || head.end - head.first + 1 > limits.feedEventsMax;
    };
    if (!isOver(head.first)) return;
    const oldest = { start: feed + paddedNumber(head.first), end: feedEnd, limit: 8 };
    for (const entry of this.#around.environment.range(oldest)) {
      const commit = commitAt(head.prefixes as NamespacePrefixes, entry);
      head.first = commit.first;
      head.firstAt = commit.at;
      if (!isOver(lastPosition(commit) + 1)) return;
      group.remove(entry.key);
      head.first = lastPosition(commit) + 1;
    }
  }

  /** A commit of this namespace is on the disk. */
  #settle(head: Head, commit: Commit, first: number, group: FlushGroup): void {
    for (const [key] of commit.writes) {
      const pending = head.records.get(key);
      if (pending?.group !== group) continue;
      head.records.delete(key);
      head.cache.set(key, pending.now);
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
    const commits: FeedCommit[] = [];
    const { prefixes, first } = head;
    const end = head.durableEnd;
    if (!prefixes || after >= end) return { commits, first, end };
    // The commit that holds the next position may begin before it.
    let start = prefixes.feed + paddedNumber(Math.max(0, after) + 1);
    const before = { start, end: prefixes.feed, limit: 1, reverse: true };
    for (const key of this.#around.environment.keys(before)) start = key;
    for (const entry of this.#around.environment.range({ start, end: prefixes.feedEnd })) {
      if (commits.length === limit) break;
      const commit = commitAt(prefixes, entry);
      if (lastPosition(commit) > after && commit.first >= first) commits.push(commit);
    }
    return { commits, first, end };
  }

  async inbox(worker: string, after: number, limit: number): Promise<InboxPage> {
    const { prefixes } = this.#opened();
    const entries: InboxEntry[] = [];
    let first = 1;
    if (!prefixes) return { entries, first };
    const inbox = inboxPrefix(prefixes, worker);
    const end = `${inbox}:`;
    const { environment } = this.#around;
    for (const key of environment.keys({ start: inbox, end, limit: 1 }))
      first = Number(key.slice(inbox.length));
    for (const { value } of environment.range({ start: inbox + paddedNumber(after + 1), end, limit })) {
      const [position, event] = value as [number, FeedEvent];
      entries.push({ position, event });
    }
    return { entries, first };
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

function commitAt({ feed }: NamespacePrefixes, entry: { key: string; value: unknown }): FeedCommit {
  const [at, events, facts] = entry.value as KeptCommit;
  return { first: Number(entry.key.slice(feed.length)), at, events, facts };
}

const lastPosition = (commit: FeedCommit): number => commit.first + commit.events.length - 1;

const inboxPrefix = (prefixes: NamespacePrefixes, worker: string): string => `${prefixes.inbox}${worker}\0`;
