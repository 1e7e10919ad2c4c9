import type { App } from '../../server/app.ts';
import { createApp } from '../../server/app.ts';
import { type ServeConfig, standardConfig } from '../../server/config.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';

export interface TestServer {
  readonly app: App;
  readonly url: string;
  close(): Promise<void>;
}

/** A whole server on free ports, with an empty market `default`; on the memory store unless one is given. */
export async function startServer(
  given: Partial<ServeConfig> & { openedStore?: Store } = {},
): Promise<TestServer> {
  const { openedStore, ...options } = given;
  const config: ServeConfig = { ...standardConfig(), port: 0, store: 'memory', population: 0, ...options };
  const store =
    openedStore ??
    (await openStore({ kind: config.store, dataFolder: config.data, redisUrl: config.redisUrl }));
  const app = await createApp({ store, config, wallTime: Date.now });
  await app.openDefault();
  await app.listen();
  return { app, url: app.url, close: () => app.close() };
}
