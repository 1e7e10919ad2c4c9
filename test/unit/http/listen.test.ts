import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from '../../support/start-server.ts';

describe('a server that closes', () => {
  const silent: Socket[] = [];
  afterEach(() => {
    for (const socket of silent.splice(0)) socket.destroy();
  });

  it('waits neither for connections that say nothing nor for live clients', async () => {
    const server = await startServer({ store: 'memory' });
    const { port } = new URL(server.url);
    const quiet = connect(Number(port), '127.0.0.1');
    silent.push(quiet);
    await once(quiet, 'connect');
    const client = io(`${server.url}/market`, { transports: ['websocket'], reconnection: false });
    await once(client as never, 'connect');
    const left = Promise.all([once(quiet, 'close'), once(client as never, 'disconnect')]);
    await server.close();
    await expect(left).resolves.toHaveLength(2);
  });
});
