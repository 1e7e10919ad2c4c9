import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Balancer, startBalancer } from '../support/start-balancer.ts';
import { startServer, type TestServer } from '../support/start-server.ts';
import { toolPath } from '../support/tools.ts';

describe.skipIf(toolPath('haproxy') === undefined)(
  'two servers behind the balancer of docker-compose.yml',
  () => {
    let servers: TestServer[];
    let balancer: Balancer | undefined;
    const sockets: Socket[] = [];

    beforeEach(async () => {
      servers = [await startServer(), await startServer()];
      const [one, two] = servers.map((server) => ({ url: server.url, contentUrl: contentUrlOf(server) }));
      balancer = await startBalancer(
        one as { url: string; contentUrl: string },
        two as { url: string; contentUrl: string },
      );
    });
    afterEach(async () => {
      for (const socket of sockets.splice(0)) socket.disconnect();
      await balancer?.stop();
      for (const server of servers) await server.close();
    });

    function contentUrlOf({ app }: TestServer): string {
      return `http://127.0.0.1:${(app.content.address() as AddressInfo).port}`;
    }

    it('answers from both', async () => {
      const cookies = new Set<string | null>();
      for (let request = 0; request < 10; request++)
        cookies.add(
          (await fetch(`${balancer?.url}/health`)).headers.get('set-cookie')?.split(';')[0] ?? null,
        );
      expect([...cookies].sort()).toEqual(['turksim-server=one', 'turksim-server=two']);
    });

    it.each([
      { transports: ['websocket'] },
      { transports: ['polling'] },
      { transports: ['polling', 'websocket'] },
    ])('carries Socket.IO: $transports', async ({ transports }) => {
      // The servers share no store here, so the worker is made on both under one id.
      for (const server of servers) await makeWorker(server, 'A1BALANCED');
      const socket = io(`${balancer?.url}/worker`, {
        transports,
        withCredentials: true,
        auth: { worker: 'A1BALANCED' },
      });
      sockets.push(socket);
      const snapshot = await new Promise<{ worker: object }>((resolve, reject) => {
        socket.once('snapshot', resolve);
        socket.once('connect_error', reject);
      });
      expect(snapshot).toHaveProperty('epoch');
    });

    it('goes on answering while one server is gone', async () => {
      await servers[0]?.close();
      servers.shift();
      const answers = [];
      for (let request = 0; request < 20; request++)
        answers.push((await fetch(`${balancer?.url}/health`)).status);
      expect(new Set(answers)).toEqual(new Set([200]));
    });

    it('cuts the sockets of a server that is gone, so that they come back on the other', async () => {
      for (const server of servers) await makeWorker(server, 'A1BALANCED');
      const socket = io(`${balancer?.url}/worker`, {
        transports: ['websocket'],
        auth: { worker: 'A1BALANCED' },
        reconnectionDelay: 50,
      });
      sockets.push(socket);
      await once(socket as never, 'snapshot');
      const connections = await Promise.all(servers.map(workerConnections));
      const busy = connections.indexOf(1);
      const [gone] = servers.splice(busy, 1);
      const back = once(socket as never, 'snapshot');
      await gone?.close();
      await back;
    });
  },
);

async function workerConnections({ url }: TestServer): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^turksim_connections\{namespace="\/?worker"\} (\d+)/m.exec(metrics)?.[1] ?? 0);
}

async function makeWorker({ url }: TestServer, id: string): Promise<void> {
  const answer = await fetch(`${url}/api/markets/default/workers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ workers: [{ id }] }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}
