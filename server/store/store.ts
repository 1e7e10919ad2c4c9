import type { FeedEvent } from '../contract/events.ts';
import type { Fact } from '../eligibility/facts.ts';

/** A fact before its commit: the version is the commit's first position, which the store gives. */
export type NewFact = Fact extends infer F ? (F extends Fact ? Omit<F, 'version'> : never) : never;

/**
 * The store port. A store holds namespaces; a market lives in one. Everything in a namespace is atomic and
 * ordered by itself and shares nothing with another. The guarantees are SPEC's ST rules, which one contract
 * suite holds over every store. A store that can't answer throws `Refused('Unavailable')`.
 */
export interface Store {
  readonly kind: 'memory' | 'embedded' | 'redis';
  /** The same namespace for the same name; it exists as soon as something is committed to it. */
  namespace(name: string): Namespace;
  /** Removes all that a namespace holds, in bounded steps that other commands can overtake. */
  drop(name: string): Promise<void>;
  /** Wall time of the store, epoch ms: the machine's, or the shared server's where several share it. */
  wallTime(): Promise<number>;
  /** ST11: tells all others who have the store open at this moment. Kept nowhere, and now and then lost. */
  tell(text: string): Promise<void>;
  /** ST11: calls `listener` with what others tell from now on. */
  hear(listener: (text: string) => void): () => void;
  /** ST9: waits for what was committed, then lets go of files and connections. */
  close(): Promise<void>;
}

export interface Namespace {
  /**
   * ST1: the newest records, in the order asked; undefined where absent. For decisions: what another
   * command has committed but not yet flushed is included, for `commit` orders itself behind it.
   */
  read(keys: readonly string[]): Promise<readonly (Versioned | undefined)[]>;

  /**
   * ST2: all or nothing. ST3: lands only if every version in `reads` still stands, absent = 0. ST4: of two
   * commits from one version one lands, the other answers `conflict`. ST5: resolves when durable as the store
   * promises; a failed flush rejects with Unavailable everything since the last good one. ST6: positions rise
   * without gap (but for those that a failed flush lost, which never come again), followers see commits whole
   * and in order. A commit without writes and events waits until what it read is durable.
   */
  commit(commit: Commit): Promise<CommitOutcome>;

  /** ST7: entries of an ordered index, durable ones only, between `after` and the end, at most `limit`. */
  list(index: string, range: ListRange): Promise<readonly IndexEntry[]>;

  /**
   * Deadlines due at or before `until`, earliest first (then by id), and when the next one after these is due;
   * durable ones, without those that a commit on its way to the disk takes away.
   */
  due(until: number, limit: number): Promise<DueDeadlines>;

  /**
   * At most `limit` commits with an event after position `after`, oldest first, durable ones; `first` is the
   * oldest position kept, `end` the newest. An empty feed has first 1 and end 0.
   */
  feed(after: number, limit: number): Promise<FeedPage>;

  /** At most `limit` entries of a worker's inbox after number `after`, oldest first; `first` is the oldest number kept, 1 if there is none. */
  inbox(worker: string, after: number, limit: number): Promise<InboxPage>;

  /**
   * ST8: calls `listener` once for every commit after `after`, in order, durable ones only, before its `commit`
   * resolves. A commit whose `first` is not the position after the last one says that what came between was
   * trimmed, or that the store lost what it had: whoever keeps something from the feed builds it anew.
   */
  follow(after: number, listener: (commit: FeedCommit) => void): () => void;

  /**
   * Every record whose key starts with `prefix`, in no promised order and not at one instant: commits may come
   * between, and a record may come twice.
   */
  scan(prefix: string): AsyncIterable<readonly [key: string, record: Versioned]>;

  /**
   * ST10: all records and inboxes as they were at one durable position, whatever is committed meanwhile. Others
   * are not held up. It must be closed; one export of a namespace at a time, else `Refused('Conflict')`.
   */
  export(): Promise<NamespaceExport>;
}

/** A namespace as it was at `position`. Read in bounded steps, so memory does not grow with what it holds. */
export interface NamespaceExport {
  /** Of the newest event included; 0: none. */
  readonly position: number;
  /** In no promised order; a record may come twice, the same both times. */
  records(): AsyncIterable<readonly [key: string, record: Versioned]>;
  /** Each worker's entries oldest first. */
  inboxes(): AsyncIterable<InboxEntry>;
  /** Lets go of what keeps the old state readable. */
  close(): Promise<void>;
}

export interface Versioned {
  readonly value: unknown;
  /** Position of the commit's first event that wrote it, so that no version ever comes twice; 0 stands for an absent record. */
  readonly version: number;
}

export interface Commit {
  readonly reads: readonly (readonly [key: string, version: number])[];
  /** Keys that were read but not depended upon: a commit without writes waits until these are durable too. */
  readonly peeked?: readonly string[];
  /** A null removes. */
  readonly writes: readonly (readonly [key: string, value: unknown])[];
  readonly index: readonly IndexChange[];
  readonly deadlines: readonly DeadlineChange[];
  /** At least one where anything is written. Those with `seq` also enter the inbox of their `worker`. */
  readonly events: readonly FeedEvent[];
  readonly facts: readonly NewFact[];
  /** Market time of the commit, epoch ms. */
  readonly at: number;
}

export interface IndexChange {
  readonly index: string;
  /** Orders the entries of an index bytewise; unique within it. ASCII without NUL, so that all stores order alike. */
  readonly sort: string;
  /** The entry's record id, or null to take the entry away. */
  readonly id: string | null;
}

export interface DeadlineChange {
  /** `<kind>/<record id>/<deadline name>`. */
  readonly id: string;
  /** Whole epoch ms, market time; null takes the deadline away. */
  readonly at: number | null;
}

export type CommitOutcome =
  | {
      readonly ok: true /** Position of the last event; of the newest commit seen, if nothing was written. */;
      readonly position: number;
    }
  | { readonly ok: false; readonly conflict: string };

export interface ListRange {
  /** Exclusive; absent: from the start (or the end, if `reverse`). */
  readonly after?: string;
  readonly limit: number;
  readonly reverse?: boolean;
}

export interface IndexEntry {
  readonly sort: string;
  readonly id: string;
}

export interface Deadline {
  readonly id: string;
  readonly at: number;
}

export interface DueDeadlines {
  readonly deadlines: readonly Deadline[];
  /** Instant of the earliest deadline left beyond these; undefined: none. */
  readonly next: number | undefined;
}

/** One commit as followers see it: its events have positions `first`, `first + 1`, … */
export interface FeedCommit {
  readonly first: number;
  readonly at: number;
  readonly events: readonly FeedEvent[];
  /** Their version is `first`. */
  readonly facts: readonly NewFact[];
}

export interface FeedPage {
  readonly commits: readonly FeedCommit[];
  readonly first: number;
  readonly end: number;
}

export interface InboxEntry {
  readonly position: number;
  readonly event: FeedEvent;
}

export interface InboxPage {
  readonly entries: readonly InboxEntry[];
  readonly first: number;
}
