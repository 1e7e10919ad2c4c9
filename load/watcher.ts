import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import { setTimeout } from 'k6/timers';
import type { Reply } from '../server/contract/socket-events.ts';
import { dueOf, now } from './due.ts';
import { type WorkerAuth, WorkerSocket } from './socket-io.ts';
import { api, headers, okJson } from './target.ts';

/** k6's own; its types leave it out. */
declare const console: { error(text: string): void };

const pushLatency = new Trend('push_latency', true);
const snapshotDuration = new Trend('snapshot_duration', true);
const acknowledgementDuration = new Trend('acknowledgement_duration', true);
const sequenceGaps = new Counter('sequence_gaps');
const visibilityDifferences = new Counter('visibility_differences');
const lostSockets = new Counter('lost_sockets');
const refusedRequests = new Counter('refused_requests');

/** Counters that must stay at 0: a push missed or doubled, groups seen that are not the server's, a connection lost, a request refused. */
export const never = ['sequence_gaps', 'visibility_differences', 'lost_sockets', 'refused_requests'] as const;

export interface Following {
  /** What stamps count from, epoch ms. */
  readonly base: number;
  /** Text in the titles of the groups that are followed; without it none are. */
  readonly search?: string;
}

/** What a push that is already in the inbox may still take. */
const onTheWayMs = 2000;

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

/** Opens a worker's socket; resolves with its snapshot. */
export function openWatcher(auth: WorkerAuth, watching: Following): Promise<Watcher> {
  return new Promise((resolve) => {
    const watcher = new Watcher(auth, watching, () => resolve(watcher));
  });
}

/** One worker at a socket, keeping account of what it is told. */
export class Watcher {
  readonly #auth: WorkerAuth;
  readonly #watching: Following;
  readonly #socket: WorkerSocket;
  readonly #opened = now();
  /** Groups that are followed and may be discovered, by the pushes. */
  readonly #groups = new Set<string>();
  #seq: number | undefined;
  #lost = false;
  readonly #begun: () => void;
  /** The last addressed push that carried a stamp: what it caused comes after it. */
  #cause: { readonly feed: number; readonly due: number } | undefined;

  /** `begun` is told of the snapshot. */
  constructor(auth: WorkerAuth, watching: Following, begun: () => void = () => {}) {
    this.#begun = begun;
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

  /** Asks what was due to be asked at `due`; what is refused counts, and resolves like any answer. */
  ask<T extends object>(name: string, ask: object, due = now()): Promise<Reply<T>> {
    return new Promise((resolve) => {
      this.#socket.request(name, ask, (answer, at) => {
        acknowledgementDuration.add(at - due);
        if (!answer.ok) this.#refuse(name, answer.error.code);
        resolve(answer as Reply<T>);
      });
    });
  }

  #refuse(name: string, code: string): void {
    refusedRequests.add(1);
    console.error(`${name} of ${this.#auth.worker} was refused: ${code}`);
  }

  #take(name: string, payload: Snapshot & Push, at: number): void {
    if (name === 'snapshot') this.#begin(payload, at);
    else if (payload.seq !== undefined) this.#takeAddressed(payload, payload.seq, at);
    else if (payload.cause !== undefined) this.#takeVisibility(name, payload, payload.cause.event, at);
  }

  #begin({ seq, groups }: Snapshot, at: number): void {
    snapshotDuration.add(at - this.#opened);
    this.#seq = seq;
    this.#begun();
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

  /**
   * A push that nothing came after leaves no gap in the numbers, so the server is asked what there is beyond the
   * last; what is still on its way gets some time.
   */
  finish(): void {
    if (this.#lost) return;
    if (this.#seq === undefined) lostSockets.add(1);
    const ask = { headers: { ...headers }, tags: { name: 'inbox' } };
    const url = `${api}/workers/${this.#auth.worker}/inbox?limit=1000&after=${this.#seq ?? 0}`;
    const { entries } = okJson<{ entries: readonly { readonly seq: number }[] }>(http.get(url, ask));
    const last = entries.at(-1)?.seq ?? 0;
    setTimeout(() => this.#end(last), entries.length === 0 ? 0 : onTheWayMs);
  }

  #end(last: number): void {
    sequenceGaps.add(Math.max(0, last - (this.#seq ?? 0)));
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
