import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openEmbeddedStore } from '../../../server/store/embedded-store.ts';
import { openMemoryStore } from '../../../server/store/memory-store.ts';
import { openRedisStore } from '../../../server/store/redis-store.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Random } from '../../../simulator/engine/random.ts';
import { RedisServer } from '../../support/redis-server.ts';

export type StormStore = 'memory' | 'embedded' | 'redis';

export interface OpenedForStorms {
  /** How a storm with this seed opens its store, the first time and after every crash. */
  opening(seed: number): () => Promise<Store>;
  /** What may happen to the store itself. */
  readonly disturb?: (random: Random) => Promise<void>;
  close(): Promise<void>;
}

/** Every store that storms run on. */
export const stormStores: Readonly<Record<StormStore, (folder: string) => Promise<OpenedForStorms>>> = {
  memory: async () => ({ opening: () => lasting(openMemoryStore()), close: async () => {} }),
  embedded: async (folder) => {
    let isFull = false;
    return {
      opening(seed) {
        const data = join(folder, String(seed));
        rmSync(join(folder, String(seed - 1)), { recursive: true, force: true });
        return () => openEmbeddedStore({ folder: data, hasRoom: () => !isFull });
      },
      /** The disk is full for some turns, so that flushes fail. */
      async disturb(random) {
        isFull = true;
        for (let turns = random.int(20); turns >= 0; turns--) await nextTurn();
        isFull = false;
      },
      close: async () => {},
    };
  },
  redis: async () => {
    const server = await RedisServer.start();
    return {
      opening: (seed) => () => openRedisStore({ url: server.url, prefix: `storm${seed}` }),
      async disturb() {
        await server.kill();
        await server.restart();
      },
      close: () => server.stop(),
    };
  },
};

/** Memory outlives its servers here: a crash loses the server, not the process. */
function lasting(store: Store): () => Promise<Store> {
  return async () => ({ ...store, namespace: (name) => store.namespace(name), close: async () => {} });
}
