import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import type { Scenario } from 'k6/options';
import { setTimeout } from 'k6/timers';
import { dueOf, now } from './due.ts';
import { type WorkerAuth, WorkerSocket } from './socket-io.ts';
import { api, headers, market, okJson } from './target.ts';

/** k6's own; its types leave it out. */
declare const console: { error(text: string): void };

/** Workers who sit at their sockets: tens in one virtual user, each keeping account of what it is told. */

const pushLatency = new Trend('push_latency', true);
const snapshotDuration = new Trend('snapshot_duration', true);
const acknowledgementDuration = new Trend('acknowledgement_duration', true);
const sequenceGaps = new Counter('sequence_gaps');
const visibilityDifferences = new Counter('visibility_differences');
const lostSockets = new Counter('lost_sockets');
const refusedRequests = new Counter('refused_requests');

/** Counters that must stay at 0: a push missed or doubled, groups seen that are not the server's, a connection lost, a request refused. */
export const never = ['sequence_gaps', 'visibility_differences', 'lost_sockets', 'refused_requests'] as const;

/** Groups in a snapshot: the first page. More would measure how fast k6 reads JSON. */
const snapshotGroups = 20;

export interface Watching {
  readonly workers: readonly WorkerAuth[];
  /** What stamps count from, epoch ms. */
  readonly base: number;
  /** Text in the titles of the groups that are followed; without it none are. */
  readonly search?: string;
}

export interface Ask {
  readonly name: string;
  readonly ask: object;
  /** Seconds between two requests of one socket. */
  readonly everySeconds: number;
}

/** Who watches, for `setup`: as many workers of the market as there are sockets, with tokens where they are needed. */
export function watchingWorkers(scenarios: Readonly<Record<string, Scenario>>): WorkerAuth[] {
  const sockets = Number(scenarios.watching?.env?.TURKSIM_SOCKETS);
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const after = token === undefined ? '' : `&nextToken=${encodeURIComponent(token)}`;
    const page = okJson<Page>(http.get(`${api}/workers?limit=1000${after}`, { headers: { ...headers } }));
    ids.push(...page.workers.map(({ id }) => id));
    token = page.nextToken;
  } while (token !== undefined && ids.length < sockets);
  const isAuthOn = headers.authorization !== undefined;
  return ids.slice(0, sockets).map((worker) => ({
    market,
    worker,
    groupsLimit: snapshotGroups,
    ...(isAuthOn ? { token: tokenOf(worker) } : {}),
  }));
}

interface Page {
  readonly workers: readonly { readonly id: string }[];
  readonly nextToken?: string;
}

function tokenOf(worker: string): string {
  const ask = { headers: { ...headers }, tags: { name: 'token' } };
  return okJson<{ token: string }>(http.post(`${api}/workers/${worker}/token`, '{}', ask)).token;
}

/** The life of one virtual user: opens its sockets one by one, asks now and then, looks at what was missed, closes. */
export function watch(watching: Watching, asks: readonly Ask[] = []): void {
  const seconds = (name: string) => Number(__ENV[name]);
  const perUser = seconds('TURKSIM_SOCKETS_PER_USER');
  const openMs = seconds('TURKSIM_OPEN_SECONDS') * 1000;
  const began = exec.scenario.startTime;
  const first = exec.scenario.iterationInTest * perUser;
  const until = Math.min(first + perUser, seconds('TURKSIM_SOCKETS'));
  const watchers: Watcher[] = [];
  for (let number = first; number < until; number++) {
    const auth = watching.workers[number % watching.workers.length] as WorkerAuth;
    setTimeout(() => watchers.push(new Watcher(auth, watching)), ((number - first) * openMs) / perUser);
  }
  const stops = asks.map((ask) => askInTurn(watchers, ask, began + openMs + 1000));
  setTimeout(
    () => {
      for (const stop of stops) stop();
      for (const watcher of watchers) watcher.finish();
    },
    Math.max(0, began + seconds('TURKSIM_HOLD_SECONDS') * 1000 - now()),
  );
}

/** Asks on one socket after the other, on a schedule that no late answer moves; each virtual user at its own beat. */
function askInTurn(watchers: readonly Watcher[], { name, ask, everySeconds }: Ask, from: number): () => void {
  const intervalMs = (everySeconds * 1000) / Number(__ENV.TURKSIM_SOCKETS_PER_USER);
  const beat = exec.scenario.iterationInTest / Number(__ENV.TURKSIM_SOCKETS_USERS);
  let stopped = false;
  const wait = (number: number) => {
    const due = from + (number + beat) * intervalMs;
    const asking = () => {
      if (stopped) return;
      watchers[number % watchers.length]?.ask(name, ask, due);
      wait(number + 1);
    };
    setTimeout(asking, Math.max(0, due - now()));
  };
  wait(0);
  return () => {
    stopped = true;
  };
}

