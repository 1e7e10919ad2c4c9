import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MTurkClient, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Leases } from '../../../server/market/leases.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { toolPath } from '../../support/tools.ts';

const queue = 'https://sqs.us-east-1.amazonaws.com/123456789012/shared';

describe.skipIf(toolPath('redis-server') === undefined)(
  '[8.1] notifications of servers that share a market',
  () => {
    let redis: RedisServer;
    let endpoint: Server;
    let servers: TestServer[];
    /** EventDocIds in the order in which they came. */
    let received: string[];
    /** Answers to come before 200. */
    let failing: number;
    beforeAll(async () => {
      redis = await RedisServer.start();
      endpoint = createServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        const fails = failing > 0;
        if (fails) failing--;
        else received.push((JSON.parse(body) as { EventDocId: string }).EventDocId);
        response.writeHead(fails ? 500 : 200).end();
      });
      await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    });
    afterAll(async () => {
      endpoint?.closeAllConnections();
      endpoint?.close();
      await redis?.stop();
    });
    beforeEach(async () => {
      received = [];
      failing = 0;
      servers = [];
      for (const _ of [1, 2]) servers.push(await start());
    });
    afterEach(() => Promise.all(servers.map((server) => server.close())));

    const start = () => {
      const { port } = endpoint.address() as AddressInfo;
      const notify = [`${queue}=http://127.0.0.1:${port}/`];
      return startServer({ store: 'redis', redisUrl: redis.url, notify });
    };

    async function ping(server: TestServer | undefined, times: number): Promise<void> {
      const client = new MTurkClient({
        endpoint: server?.url ?? '',
        region: 'us-east-1',
        credentials: { accessKeyId: 'R', secretAccessKey: 's' },
      });
      const Notification = {
        Destination: queue,
        Transport: 'SQS' as const,
        Version: '2014-08-15',
        EventTypes: ['HITCreated' as const],
      };
      const send = () =>
        client.send(new SendTestEventNotificationCommand({ TestEventType: 'Ping', Notification }));
      await Promise.all(Array.from({ length: times }, send));
      client.destroy();
    }

    async function states(): Promise<(string | undefined)[]> {
      const market = await (servers.at(-1) as TestServer).app.markets.get('default');
      const listed = await market.namespace.list('outbox', { limit: 1000 });
      const entries = await market.namespace.read(listed.map(({ id }) => `outbox/${id}`));
      return entries.map((entry) => (entry?.value as { state: string } | undefined)?.state);
    }

    const arrived = (count: number) =>
      vi.waitFor(
        async () => {
          expect(new Set(received).size).toBe(count);
          expect(new Set(await states())).toEqual(new Set(['done']));
        },
        { timeout: 10_000, interval: 20 },
      );

    it('each comes once, whichever server took the call', async () => {
      await Promise.all([ping(servers[0], 40), ping(servers[1], 40)]);
      await arrived(80);
      expect(received).toHaveLength(80);
    });

    it('one server delivers what the other had no time for', async () => {
      const [first, second] = servers as [TestServer, TestServer];
      const elsewhere = first.app.markets.leases as Leases;
      const { namespace } = (await first.app.markets.get('default')).record;
      // As if a server died in the middle: it has the lease, and delivers nothing.
      expect(await elsewhere.take(`notify/${namespace}/${queue}`)).toBe(true);
      await second.app.markets.get('default');
      await first.close();
      servers = [second];
      await ping(second, 3);
      expect(received).toEqual([]);
      await arrived(3);
      expect(received).toHaveLength(3);
    });
  },
);
