import { Refused } from '../../contract/errors.ts';
import { limits } from '../../contract/limits.ts';
import { checkBounds } from '../commit-bounds.ts';
import type {
  Commit,
  CommitOutcome,
  Deadline,
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
import type { RedisConnection } from './connection.ts';
import { encodeCheck, encodeCommit, type NamespaceKeys } from './encode-commit.ts';
import { FeedFollower } from './feed-follower.ts';
import { hashPages } from './hash-pages.ts';
import { inboxEntryOf, recordOf } from './kept-values.ts';
import { beginExport } from './redis-export.ts';
import { scripts } from './scripts.ts';

/** Longest wait of a commit for this server's followers; then it is answered all the same. */
const followMs = 2_000;

export class RedisNamespace implements Namespace {
  readonly #connection: RedisConnection;
  readonly #keys: NamespaceKeys;
  /** Names this process in nudges, so that it need not heed its own. */
  readonly #server: string;
  readonly #followers = new Set<FeedFollower>();
  #isSubscribed = false;

  constructor(connection: RedisConnection, keys: NamespaceKeys, server: string) {
    this.#connection = connection;
    this.#keys = keys;
    this.#server = server;
  }

  async read(keys: readonly string[]): Promise<readonly (Versioned | undefined)[]> {
    if (keys.length === 1) return [await this.#readOne(keys[0] as string)];
    const byHash = new Map<string, { fields: string[]; places: number[] }>();
    for (const [place, key] of keys.entries()) {
      const { hash, field } = this.#keys.record(key);
      let asked = byHash.get(hash);
      if (!asked) {
        asked = { fields: [], places: [] };
        byHash.set(hash, asked);
      }
      asked.fields.push(field);
      asked.places.push(place);
    }
    const found = new Array<Versioned | undefined>(keys.length);
    const asks = [...byHash].map(async ([hash, { fields, places }]) => {
      const kept = (await this.#connection.send(hash, ['HMGET', hash, ...fields])) as (string | null)[];
      for (const [number, place] of places.entries()) found[place] = recordOf(kept[number] ?? null);
    });
    await Promise.all(asks);
    return found;
  }

  async #readOne(key: string): Promise<Versioned | undefined> {
    const { hash, field } = this.#keys.record(key);
    return recordOf((await this.#connection.send(hash, ['HGET', hash, field])) as string | null);
  }

  async commit(commit: Commit): Promise<CommitOutcome> {
    checkBounds(commit);
    if (commit.events.length === 0) return this.#check(commit);
    const sending = { server: this.#server, notAfter: this.#connection.notAfter() };
    const { keys, values } = encodeCommit(commit, this.#keys, sending);
    const [first, last] = (await this.#connection.run(scripts.commit, keys, values)) as [number, number?];
    if (first === 0 && last === undefined) throw new Refused('Unavailable', 'Redis came to it too late.');
    if (last === undefined) return conflictOn(commit, first);
    if (this.#followers.size > 0) {
      await this.#handOn({ first, at: commit.at, events: commit.events, facts: commit.facts }, last);
    }
    return { ok: true, position: last };
  }

  async #check(commit: Commit): Promise<CommitOutcome> {
    const { keys, values } = encodeCheck(commit.reads, this.#keys);
    const [changed, position] = (await this.#connection.run(scripts.check, keys, values)) as [
      number,
      number?,
    ];
    return position === undefined ? conflictOn(commit, changed) : { ok: true, position };
  }

  async #handOn(commit: FeedCommit, last: number): Promise<void> {
    const reached: Promise<void>[] = [];
    for (const follower of this.#followers) {
      follower.offer(commit);
      reached.push(follower.reached(last));
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, followMs);
    });
    await Promise.race([Promise.all(reached), late]);
    clearTimeout(timer);
  }

  async list(index: string, { after, limit, reverse = false }: ListRange): Promise<readonly IndexEntry[]> {
    const key = this.#keys.index(index);
    const window = ['LIMIT', '0', String(limit)];
    // Members are `sort NUL tail`: NUL stands before all of a sort's members, \u0001 behind them.
    const range = reverse
      ? [after === undefined ? '+' : `(${after}\0`, '-', 'BYLEX', 'REV']
      : [after === undefined ? '-' : `(${after}\u0001`, '+', 'BYLEX'];
    const members = (await this.#connection.send(key, ['ZRANGE', key, ...range, ...window])) as string[];
    return members.map((member) => this.#keys.entry(member));
  }

  async due(until: number, limit: number): Promise<DueDeadlines> {
    const key = this.#keys.deadlines;
    const command = ['ZRANGE', key, '0', String(limit), 'WITHSCORES'];
    const earliest = (await this.#connection.send(key, command)) as [id: string, at: number][];
    const deadlines: Deadline[] = [];
    for (const [id, at] of earliest) {
      if (at > until || deadlines.length === limit) return { deadlines, next: at };
      deadlines.push({ id, at });
    }
    return { deadlines, next: undefined };
  }

  feed(after: number, limit: number): Promise<FeedPage> {
    return this.#page(after, Math.min(limit, limits.feedPageMax));
  }

  async #page(after: number, limit: number): Promise<FeedPage> {
    const reply = await this.#connection.run(
      scripts.feed,
      [this.#keys.end, this.#keys.feed],
      [String(after), String(limit)],
    );
    const [end, oldest, kept] = reply as [number, string, [first: string, entry: string][]];
    const commits = kept.map(([first, entry]): FeedCommit => {
      const [at, events, facts] = JSON.parse(entry) as [number, FeedCommit['events'], FeedCommit['facts']];
      return { first: Number(first), at, events, facts };
    });
    return { commits, first: oldest === '' ? end + 1 : Number(oldest), end };
  }

  async inbox(worker: string, after: number, limit: number): Promise<InboxPage> {
    const reply = await this.#connection.run(
      scripts.inbox,
      [this.#keys.inbox(worker)],
      [String(after), String(limit)],
    );
    const [first, kept] = reply as [number, string[]];
    return { entries: kept.map(inboxEntryOf), first };
  }

  follow(after: number, listener: (commit: FeedCommit) => void): () => void {
    const follower = new FeedFollower(after, listener, (from, limit) => this.#page(from, limit));
    this.#followers.add(follower);
    void this.#subscribe();
    follower.catchUp();
    return () => {
      follower.stop();
      this.#followers.delete(follower);
      if (this.#followers.size === 0) void this.#unsubscribe();
    };
  }

  /** There is a new connection. */
  reconnected(): void {
    if (this.#followers.size === 0) return;
    void this.#subscribe();
    for (const follower of this.#followers) follower.doubt();
  }

  /** Looks whether there is news: nudges may be lost, and while Redis was away nobody nudged. */
  lookAround(): void {
    if (this.#followers.size === 0) return;
    void this.#subscribe();
    for (const follower of this.#followers) follower.catchUp();
  }

  async #subscribe(): Promise<void> {
    if (this.#isSubscribed) return;
    this.#isSubscribed = true;
    const hear = (message: string) => {
      const [server, last] = message.split(' ');
      if (server === this.#server) return;
      for (const follower of this.#followers) follower.nudge(Number(last));
    };
    // Without a subscription the next look around finds the news, and tries again.
    await this.#connection.subscribe(this.#keys.feed, hear).catch(() => {
      this.#isSubscribed = false;
    });
  }

  async #unsubscribe(): Promise<void> {
    this.#isSubscribed = false;
    // A nudge that nobody waits for does no harm.
    await this.#connection.unsubscribe(this.#keys.feed).catch(() => {});
  }

  export(): Promise<NamespaceExport> {
    return beginExport(this.#connection, this.#keys);
  }

  async *scan(prefix: string): AsyncIterable<readonly [key: string, record: Versioned]> {
    const slash = prefix.indexOf('/');
    const kinds =
      slash >= 0
        ? [prefix.slice(0, slash)]
        : ((await this.#connection.send(this.#keys.kinds, ['SMEMBERS', this.#keys.kinds])) as string[]);
    for (const kind of kinds) {
      if (slash < 0 && !kind.startsWith(prefix)) continue;
      yield* this.#scanKind(kind, slash >= 0 ? prefix.slice(slash) : '/');
    }
  }

  async *#scanKind(kind: string, prefix: string): AsyncIterable<readonly [key: string, record: Versioned]> {
    const start = prefix === '/' ? '' : prefix;
    for await (const kept of hashPages(this.#connection, this.#keys.hash(kind), start)) {
      for (let at = 0; at < kept.length; at += 2) {
        yield [`${kind}${kept[at]}`, recordOf(kept[at + 1] as string) as Versioned];
      }
    }
  }
}

/** The record read, counted from 1, that another commit has changed. */
const conflictOn = ({ reads }: Commit, changed: number): CommitOutcome => ({
  ok: false,
  conflict: reads[changed - 1]?.[0] ?? '',
});