interface Snapshot {
  readonly seq: number;
  readonly groups: readonly Followed[];
}
interface Followed {
  readonly hitTypeId: string;
  readonly title: string;
}
interface Push {
  readonly seq?: number;
  readonly feed: number;
  readonly value?: unknown;
  readonly reason?: unknown;
  readonly hitTypeId: string;
  readonly cause?: { readonly event: number };
  readonly group?: Followed;
}

class Watcher {
  readonly #auth: WorkerAuth;
  readonly #watching: Watching;
  readonly #socket: WorkerSocket;
  readonly #opened = now();
  /** Groups that are followed and may be discovered, by the pushes. */
  readonly #groups = new Set<string>();
  #seq: number | undefined;
  #lost = false;
  /** The last addressed push that carried a stamp: what it caused comes after it. */
  #cause: { readonly feed: number; readonly due: number } | undefined;

  constructor(auth: WorkerAuth, watching: Watching) {
    this.#auth = auth;
    this.#watching = watching;
    this.#socket = new WorkerSocket(auth, {
      event: (name, payload, at) => this.#take(name, payload as Snapshot & Push, at),
      lost: (why) => {
        this.#lost = true;
        lostSockets.add(1);
        console.error(`the socket of ${auth.worker} was lost: ${why}`);
      },
    });
  }

  ask(name: string, ask: object, due: number): void {
    if (this.#seq === undefined) return;
    this.#socket.request(name, ask, (answer, at) => {
      acknowledgementDuration.add(at - due);
      if (!answer.ok) refusedRequests.add(1, { code: answer.error.code });
    });
  }

  #take(name: string, payload: Snapshot & Push, at: number): void {
    if (name === 'snapshot') this.#begin(payload, at);
    else if (payload.seq !== undefined) this.#takeAddressed(payload, payload.seq, at);
    else if (payload.cause !== undefined) this.#takeVisibility(name, payload, payload.cause.event, at);
  }

  #begin({ seq, groups }: Snapshot, at: number): void {
    snapshotDuration.add(at - this.#opened);
    this.#seq = seq;
    for (const group of groups) if (this.#isFollowed(group)) this.#groups.add(group.hitTypeId);
  }

  #takeAddressed(push: Push, seq: number, at: number): void {
    if (seq !== (this.#seq ?? 0) + 1) sequenceGaps.add(1);
    this.#seq = seq;
    const due = dueOf(push, this.#watching.base);
    this.#cause = due === undefined ? undefined : { feed: push.feed, due };
    if (due !== undefined) pushLatency.add(at - due, { kind: 'addressed' });
  }

  #takeVisibility(name: string, { group, hitTypeId }: Push, event: number, at: number): void {
    if (this.#cause?.feed === event) pushLatency.add(at - this.#cause.due, { kind: 'visibility' });
    if (name === 'hit:hidden') this.#groups.delete(hitTypeId);
    else if (group !== undefined && this.#isFollowed(group)) this.#groups.add(hitTypeId);
  }

  #isFollowed({ title }: Followed): boolean {
    return this.#watching.search !== undefined && title.includes(this.#watching.search);
  }

  /** A push that nothing came after leaves no gap in the numbers: the server is asked what there is beyond the last. */
  finish(): void {
    if (this.#lost) return;
    const { worker } = this.#auth;
    const ask = { headers: { ...headers }, tags: { name: 'inbox' } };
    const url = `${api}/workers/${worker}/inbox?after=${this.#seq ?? 0}`;
    sequenceGaps.add(okJson<{ entries: readonly unknown[] }>(http.get(url, ask)).entries.length);
    const { search } = this.#watching;
    if (search === undefined) {
      this.#socket.close();
      return;
    }
    this.#socket.request('hits:list', { search, limit: 100 }, (answer) => {
      this.#compare(answer as unknown as Snapshot);
      this.#socket.close();
    });
  }

  #compare({ groups }: Snapshot): void {
    const listed = new Set(groups.map(({ hitTypeId }) => hitTypeId));
    const different = [...listed, ...this.#groups].filter((id) => !listed.has(id) || !this.#groups.has(id));
    visibilityDifferences.add(different.length);
  }
}
