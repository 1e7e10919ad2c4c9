import { createApp } from './app.ts';
import type { ServeConfig } from './config.ts';
import { openStore } from './store/open-store.ts';

/** Runs a server until Ctrl-C or SIGTERM: opens the store, makes `default`, listens, and closes cleanly. */
export async function serve(config: ServeConfig): Promise<void> {
  const store = await openStore({ kind: config.store, dataFolder: config.data, redisUrl: config.redisUrl });
  const app = await createApp({ store, config, wallTime: Date.now });
  try {
    await app.openDefault();
    await app.listen();
  } catch (error) {
    await app.close();
    throw readable(error, config);
  }
  process.stdout.write(`turksim is ready: ${app.url}\n`);
  if (config.open) await openBrowser(app.url);
  await stopSignal();
  await app.close();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
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
