import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FeedEvent } from '../../contract/events.ts';
import { limits } from '../../contract/limits.ts';
import { checkBounds, fitsKey } from '../commit-bounds.ts';
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
  NamespaceExport,
  Versioned,
} from '../store.ts';
import { embeddedExport, recordOf } from './embedded-export.ts';
import type { Environment } from './environment.ts';
import type { FlushGroup, FlushQueue } from './flush-queue.ts';
import { absent, Head, noFeed, type Overlay } from './head.ts';
import { feedBounds, type KeptCommit, readFeed, trimFeed } from './kept-feed.ts';
import { addToInbox, readInbox } from './kept-inbox.ts';
import { type NamespacePrefixes, paddedLength, paddedNumber, unpaddedNumber } from './keys.ts';
import { checkPlain } from './plain-value.ts';
import type { CacheGenerations } from './version-cache.ts';

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
      const record = head.pendingRecord(key) ?? this.#kept(head, key);
      found.push(record.version === 0 ? undefined : record);
    }
    return found;
  }

  #kept(head: Head, key: string): Versioned {
    // LMDB fails for a key that is too long; clients may name what they like.
    const prefixes = fitsKey(key) ? head.prefixes : undefined;
    const kept = prefixes && this.#around.environment.get(prefixes.record + key);
    const record = kept === undefined ? absent : recordOf(kept);
    if (head.versions.get(key) === undefined) head.versions.set(key, record.version);
    return record;
  }

  #version(head: Head, key: string): number {
    return head.versions.get(key) ?? (head.pendingRecord(key) ?? this.#kept(head, key)).version;
  }

  async commit(commit: Commit): Promise<CommitOutcome> {
    const head = this.#opened();
    checkBounds(commit);
    for (const [key, version] of commit.reads) {
      if (this.#version(head, key) !== version) return { ok: false, conflict: key };
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
    for (const { records, group } of head.overlays) {
      const isPending =
        commit.reads.some(([key]) => records.has(key)) || commit.peeked?.some((key) => records.has(key));
      if (isPending) groups.add(group.flushed);
    }
    if (groups.size > 0) await Promise.all(groups);
    return { ok: true, position: head.durableEnd };
  }

  #enter(head: Head, commit: Commit, group: FlushGroup): number {
    const { environment } = this.#around;
    const { at, events, facts } = commit;
    const first = head.bounds.end + 1;
    const kept: KeptCommit = [at, events, facts];
    // An addressed event is kept twice.
    let bytes = checkPlain(kept) * 2;
    for (const [, value] of commit.writes) bytes += checkPlain(value);
    group.bytes += bytes;
    head.prefixes ??= this.#around.place(this.#name, group);
    const { prefixes, versions } = head;
    const overlay = head.overlayOf(group);
    head.bounds.end += events.length;
    for (const [key, value] of commit.writes) {
      group.add(prefixes.record + key, value === null ? undefined : [first, value]);
      const record = value === null ? absent : { value, version: first };
      overlay.records.set(key, record);
      versions.set(key, record.version);
    }
    for (const { index, sort, id } of commit.index) {
      group.add(`${prefixes.index}${index}\0${sort}`, id ?? undefined);
    }
    for (const change of commit.deadlines) this.#setDeadline(head, change, overlay);
    group.add(prefixes.feed + paddedNumber(first), kept);
    for (let number = 0; number < events.length; number++) {
      const event = events[number] as FeedEvent;
      if (event.seq === undefined) continue;
      addToInbox(environment, prefixes, { position: first + number, event }, at, group);
    }
    trimFeed(environment, prefixes, head.bounds, at, group);
    group.after.push(() => this.#landed(head, commit, first));
    return head.bounds.end;
  }

  #setDeadline(head: Head, { id, at }: DeadlineChange, { group, deadlines }: Overlay): void {
    const { environment } = this.#around;
    const { deadlineById, deadlineByTime } = head.prefixes as NamespacePrefixes;
    const pending = head.pendingDeadline(id);
    const before =
      pending !== undefined ? pending : ((environment.get(deadlineById + id) as number | undefined) ?? null);
    if (before === at) return;
    if (before !== null) group.remove(deadlineByTime + paddedNumber(before) + id);
    group.add(deadlineById + id, at ?? undefined);
    if (at !== null) group.add(deadlineByTime + paddedNumber(at) + id, 0);
    deadlines.set(id, at);
  }

  /** A commit of this namespace is on the disk. */
  #landed(head: Head, { at, events, facts }: Commit, first: number): void {
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
      const at = unpaddedNumber(key.slice(deadlineByTime.length, deadlineByTime.length + paddedLength));
      const id = key.slice(deadlineByTime.length + paddedLength);
      const pending = head.pendingDeadline(id);
      // A command that is on its way to the disk has dealt with it.
      if (pending !== undefined && pending !== at) continue;
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

  async export(): Promise<NamespaceExport> {
    const { prefixes } = this.#opened();
    if (!prefixes) return nothing;
    return embeddedExport(this.#around.environment.freeze(), prefixes);
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

/** The export of a namespace that holds nothing. */
const nothing: NamespaceExport = {
  position: 0,
  async *records() {},
  async *inboxes() {},
  async close() {},
};
