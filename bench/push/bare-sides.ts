import { once } from 'node:events';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import { portOf } from '../../server/http/listen.ts';
import type { Samples, Side } from './side.ts';

/** What costs the least with either library: the same bytes to the same sockets, with nothing decided and nothing kept. */

const names = (count: number): string[] => Array.from({ length: count }, (_, number) => `W${number}`);
const ask = ['ask', { hit: 'any' }] as const;

export async function socketIoSide(count: number, { changed, visible, checked }: Samples): Promise<Side> {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  const workers = io.of('/worker');
  const byName = new Map<string, { emit(name: string, payload: object): void }>();
  workers.on('connection', (socket) => {
    byName.set(String(socket.handshake.auth.worker), socket);
    socket.on('ask', (_ask: object, answer: (reply: object) => void) => answer(checked));
    socket.emit('snapshot', {});
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    ready: { port: portOf(http), workers: names(count), ask },
    change: (worker, value) => byName.get(`W${worker}`)?.emit('qualification:updated', { ...changed, value }),
    broadcast: () => workers.emit('hit:visible', visible),
  };
}

export async function wsSide(count: number, { changed, visible }: Samples): Promise<Side> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  server.on('connection', (socket) => socket.send('hello'));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const sockets = () => [...server.clients];
  let all: ReturnType<typeof sockets> = [];
  return {
    ready: { port: portOf(http), workers: names(count), ask },
    change(worker, value) {
      if (all.length < count) all = sockets();
      all[worker]?.send(JSON.stringify(['qualification:updated', { ...changed, value }]));
    },
    broadcast() {
      const bytes = Buffer.from(JSON.stringify(['hit:visible', visible]));
      for (const socket of server.clients) socket.send(bytes, { binary: false });
    },
  };
}
