import { type App, createApp } from './app.ts';
import type { ServeConfig } from './config.ts';
import { isUnavailable } from './contract/errors.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';

/** How often a store that can't be reached at the start is asked again. */
const retryMs = 1000;
/** How often the difference between our clock and a shared store's is measured anew. */
const clockCheckMs = 30_000;

/** Runs a server until Ctrl-C or SIGTERM: opens the store, makes `default`, listens, and closes cleanly. */
export async function serve(config: ServeConfig): Promise<void> {
  const report = (line: string): void => void process.stderr.write(`turksim: ${line}\n`);
  const stopping = stopSignal();
  const store = await openStore({
    kind: config.store,
    dataFolder: config.data,
    redisUrl: config.redisUrl,
    report,
  });
  const clock = storeClock(store, report);
  const app = await createApp({ store, config, wallTime: clock.now }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  try {
    await app.listen();
    const opened = await Promise.race([openWhenReachable(app, clock), stopping]);
    if (opened) {
      process.stdout.write(`turksim is ready: ${app.url}\n`);
      if (config.open) await openBrowser(app.url);
      await stopping;
    }
  } catch (error) {
    await app.close();
    throw readable(error, config);
  }
  await app.close();
}

/** Makes or takes up `default`, as soon as the store answers; the server answers meanwhile that it is not ready. */
export async function openWhenReachable(
  app: Pick<App, 'openDefault'>,
  clock: Pick<StoreClock, 'measure'>,
): Promise<true> {
  for (;;) {
    try {
      // Leases and deadlines of a shared store are in its time from the first one on.
      await clock.measure();
      await app.openDefault();
      return true;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      // As long as the server listens the process stays; once it has closed nobody waits for the store.
      await new Promise((resolve) => setTimeout(resolve, retryMs).unref());
    }
  }
}

export interface StoreClock {
  /** Epoch ms on the clock that all servers of a store share; the machine's own where there is but one. */
  now(): number;
  /** Looks how far ours is off; rejects while the store can't answer. */
  measure(): Promise<void>;
}

export function storeClock(
  store: Pick<Store, 'kind' | 'wallTime'>,
  report: (line: string) => void,
): StoreClock {
  if (store.kind !== 'redis') return { now: Date.now, measure: async () => {} };
  let ahead = 0;
  const measure = async (): Promise<void> => {
    const before = Date.now();
    const theirs = await store.wallTime();
    ahead = theirs - (before + Date.now()) / 2;
  };
  const check = (): void =>
    void measure().catch((error: Error) => report(`the store's clock can't be read: ${error.message}`));
  setInterval(check, clockCheckMs).unref();
  return { now: () => Math.round(Date.now() + ahead), measure };
}

function stopSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(undefined));
  });
}

function readable(error: unknown, config: ServeConfig): unknown {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return new Error(`port ${port} on ${config.host} is in use: choose another with --port (0: a free one).`);
  if (code === 'EACCES')
    return new Error(
      `no permission to listen on port ${port} of ${config.host}: choose another with --port.`,
    );
  return error;
}

async function openBrowser(url: string): Promise<void> {
  const { spawn } = await import('node:child_process');
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', (error) => process.stderr.write(`turksim: can't open a browser: ${error.message}\n`))
    .unref();
}
