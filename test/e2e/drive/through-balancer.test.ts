import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drive } from '../../../simulator/drive/drive.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { isLongRun, testSeed } from '../../support/runs.ts';
import { silent } from '../../support/silent-drive.ts';
import { type Balancer, freePort, startBalancer } from '../../support/start-balancer.ts';
import { toolPath } from '../../support/tools.ts';

/** A server process on a fixed port, as one of `docker-compose.yml`. */
class ServerProcess {
  readonly url: string;
  readonly contentUrl: string;
  readonly #args: string[];
  #child: ChildProcess | undefined;

  constructor(port: number, contentPort: number, redisUrl: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.contentUrl = `http://127.0.0.1:${contentPort}`;
    this.#args = [
      '--port',
      String(port),
      '--content-port',
      String(contentPort),
      '--store',
      'redis',
      '--redis-url',
      redisUrl,
    ];
  }

  /** Resolves when it has printed its URL. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      ['dist/server/cli.js', 'serve', '--population', '0', ...this.#args],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    this.#child = child;
    await once(child.stdout, 'data');
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

describe.skipIf(toolPath('haproxy') === undefined || toolPath('redis-server') === undefined)(
  'two servers on one Redis behind the balancer',
  () => {
    let redis: RedisServer;
    let servers: ServerProcess[] = [];
    let balancer: Balancer;

    beforeAll(async () => {
      redis = await RedisServer.start();
      for (let number = 0; number < 2; number++) {
        servers.push(new ServerProcess(await freePort(), await freePort(), redis.url));
      }
      await Promise.all(servers.map((server) => server.start()));
      balancer = await startBalancer(servers[0] as ServerProcess, servers[1] as ServerProcess);
    });
    afterAll(async () => {
      await balancer?.stop();
      await Promise.all(servers.map((server) => server.kill('SIGTERM')));
      await redis?.stop();
      servers = [];
    });

    it('[promises 2, 3, 6] clients find nothing lost while a server is killed and started again', {
      timeout: 400_000,
    }, async () => {
      const durationMs = isLongRun() ? 120_000 : 12_000;
      const workers = isLongRun() ? 500 : 60;
      const seed = testSeed();
      const driving = drive(
        {
          url: balancer.url,
          market: 'default',
          workers,
          rampMs: 1000,
          durationMs,
          seed,
          disconnectsPerMinute: 5,
          severalServers: true,
        },
        silent,
      );
      await wait(durationMs / 3);
      await servers[0]?.kill('SIGKILL');
      await wait(1000);
      await servers[0]?.start();
      const findings = await driving;
      expect(findings.brokenCount, `seed ${seed}\n${findings.text()}`).toBe(0);
      expect(findings.counted('pushes')).toBeGreaterThan(50);
    });
  },
);
