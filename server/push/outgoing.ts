import type { Socket } from 'socket.io';
import { limits } from '../contract/limits.ts';
import type { Closing } from '../contract/schemas/sockets.ts';
import type { Frame } from './frames.ts';
import { encodeEvent } from './frames.ts';

type Connection = Socket['conn'];
type WriteOptions = NonNullable<Parameters<Connection['write']>[1]> & {
  wsPreEncodedFrame?: readonly Buffer[];
};

/** A packet that the engine holds until its transport takes it. */
interface Waiting {
  readonly data?: { readonly length: number };
  readonly options?: WriteOptions;
}

/** What the engine keeps of a websocket transport; polling has none. */
interface WebsocketTransport {
  readonly socket?: {
    readonly bufferedAmount: number;
    close(code: number, reason: string): void;
    terminate(): void;
  };
}

/** Websocket's code for a peer that breaks the server's policy. */
const policyViolation = 1008;
/** What a client that does not read gets of its last frames before the connection is torn down. */
const graceMs = 2000;

/** The way out to one socket: bounded, and one write for all that there is at a time where the transport lets us. */
export class Outgoing {
  readonly #socket: Socket;
  readonly #tooSlow: () => void;
  #closed = false;

  constructor(socket: Socket, tooSlow: () => void) {
    this.#socket = socket;
    this.#tooSlow = tooSlow;
  }

  /** Sends frames in order; a socket that has not taken what it got before is cut instead. */
  write(frames: readonly Frame[]): void {
    if (frames.length === 0 || this.cutIfSlow()) return;
    if (this.#socket.conn.transport.name === 'websocket') this.#writeJoined(frames);
    else for (const frame of frames) this.#writeOne(frame, frame.frame);
  }

  /** Whole frames behind one another are as good as one. */
  #writeJoined(frames: readonly Frame[]): void {
    const [first] = frames as readonly [Frame];
    const bytes = frames.length === 1 ? first.frame : Buffer.concat(frames.map(({ frame }) => frame));
    this.#writeOne(first, bytes);
  }

  #writeOne({ text }: Frame, bytes: Buffer): void {
    const options: WriteOptions = { compress: false, wsPreEncodedFrame: [bytes] };
    this.#socket.conn.write(text, options);
  }

  /** Whether the client was too slow, and is cut now. To be asked as well before it is answered: answers wait in the same place. */
  cutIfSlow(): boolean {
    if (this.#closed) return true;
    // A transport that takes more has got rid of all that it had.
    if (this.#socket.conn.transport.writable) return false;
    if (waitingBytes(this.#socket.conn) <= limits.socketBufferBytesMax) return false;
    this.cut('the client is too slow: it does not read what it is sent');
    this.#tooSlow();
    return true;
  }

  /** Ends this namespace's connection after saying why. Clients do not come back by themselves. */
  close(reason: Closing): void {
    if (this.#closed) return;
    this.write([encodeEvent(this.#socket.nsp.name, 'closing', reason)]);
    this.#closed = true;
    this.#socket.disconnect();
  }

  /** Ends the whole connection at once, with the reason in the websocket's close frame. Clients come back and resume. */
  cut(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    const { conn } = this.#socket;
    const { socket } = conn.transport as WebsocketTransport;
    socket?.close(policyViolation, reason);
    conn.close(true);
    if (socket) setTimeout(() => socket.terminate(), graceMs).unref();
  }

  /** Sends nothing any more: the connection is gone, or another has taken its place. */
  mute(): void {
    this.#closed = true;
  }
}

/** What the engine holds until its transport is free, and what a websocket holds until the kernel takes it. */
function waitingBytes(connection: Connection): number {
  const { writeBuffer } = connection as unknown as { writeBuffer: readonly Waiting[] };
  const { socket } = connection.transport as WebsocketTransport;
  let bytes = socket?.bufferedAmount ?? 0;
  for (const { data, options } of writeBuffer)
    bytes += options?.wsPreEncodedFrame?.[0]?.length ?? data?.length ?? 0;
  return bytes;
}
