import { randomBytes } from 'node:crypto';
import { Refused } from '../contract/errors.ts';
import type { Reply } from './redis/client.ts';
import { RedisConnection } from './redis/connection.ts';
import { NamespaceKeys } from './redis/encode-commit.ts';
import { keysBeginningWith } from './redis/redis-export.ts';
import { RedisNamespace } from './redis/redis-namespace.ts';
import { Told } from './redis/told.ts';
import type { Namespace, Store } from './store.ts';

export interface RedisStoreOptions {
  /** `redis://[[user]:password@]host:port[/database]`. One node of a cluster is enough. */
  readonly url: string;
  /** What every key begins with; another prefix is another store. */
  readonly prefix?: string;
  /** Told in one line, every few seconds, what keeps Redis away. */
  readonly report?: (line: string) => void;
}

/** Raised with every change of what the keys hold; older programs then refuse it. */
const format = '1';

/** How often those who follow look for news by themselves: nudges may be lost. */
const lookEveryMs = 500;

/** How long opening waits for the first connection; afterwards it goes on being sought. */
const openMs = 3_000;

/**
 * The store that several servers share: a Redis from version 7 on, or a Redis Cluster. It opens without Redis
 * as well and connects when Redis is there; until then, and whenever Redis can't answer, every verb throws
 * Unavailable. What is answered is as durable as that Redis is set to be.
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<Store> {
  const { url, prefix = 'turksim', report = () => {} } = options;
  const connection = new RedisConnection({
    url,
    report,
    check: (send) => checkFormat(send, `${prefix}:format`),
  });
  const server = randomBytes(6).toString('hex');
  const namespaces = new Map<string, RedisNamespace>();
  connection.onReady(() => {
    for (const namespace of namespaces.values()) namespace.reconnected();
  });
  const told = new Told(connection, `${prefix}:told`, server);
  const looking = setInterval(() => {
    for (const namespace of namespaces.values()) namespace.lookAround();
  }, lookEveryMs).unref();
  let closing: Promise<void> | undefined;
  await connection.ready(openMs);
  return {
    kind: 'redis',
    namespace(name): Namespace {
      let namespace = namespaces.get(name);
      if (!namespace) {
        namespace = new RedisNamespace(connection, new NamespaceKeys(prefix, name), server);
        namespaces.set(name, namespace);
      }
      return namespace;
    },
    drop: (name) => drop(connection, new NamespaceKeys(prefix, name)),
    tell: (text) => told.tell(text),
    hear: (listener) => told.hear(listener),
    async wallTime() {
      const [seconds, micros] = (await connection.send(prefix, ['TIME'])) as [string, string];
      return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
    },
    close() {
      clearInterval(looking);
      closing ??= connection.close();
      return closing;
    },
  };
}

async function checkFormat(
  send: (key: string, command: string[]) => Promise<Reply>,
  key: string,
): Promise<void> {
  const found = (await send(key, ['SET', key, format, 'NX', 'GET'])) ?? format;
  if (found === format) return;
  throw new Refused('Unavailable', `it holds data of format ${found}, this program knows format ${format}`);
}

/** Takes away every key of a namespace. Redis frees large ones beside its work. */
async function drop(connection: RedisConnection, keys: NamespaceKeys): Promise<void> {
  for await (const found of keysBeginningWith(connection, keys.start)) {
    await connection.send(keys.start, ['UNLINK', ...found]);
  }
}
