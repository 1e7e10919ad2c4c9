import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { WebSocket } from 'ws';

/**
 * Thousands of worker clients in one process, as light as they can be: Engine.IO's frames by hand, so that the
 * generator is not what is measured.
 */

/** Microseconds of the machine's clock, the same in every process. */
export const stamp = (): number => Math.round((performance.timeOrigin + performance.now()) * 1000);

/** A stamp as a Qualification's value, which has 32 bits: begins anew after half an hour. */
const round = 2e9;
export const stampValue = (due: number): number => due % round;

/** Microseconds from a stamp that came as a value. */
export const since = (value: number, at: number): number => ((at % round) - value + round) % round;

/** Connections that are opened at a time. */
const openedAtOnce = 100;

export interface Frame {
  /** Which of the crowd got it. */
  readonly member: number;
  readonly text: string;
  /** As `stamp`. */
  readonly at: number;
}

export interface Crowd {
  /** Replaces who is told of every message, but for the engine's own. */
  listen(listener: (frame: Frame) => void): void;
  send(member: number, text: string): void;
  readonly size: number;
  close(): Promise<void>;
}

/** Opens a socket for each worker; resolves when every one of them is told its first event. */
export async function gather(port: number, workers: readonly string[], isPlain: boolean): Promise<Crowd> {
  const sockets: WebSocket[] = [];
  let listener: (frame: Frame) => void = () => {};
  const path = isPlain ? '/' : '/socket.io/?EIO=4&transport=websocket';
  const open = async (worker: string, member: number): Promise<void> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
    sockets[member] = socket;
    await new Promise<void>((resolve, reject) => {
      let isReady = false;
      socket.on('error', reject);
      socket.on('close', () => reject(new Error(`the socket of ${worker} was closed`)));
      socket.on('message', (data: Buffer) => {
        const at = stamp();
        const text = data.toString('latin1');
        if (text[0] === '0' && !isPlain) socket.send(`40/worker,{"worker":"${worker}","groupsLimit":0}`);
        else if (text === '2' && !isPlain) socket.send('3');
        else if (isReady) listener({ member, text, at });
        else if (isPlain || text.startsWith('42/worker,["snapshot"')) {
          isReady = true;
          resolve();
        }
      });
    });
  };
  for (let from = 0; from < workers.length; from += openedAtOnce) {
    const some = workers.slice(from, from + openedAtOnce);
    await Promise.all(some.map((worker, offset) => open(worker, from + offset)));
  }
  return {
    size: workers.length,
    listen: (next) => {
      listener = next;
    },
    send: (member, text) => sockets[member]?.send(text),
    async close() {
      const closed = sockets.map((socket) => once(socket, 'close'));
      for (const socket of sockets) socket.terminate();
      await Promise.all(closed);
    },
  };
}
