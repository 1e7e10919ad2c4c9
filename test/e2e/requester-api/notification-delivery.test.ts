import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MTurkClient, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { post } from '../../../server/lifecycle/outbox.ts';
import { indexNames } from '../../../server/market/indexes.ts';
import { NotificationDelivery } from '../../../server/notify/notification-delivery.ts';
import { trimOutbox } from '../../../server/notify/outbox-trimming.ts';
import { type RequesterApiServer, startRequesterApi } from '../../support/start-requester-api.ts';
import { startServer } from '../../support/start-server.ts';

const queue = 'https://sqs.us-east-1.amazonaws.com/123456789012/mturk';
const log = pino({ level: 'silent' });

let api: RequesterApiServer;
let endpoint: Server;
/** Statuses that the endpoint answers next; 200 when there is none left. */
let statuses: number[];
let received: { headers: IncomingMessage['headers']; body: string }[];
let onReceived: () => void;

beforeEach(async () => {
  api = await startRequesterApi();
  statuses = [];
  received = [];
  onReceived = () => {};
  endpoint = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(statuses.shift() ?? 200).end();
    onReceived();
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  endpoint.closeAllConnections();
  await new Promise((resolve) => endpoint.close(resolve));
  await api.close();
});

const url = () => `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`;
const sendTest = (client: MTurkClient, Destination = queue) =>
  client.send(
    new SendTestEventNotificationCommand({
      TestEventType: 'Ping',
      Notification: {
        Destination,
        Transport: Destination.startsWith('arn') ? 'SNS' : 'SQS',
        Version: '2014-08-15',
        EventTypes: ['HITCreated'],
      },
    }),
  );

async function arrived(count: number): Promise<void> {
  while (received.length < count) {
    await new Promise<void>((resolve) => {
      onReceived = resolve;
    });
  }
}

/** Resolves with the entries once `settled` says that they are as wanted. */
async function outbox(settled: (states: (string | undefined)[]) => boolean) {
  for (;;) {
    const entries = await api.act(async (tx) => {
      const listed = await tx.list(indexNames.outbox, { limit: 100 });
      return tx.peekAll(
        'outbox',
        listed.map(({ id }) => id),
      );
    });
    if (settled(entries.map((entry) => entry?.state))) return entries;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('[8.1] notifications reach the endpoint that stands in', () => {
  it('at once, and the outbox says so', async () => {
    const delivery = new NotificationDelivery(api.market, { destination: queue, url: url() }, log);
    await sendTest(api.client());
    await arrived(1);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ Events: [{ EventType: 'Ping' }] });
    const [entry] = await outbox((states) => states.every((state) => state === 'done'));
    expect(entry?.attempts).toMatchObject([{ status: 200 }]);
    await delivery.stop();
  });

  it('those that were due before the server started', async () => {
    await sendTest(api.client());
    const delivery = new NotificationDelivery(api.market, { destination: queue, url: url() }, log);
    await arrived(1);
    await delivery.stop();
  });

  it('again after a refusal, each time later', async () => {
    statuses = [503, 500];
    const delivery = new NotificationDelivery(api.market, { destination: queue, url: url() }, log);
    await sendTest(api.client());
    await outbox((states) => states[0] === 'waiting');
    expect(received).toHaveLength(1);
    await api.pass(10);
    await arrived(2);
    await outbox((states) => states[0] === 'waiting');
    await api.pass(19);
    expect(received).toHaveLength(2);
    await api.pass(1);
    await arrived(3);
    const [entry] = await outbox((states) => states[0] === 'done');
    expect(entry?.attempts.map(({ status }) => status)).toEqual([503, 500, 200]);
    await delivery.stop();
  });

  it('not at all where nothing listens, and the outbox says why', async () => {
    const dead = { destination: queue, url: 'http://127.0.0.1:1/' };
    const delivery = new NotificationDelivery(api.market, dead, log);
    await sendTest(api.client());
    const [entry] = await outbox((states) => states[0] === 'waiting');
    expect(entry?.attempts).toMatchObject([{ error: expect.stringMatching(/ECONNREFUSED|bad port/) }]);
    await delivery.stop();
  });

  it('and others stay in the outbox alone', async () => {
    const delivery = new NotificationDelivery(api.market, { destination: queue, url: url() }, log);
    const client = api.client();
    await sendTest(client, 'https://sqs.us-east-1.amazonaws.com/123456789012/other');
    await sendTest(client);
    await arrived(1);
    await outbox((states) => states.filter((state) => state === 'done').length === 1);
    await delivery.stop();
    expect(received).toHaveLength(1);
  });

  it('also while another endpoint gives no answer', async () => {
    let isGivenUp = false;
    const silent = createServer((_request, response) => {
      response.once('close', () => {
        isGivenUp = true;
      });
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const dead = 'https://sqs.us-east-1.amazonaws.com/123456789012/dead';
    const { port } = silent.address() as AddressInfo;
    const notify = [`${dead}=http://127.0.0.1:${port}/`, `${queue}=${url()}`];
    const server = await startServer({ notify });
    const client = new MTurkClient({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'R', secretAccessKey: 's' },
    });
    const asked = once(silent, 'request');
    await sendTest(client, dead);
    await asked;
    await sendTest(client);
    await arrived(1);
    expect(isGivenUp).toBe(false);
    client.destroy();
    await server.close();
    silent.closeAllConnections();
    silent.close();
  });

  it('through --notify of a whole server', async () => {
    const topic = 'arn:aws:sns:us-east-1:123456789012:topic';
    const server = await startServer({ notify: [`${topic}=${url()}`] });
    const client = new MTurkClient({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'R', secretAccessKey: 's' },
    });
    await sendTest(client, topic);
    await arrived(1);
    expect(received[0]?.headers['x-amz-sns-message-type']).toBe('Notification');
    client.destroy();
    await server.close();
  });
});

it('the outbox keeps its newest entries', async () => {
  const stop = trimOutbox(api.market, log, 20);
  for (let at = 0; at < 70; at++) {
    await api.act((tx) => post(tx, { kind: 'mail', to: 'A1', subject: String(at), text: '' }));
    await api.pass(1);
  }
  const kept = await outbox((states) => states.length <= 40);
  expect(kept.at(-1)?.subject).toBe('69');
  stop();
});
