import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';

/**
 * Stands in front of a server and makes it one that loses or delays pushes; everything else passes as it is. For
 * what has to notice: load scripts, `drive`, clients.
 */
export interface PushFault {
  /** Of this many pushes over websockets one is lost; absent: none. */
  readonly loseOneIn?: number;
  /** How much later each push comes. */
  readonly delayMs?: number;
}

export interface FaultyServer {
  readonly url: string;
  /** Pushes lost so far. */
  readonly lost: number;
  close(): Promise<void>;
}

export async function startFaultyServer(target: string, fault: PushFault): Promise<FaultyServer> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let pushes = 0;
  let lost = 0;

  /** The first is lost after half of them, so that what comes before and after can be told apart. */
  function isLost(): boolean {
    const every = fault.loseOneIn;
    if (every === undefined || pushes++ % every !== Math.floor(every / 2)) return false;
    lost++;
    return true;
  }

  function pass(frame: Buffer, client: Socket): void {
    if (!isPush(frame)) client.write(frame);
    else if (isLost()) return;
    else if (fault.delayMs === undefined) client.write(frame);
    else setTimeout(() => client.write(frame), fault.delayMs);
  }

  const server = createServer((asked, answer) => forward(asked, answer, hostname, Number(port)));
  server.on('upgrade', (asked: IncomingMessage, client: Socket, head: Buffer) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', () => socket.destroy());
      socket.once('close', () => sockets.delete(socket));
    }
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    upstream.write(headOf(asked));
    upstream.write(head);
    client.pipe(upstream);
    const split = frameSplitter(
      (part) => client.write(part),
      (frame) => pass(frame, client),
    );
    upstream.on('data', split);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get lost() {
      return lost;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function forward(asked: IncomingMessage, answer: ServerResponse, hostname: string, port: number): void {
  const { method, url: path, headers } = asked;
  const passed = request({ hostname, port, method, path, headers }, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.headers);
    given.pipe(answer);
  });
  passed.on('error', () => answer.destroy());
  asked.pipe(passed);
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Cuts what a websocket server sends into the answer's head and whole frames. Servers do not mask. */
function frameSplitter(onHead: (head: Buffer) => void, onFrame: (frame: Buffer) => void) {
  let waiting = Buffer.alloc(0);
  let isOpen = false;
  return (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    if (!isOpen) {
      const end = waiting.indexOf('\r\n\r\n');
      if (end < 0) return;
      isOpen = true;
      onHead(waiting.subarray(0, end + 4));
      waiting = waiting.subarray(end + 4);
    }
    for (let length = frameLength(waiting); length <= waiting.length; length = frameLength(waiting)) {
      onFrame(waiting.subarray(0, length));
      waiting = waiting.subarray(length);
    }
  };
}

/** Of the frame that begins here, its head included; Infinity while even that is not known. */
function frameLength(bytes: Buffer): number {
  if (bytes.length < 2) return Number.POSITIVE_INFINITY;
  const short = (bytes[1] as number) & 0x7f;
  if (short < 126) return 2 + short;
  if (bytes.length < 10) return Number.POSITIVE_INFINITY;
  return short === 126 ? 4 + bytes.readUInt16BE(2) : 10 + Number(bytes.readBigUInt64BE(2));
}

/** An event of the namespace `/worker` that is no snapshot. */
function isPush(frame: Buffer): boolean {
  const short = (frame[1] as number) & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  const begin = frame.toString('latin1', start, start + 24);
  return begin.startsWith('42/worker,["') && !begin.startsWith('42/worker,["snapshot"');
}
