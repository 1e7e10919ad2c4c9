import { io, type Socket } from 'socket.io-client';
import type { Snapshot } from '../server/contract/schemas/sockets.ts';
import type { Reply, WorkerAnswers, WorkerPushes, WorkerRequests } from '../server/contract/socket-events.ts';
import { TurksimRefusal } from './http-client.ts';

type PushName = keyof WorkerPushes;
export type PushOf<N extends PushName> = Parameters<WorkerPushes[N]>[0];
export type AskOf<N extends keyof WorkerAnswers> = Parameters<WorkerRequests[N]>[0];

interface Received {
  readonly name: PushName;
  readonly push: unknown;
}

const waitMsStandard = 5000;

/** A worker's live client in a test: its requests, and its pushes in order, each taken once. */
export class TestWorker {
  readonly id: string;
  readonly #socket: Socket<WorkerPushes, WorkerRequests>;
  readonly #received: Received[] = [];
  #wake: () => void = () => {};

  private constructor(id: string, socket: Socket<WorkerPushes, WorkerRequests>) {
    this.id = id;
    this.#socket = socket;
    socket.onAny((name: PushName, push: unknown) => {
      this.#received.push({ name, push });
      this.#wake();
    });
  }

  /** Connects, and resolves when the first snapshot has come. */
  static async connect(url: string, market: string, worker: string, token?: string): Promise<TestWorker> {
    const auth = { market, worker, ...(token === undefined ? {} : { token }) };
    const socket: Socket<WorkerPushes, WorkerRequests> = io(`${url}/worker`, {
      auth,
      transports: ['websocket'],
      forceNew: true,
    });
    const connected = new TestWorker(worker, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('snapshot', () => resolve());
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
    return connected;
  }

  /** The next push of this name that satisfies `where`, if it has come already or comes in time. Others stay. */
  async next<N extends PushName>(
    name: N,
    where: (push: PushOf<N>) => boolean = () => true,
    waitMs = waitMsStandard,
  ): Promise<PushOf<N>> {
    const givenUpAt = performance.now() + waitMs;
    for (;;) {
      const at = this.#received.findIndex((one) => one.name === name && where(one.push as PushOf<N>));
      if (at >= 0) return this.#received.splice(at, 1)[0]?.push as PushOf<N>;
      const left = givenUpAt - performance.now();
      if (left <= 0) throw new Error(this.#nothing(name, waitMs));
      await this.#something(left);
    }
  }

  #nothing(name: string, waitMs: number): string {
    const came = this.#received.map((one) => one.name).join(', ') || 'nothing';
    return `No ${name} came to worker ${this.id} within ${waitMs} ms; there came ${came}.`;
  }

  #something(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** The state as the server states it to every new connection. */
  snapshot(): Promise<Snapshot> {
    return this.next('snapshot');
  }

  /** Asks the server; throws `TurksimRefusal`. */
  async ask<N extends keyof WorkerAnswers>(name: N, input: AskOf<N>): Promise<WorkerAnswers[N]> {
    const emit = this.#socket.emitWithAck.bind(this.#socket) as unknown as (
      name: string,
      input: unknown,
    ) => Promise<Reply<WorkerAnswers[N]>>;
    const reply = await emit(name, input);
    if (reply.ok) return reply;
    throw new TurksimRefusal(400, reply.error);
  }

  close(): void {
    this.#socket.close();
  }
}
