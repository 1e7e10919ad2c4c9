import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to another port of this machine that can be cut: connections break, and none is made until it is opened again. */
export interface TcpGate {
  readonly port: number;
  cut(): void;
  /** Leads to another port from now on, if one is given. */
  open(target?: number): void;
  close(): Promise<void>;
}

export async function startTcpGate(first: number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  let target = first;
  let isOpen = true;
  const server = createServer((near) => {
    if (!isOpen) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isOpen = false;
      breakAll();
    },
    open(other = target) {
      target = other;
      isOpen = true;
    },
    async close() {
      server.close();
      breakAll();
      await once(server, 'close');
    },
  };
}
