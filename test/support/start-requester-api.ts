import { createServer } from 'node:http';
import { MTurkClient } from '@aws-sdk/client-mturk';
import pino from 'pino';
import type { Environment } from '../../server/contract/entities.ts';
import type { MarketSettings } from '../../server/contract/market-records.ts';
import type { WorkerRecord } from '../../server/contract/records.ts';
import { createFigures } from '../../server/figures.ts';
import type { RequesterKeys } from '../../server/http/keys.ts';
import { closeServer, listenOn, portOf } from '../../server/http/listen.ts';
import { requesterApi, requesterApiMarket } from '../../server/http/requester-api.ts';
import { createWorker, type SystemValues } from '../../server/lifecycle/worker.ts';
import type { Market } from '../../server/market/market.ts';
import { Markets } from '../../server/market/markets.ts';
import type { Transaction } from '../../server/market/transaction.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';
import type { Store } from '../../server/store/store.ts';
import { expectModelAnswers } from './expect-answers.ts';

export interface ApiOptions {
  readonly environment?: Environment;
  readonly settings?: Partial<MarketSettings>;
  /** Where market time starts. */
  readonly start?: number;
  readonly keys?: RequesterKeys;
  /** The memory store unless one is given, which is closed with the server. */
  readonly store?: Store;
}

/** What a call answers, whatever it answers. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface RequesterApiServer {
  readonly url: string;
  readonly market: Market;
  /** The official client, as the account of this key. */
  client(accessKeyId?: string, secretAccessKey?: string): MTurkClient;
  /** A call without a client: `body` goes out as it is if it is a text. */
  call(operation: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<RawAnswer>;
  worker(
    values?: SystemValues & { readonly id?: string; readonly requester?: string },
  ): Promise<WorkerRecord>;
  /** A decision of somebody else's, such as a worker. */
  act<T>(decide: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Lets market time pass. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export const testStart = Date.UTC(2026, 0, 5, 9);

/** The Requester API alone on a real HTTP server, and a clock that the test moves. */
export async function startRequesterApi(options: ApiOptions = {}): Promise<RequesterApiServer> {
  const figures = createFigures(() => []);
  const store = options.store ?? openMemoryStore();
  const markets = new Markets({ store, wallTime: Date.now, observer: figures.observer });
  const market = await markets.create({
    id: 'default',
    environment: options.environment ?? 'sandbox',
    clock: { mode: 'manual', start: options.start ?? testStart },
    ...(options.settings && { settings: options.settings }),
  });
  const log = pino({ level: 'error' }, pino.destination(2));
  const api = requesterApi({ markets, keys: options.keys, wallTime: Date.now, log, figures });
  const server = createServer((request, response) => {
    void api(request, response, requesterApiMarket(request) ?? 'default');
  });
  await listenOn(server, '127.0.0.1', 0);
  const url = `http://127.0.0.1:${portOf(server)}`;
  const clients: MTurkClient[] = [];
  return {
    url,
    market,
    client(accessKeyId = 'REQUESTER1', secretAccessKey = 'secret') {
      const client = new MTurkClient({
        endpoint: url,
        region: 'us-east-1',
        credentials: { accessKeyId, secretAccessKey },
        maxAttempts: 1,
      });
      clients.push(client);
      return client;
    },
    call: (operation, body, headers) => rawCall(url, operation, body, headers),
    worker: ({ locale = { country: 'US' }, ...values } = {}) =>
      market.run([], (tx) => createWorker(tx, { seed: 1, locale, ...values })),
    act: (decide) => market.run([], decide),
    async pass(seconds) {
      await markets.advance('default', (now) => now + seconds * 1000);
    },
    async close() {
      for (const client of clients) client.destroy();
      await closeServer(server);
      await markets.close();
      await store.close();
      expectModelAnswers(market);
    },
  };
}

async function rawCall(
  url: string,
  operation: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const response = await fetch(`${url}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) };
}

/** The headers that make a call one of this account's, with `--auth off`. */
export function as(accessKeyId: string): Record<string, string> {
  const scope = `${accessKeyId}/20260105/us-east-1/mturk-requester/aws4_request`;
  const signature = '0'.repeat(64);
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
}
