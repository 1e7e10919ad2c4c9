import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { toolPath } from './tools.ts';

/** The balancer of docker-compose.yml, with its very configuration, in front of servers on this machine. */
export interface Balancer {
  readonly url: string;
  readonly contentUrl: string;
  stop(): Promise<void>;
}

export interface BehindBalancer {
  readonly url: string;
  readonly contentUrl: string;
}

/** Starts haproxy on free ports and waits until it finds a server ready. */
export async function startBalancer(one: BehindBalancer, two: BehindBalancer): Promise<Balancer> {
  const [port, contentPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    TURKSIM_LISTEN: `127.0.0.1:${port}`,
    TURKSIM_LISTEN_CONTENT: `127.0.0.1:${contentPort}`,
    TURKSIM_ONE: new URL(one.url).host,
    TURKSIM_ONE_CONTENT: new URL(one.contentUrl).host,
    TURKSIM_TWO: new URL(two.url).host,
    TURKSIM_TWO_CONTENT: new URL(two.contentUrl).host,
  };
  const haproxy = toolPath('haproxy') ?? 'haproxy';
  const child = spawn(haproxy, ['-db', '-f', 'deploy/haproxy.cfg'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => {
    complaints += text;
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  try {
    await untilAnswered(`${url}/ready`, () => (child.exitCode === null ? undefined : complaints));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, contentUrl: `http://127.0.0.1:${contentPort}`, stop };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks until the answer is 200; there is no event to wait for from another process. */
async function untilAnswered(url: string, endedWith: () => string | undefined): Promise<void> {
  const until = performance.now() + 10_000;
  while (performance.now() < until) {
    const complaint = endedWith();
    if (complaint !== undefined) throw new Error(`haproxy ended: ${complaint}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer 200 within 10 s`);
}
