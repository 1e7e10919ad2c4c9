import type { Commit, IndexEntry } from '../store.ts';

/**
 * The keys of one namespace. All carry its name as the hash tag, so that on a cluster they share a slot.
 * A record `kind/id` is a field of its kind's hash; the field begins with the slash.
 */
export class NamespaceKeys {
  /** What every key begins with. */
  readonly start: string;
  readonly end: string;
  readonly deadlines: string;
  readonly feed: string;
  readonly kinds: string;
  /** Records as they were before an export that runs. */
  readonly before: string;

  constructor(prefix: string, name: string) {
    this.start = `${prefix}:{${name.replace(/[{}%]/g, encodeURIComponent)}}:`;
    this.end = `${this.start}end`;
    this.deadlines = `${this.start}deadlines`;
    this.feed = `${this.start}feed`;
    this.kinds = `${this.start}kinds`;
    this.before = `${this.start}before`;
  }

  hash = (kind: string): string => `${this.start}record:${kind}`;
  index = (index: string): string => `${this.start}index:${index}`;
  inbox = (worker: string): string => `${this.start}inbox:${worker}`;

  record(key: string): { kind: string; hash: string; field: string } {
    const found = key.indexOf('/');
    const slash = found < 0 ? key.length : found;
    const kind = key.slice(0, slash);
    return { kind, hash: this.hash(kind), field: key.slice(slash) };
  }

  /** What a member of an ordered index `sort NUL tail` says. */
  entry(member: string): IndexEntry {
    const end = member.indexOf('\0');
    const sort = member.slice(0, end);
    return { sort, id: member[end + 1] === sameTail ? tailOf(sort) : member.slice(end + 2) };
  }
}

/** Sort keys end with the record's id, as a rule: then it is not kept twice, and small indexes stay compact. */
const sameTail = '=';
const tailOf = (sort: string): string => sort.slice(sort.lastIndexOf('/') + 1);
const tailFor = (sort: string, id: string): string => (tailOf(sort) === id ? sameTail : `+${id}`);

/** Keys that a script is given, each named once: `numberOf` a key is how its arguments name it. */
function numbered(touched: string[]): { touched: string[]; numberOf: (key: string) => string } {
  const numbers = new Map<string, string>();
  const numberOf = (key: string): string => {
    let number = numbers.get(key);
    if (number === undefined) {
      number = String(touched.push(key));
      numbers.set(key, number);
    }
    return number;
  };
  return { touched, numberOf };
}

/** Keys and arguments of the check script: of a commit that writes nothing. */
export function encodeCheck(
  reads: Commit['reads'],
  keys: NamespaceKeys,
): { keys: string[]; values: string[] } {
  const { touched, numberOf } = numbered([keys.end]);
  const values = reads.flatMap(([key, version]) => {
    const { hash, field } = keys.record(key);
    return [numberOf(hash), field, String(version)];
  });
  return { keys: touched, values };
}

/** Keys and arguments of the commit script, as its head describes them. */
export function encodeCommit(
  commit: Commit,
  keys: NamespaceKeys,
  { server, notAfter }: { readonly server: string; readonly notAfter: string },
): { keys: string[]; values: string[] } {
  const { touched, numberOf } = numbered([keys.end, keys.deadlines, keys.feed, keys.kinds, keys.before]);
  const entry = JSON.stringify([commit.at, commit.events, commit.facts]);
  const values = [notAfter, String(commit.at), String(commit.events.length), entry, server];
  values.push(String(commit.reads.length));
  for (const [key, version] of commit.reads) {
    const { hash, field } = keys.record(key);
    values.push(numberOf(hash), field, String(version));
  }
  values.push(String(commit.writes.length));
  for (const [key, value] of commit.writes) {
    const { kind, hash, field } = keys.record(key);
    values.push(numberOf(hash), kind, field, value === null ? '' : JSON.stringify(value));
  }
  values.push(String(commit.index.length));
  for (const { index, sort, id } of commit.index) {
    values.push(numberOf(keys.index(index)), sort, id === null ? '' : tailFor(sort, id));
  }
  values.push(String(commit.deadlines.length));
  for (const { id, at } of commit.deadlines) values.push(id, at === null ? '' : String(at));
  const inboxCountAt = values.push('0') - 1;
  let entries = 0;
  for (const [number, event] of commit.events.entries()) {
    if (event.seq === undefined) continue;
    entries++;
    const inbox = numberOf(keys.inbox(event.worker as string));
    values.push(inbox, String(number), String(event.seq), String(event.at), JSON.stringify(event));
  }
  values[inboxCountAt] = String(entries);
  return { keys: touched, values };
}
