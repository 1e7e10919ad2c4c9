import { openMemoryStore } from './memory-store.ts';
import type { Store } from './store.ts';

export interface StoreChoice {
  readonly kind: Store['kind'];
  /** Of the embedded store; made if it is not there. */
  readonly dataFolder: string;
  readonly redisUrl: string;
  /** Told in one line what keeps the store away, every few seconds, while it is sought. */
  readonly report?: (line: string) => void;
}

/** Opens the chosen store; the engines that others need are not even loaded. */
export async function openStore(choice: StoreChoice): Promise<Store> {
  if (choice.kind === 'memory') return openMemoryStore();
  if (choice.kind === 'redis') {
    const { openRedisStore } = await import('./redis-store.ts');
    return openRedisStore({ url: choice.redisUrl, ...(choice.report ? { report: choice.report } : {}) });
  }
  const { openEmbeddedStore } = await import('./embedded-store.ts');
  return openEmbeddedStore({ folder: choice.dataFolder });
}
