import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Longer than a proxy's, so that no connection is cut just as a request comes in on it. */
const keepAliveMs = 75_000;

/** How long running answers may take once the server closes. */
const lastAnswersMs = 1000;

/** Every open connection; a server by itself loses sight of those that say nothing and of websockets. */
const connections = new WeakMap<Server, Set<Socket>>();

export function listenOn(server: Server, host: string, port: number): Promise<void> {
  server.keepAliveTimeout = keepAliveMs;
  const open = new Set<Socket>();
  connections.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Takes no more connections, closes idle ones, lets running answers end for a second, then cuts what is left. */
export function closeServer(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      for (const socket of connections.get(server) ?? []) socket.destroy();
    }, lastAnswersMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** The port that a server listens on; 0 while it does not. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

export function hostInUrl(host: string): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return reachable.includes(':') ? `[${reachable}]` : reachable;
}
