import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import type { Snapshot, WorkerAsk } from '../contract/schemas/sockets.ts';
import type { Reply, WorkerAnswers, WorkerPushes, WorkerRequests } from '../contract/socket-events.ts';
import type { FoldedPush, WorkerState } from './worker-state.ts';
import { fold, stateOf } from './worker-state.ts';

export interface WorkerClientOptions {
  /** Base address of the server: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly market?: string;
  readonly worker: string;
  readonly token?: string;
  readonly groupsLimit?: number;
  /** `['websocket']` where no polling is wanted. */
  readonly transports?: readonly ('polling' | 'websocket')[];
}

/** A refusal that came back for a request. */
export class RequestRefused extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor({ code, message, ...details }: { code: string; message: string; [detail: string]: unknown }) {
    super(message);
    this.name = 'RequestRefused';
    this.code = code;
    this.details = details;
  }
}

/** A worker's live connection: keeps the state current and resumes where it stopped. */
export interface WorkerClient {
  /** Undefined before the first snapshot. */
  readonly state: WorkerState | undefined;
  readonly socket: Socket<WorkerPushes, WorkerRequests>;
  /** Asks the server; rejects with `RequestRefused`, or an Error where no answer comes. */
  ask<N extends WorkerAsk>(name: N, ask: Parameters<WorkerRequests[N]>[0]): Promise<WorkerAnswers[N]>;
  /** Calls `listener` after each snapshot and each push, with what came. Answers how to stop. */
  onChange(listener: (state: WorkerState, came: FoldedPush | 'snapshot') => void): () => void;
  close(): void;
}

/** How long an answer may take; a request that is lost with its connection is rejected at once. */
const answerMs = 30_000;

/** Names of events that are no push to be folded. */
const notFolded: ReadonlySet<string> = new Set(['snapshot', 'closing']);

export function connectWorker(options: WorkerClientOptions): WorkerClient {
  const { url, market = 'default', worker, token, groupsLimit, transports } = options;
  let state: WorkerState | undefined;
  let connected = false;
  const listeners = new Set<(state: WorkerState, came: FoldedPush | 'snapshot') => void>();
  const socket: Socket<WorkerPushes, WorkerRequests> = io(`${url}/worker`, {
    forceNew: true,
    ...(transports === undefined ? {} : { transports: [...transports] }),
    // A function: each connection says anew what the client has.
    auth: (give) =>
      give({
        market,
        worker,
        ...(token === undefined ? {} : { token }),
        ...(groupsLimit === undefined ? {} : { groupsLimit }),
        ...(state === undefined ? {} : { after: state.seq, epoch: state.epoch }),
      }),
  });
  socket.on('connect', () => {
    connected = true;
  });
  // What the library hands over after this belongs to a connection that is gone.
  socket.on('disconnect', () => {
    connected = false;
  });

  function changed(next: WorkerState, came: FoldedPush | 'snapshot'): void {
    state = next;
    for (const listener of listeners) listener(next, came);
  }

  socket.on('snapshot', (snapshot: Snapshot) => {
    if (connected) changed(stateOf(snapshot), 'snapshot');
  });
  socket.onAny((name: string, push: FoldedPush['push']) => {
    if (!connected || notFolded.has(name)) return;
    const came = { name, push } as FoldedPush;
    if (state === undefined) return;
    changed(fold(state, came), came);
  });

  return {
    socket,
    get state() {
      return state;
    },
    async ask(name, ask) {
      const reply = (await socket.timeout(answerMs).emitWithAck(name, ...([ask] as never))) as Reply;
      if (!reply.ok) throw new RequestRefused(reply.error);
      const { ok: _ok, ...answer } = reply;
      return answer as WorkerAnswers[typeof name];
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => socket.disconnect(),
  };
}
