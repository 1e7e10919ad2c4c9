import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server started for one run, in a process of its own, with data that go when it does. */
export interface StartedServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const cli = 'dist/server/cli.js';
const startsWithinMs = 30_000;

/** Starts the built server with an empty market `default` on free ports. */
export async function startServer(store: string, redisUrl?: string): Promise<StartedServer> {
  if (!existsSync(cli))
    throw new Error(`${cli} is not there: build the server with "npm ci" or "npm run build"`);
  const data = mkdtempSync(join(tmpdir(), 'turksim-load-'));
  const options = ['serve', '--port', '0', '--population', '0', '--store', store, '--data', data];
  if (redisUrl !== undefined) options.push('--redis-url', redisUrl);
  const child = spawn(process.execPath, [cli, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    rmSync(data, { recursive: true, force: true });
  };
  try {
    return { url: await announcedUrl(child), pid: child.pid as number, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The URL in the one line that the server prints when it answers. */
function announcedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`the server did not start within ${startsWithinMs / 1000} s`)),
      startsWithinMs,
    );
    let printed = '';
    child.stdout?.on('data', (text: Buffer) => {
      printed += text.toString();
      const url = /https?:\/\/\S+/.exec(printed)?.[0];
      if (url === undefined || !printed.includes('\n')) return;
      clearTimeout(late);
      resolve(url.replace(/\/$/, ''));
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with code ${code} before it answered`));
    });
  });
}

/** Throws, in one line, unless a server answers at `url` and is ready. */
export async function expectReady(url: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5000) });
  } catch (error) {
    const cause = (error as Error).cause;
    throw new Error(
      `no server at ${url}: ${cause instanceof Error ? cause.message : (error as Error).message}`,
    );
  }
  if (!response.ok)
    throw new Error(`the server at ${url} is not ready: ${response.status} ${await response.text()}`);
}
