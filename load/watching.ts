import http from 'k6/http';
import type { Scenario } from 'k6/options';
import { setTimeout } from 'k6/timers';
import { now } from './due.ts';
import { iterationNumber, scenario } from './scenario.ts';
import type { WorkerAuth } from './socket-io.ts';
import { api, headers, market, okJson } from './target.ts';
import { type Following, Watcher } from './watcher.ts';

/** Workers who sit at their sockets: tens in one virtual user, each keeping account of what it is told. */

/** Groups in a snapshot: the first page. More would measure how fast k6 reads JSON. */
const snapshotGroups = 20;

export interface Watching extends Following {
  readonly workers: readonly string[];
}

export interface Ask {
  readonly name: string;
  readonly ask: object;
  /** Seconds between two requests of one socket. */
  readonly everySeconds: number;
}

/** Who watches, for `setup`: as many workers of the market as there are sockets. */
export function watchingWorkers(scenarios: Readonly<Record<string, Scenario>>): string[] {
  return someWorkers(Number(scenarios.watching?.env?.TURKSIM_SOCKETS));
}

/** Ids of at most `count` workers of the market. */
export function someWorkers(count: number): string[] {
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const after = token === undefined ? '' : `&nextToken=${encodeURIComponent(token)}`;
    const page = okJson<Page>(http.get(`${api}/workers?limit=1000${after}`, { headers: { ...headers } }));
    ids.push(...page.workers.map(({ id }) => id));
    token = page.nextToken;
  } while (token !== undefined && ids.length < count);
  return ids.slice(0, count);
}

interface Page {
  readonly workers: readonly { readonly id: string }[];
  readonly nextToken?: string;
}

/** What a worker's socket shows; where the server asks for a token, one is had with the admin key. */
export function authOf(worker: string): WorkerAuth {
  const auth = { market, worker, groupsLimit: snapshotGroups };
  if (headers.authorization === undefined) return auth;
  const ask = { headers: { ...headers }, tags: { name: 'token' } };
  const { token } = okJson<{ token: string }>(http.post(`${api}/workers/${worker}/token`, '{}', ask));
  return { ...auth, token };
}

/** The life of one virtual user: opens its sockets one by one, asks now and then, looks at what was missed, closes. */
export function watch(watching: Watching, asks: readonly Ask[] = []): void {
  const seconds = (name: string) => Number(__ENV[name]);
  const perUser = seconds('TURKSIM_SOCKETS_PER_USER');
  const openMs = seconds('TURKSIM_OPEN_SECONDS') * 1000;
  const began = scenario().startTime;
  const first = iterationNumber() * perUser;
  const until = Math.min(first + perUser, seconds('TURKSIM_SOCKETS'));
  const watchers: Watcher[] = [];
  for (let number = first; number < until; number++) {
    const worker = watching.workers[number % watching.workers.length] as string;
    const open = () => watchers.push(new Watcher(authOf(worker), watching));
    setTimeout(open, ((number - first) * openMs) / perUser);
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
  const beat = iterationNumber() / Number(__ENV.TURKSIM_SOCKETS_USERS);
  let stopped = false;
  const wait = (number: number) => {
    const due = from + (number + beat) * intervalMs;
    const asking = () => {
      if (stopped) return;
      void watchers[number % watchers.length]?.ask(name, ask, due);
      wait(number + 1);
    };
    setTimeout(asking, Math.max(0, due - now()));
  };
  wait(0);
  return () => {
    stopped = true;
  };
}
