import { type MessageEvent, WebSocket } from 'k6/websockets';
import type { Reply } from '../server/contract/socket-events.ts';
import { serverUrl } from './target.ts';

/**
 * Socket.IO over k6's bare websockets, as much of it as a worker's client needs. Engine.IO puts one digit before
 * each message (0 open, 1 close, 2 ping, 3 pong, 4 message), Socket.IO another behind it (0 connect, 1 disconnect,
 * 2 event, 3 acknowledgement, 4 refused connection), then the namespace, the number of the acknowledgement and JSON.
 */

const namespace = '/worker';
const address = `${serverUrl.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
const connected = `40${namespace},`;
const disconnected = `41${namespace},`;
const event = `42${namespace},`;
const acknowledged = `43${namespace},`;
const refused = `44${namespace},`;

export interface WorkerAuth {
  readonly market: string;
  readonly worker: string;
  readonly token?: string;
  readonly after?: number;
  readonly epoch?: string;
  readonly groupsLimit?: number;
}

/** What a socket tells; `at` is when the message arrived (epoch ms with fractions), not when it is handled. */
export interface SocketListener {
  event(name: string, payload: object, at: number): void;
  /** The connection is gone, or was never had; not told after `close`. */
  lost(why: string): void;
}

type Acknowledge = (answer: Reply, at: number) => void;

/** One worker's connection. */
export class WorkerSocket {
  readonly #socket: WebSocket;
  readonly #listener: SocketListener;
  readonly #waiting = new Map<number, Acknowledge>();
  #asked = 0;
  #closed = false;

  constructor(auth: WorkerAuth, listener: SocketListener) {
    this.#listener = listener;
    this.#socket = new WebSocket(address, null, { tags: { name: 'socket' } });
    // Not upon Engine.IO's `0`: k6 loses a message that it reads before it has told of the opening.
    this.#socket.onopen = () => this.#socket.send(connected + JSON.stringify(auth));
    this.#socket.onmessage = (message) => this.#take(message as MessageEvent);
    this.#socket.onerror = (error) => this.#lose(error?.error ?? 'error');
    this.#socket.onclose = () => this.#lose('closed');
  }

  /** Requests that have no answer yet. */
  get unanswered(): number {
    return this.#waiting.size;
  }

  request(name: string, ask: object, acknowledge: Acknowledge): void {
    const number = this.#asked++;
    this.#waiting.set(number, acknowledge);
    this.#socket.send(`${event}${number}${JSON.stringify([name, ask])}`);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }

  #take({ data, timestamp }: MessageEvent): void {
    const text = String(data);
    if (text.startsWith(event)) {
      const [name, payload] = JSON.parse(text.slice(event.length)) as [string, object];
      this.#listener.event(name, payload, timestamp);
    } else if (text.startsWith(acknowledged)) this.#acknowledge(text, timestamp);
    else if (text === '2') this.#socket.send('3');
    else if (text.startsWith(refused) || text.startsWith(disconnected)) this.#lose(text);
  }

  #acknowledge(text: string, at: number): void {
    const bracket = text.indexOf('[');
    const number = Number(text.slice(acknowledged.length, bracket));
    const [answer] = JSON.parse(text.slice(bracket)) as [Reply];
    this.#waiting.get(number)?.(answer, at);
    this.#waiting.delete(number);
  }

  #lose(why: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener.lost(why);
    this.#socket.close();
  }
}
