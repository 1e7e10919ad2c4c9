import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { open } from 'lmdb';
import { openEmbeddedStore } from '../server/store/embedded-store.ts';
import { openRedisStore } from '../server/store/redis-store.ts';
import { RedisServer } from '../test/support/redis-server.ts';
import { toolPath } from '../test/support/tools.ts';
import { type Side, storeSide } from './store/accepts.ts';
import type { Measured } from './store/many-workers.ts';
import { newClient, plainLmdbSide, plainRedisSide } from './store/plain-code.ts';
import { atLeast, atMost, type Bench, quantile, type Row } from './table.ts';

/** Each side is measured so often, for so long. */
const turns = 4;
const turnMs = 400;
/** What servers that share a Redis are measured for, each turn. */
const sharedTurnMs = 1500;
const manyWorkers = 1_000_000;

/** Accepts a second of both sides, measured in turns, so that whatever else the machine does meets both. */
async function compare(sides: readonly Side[], ms = turnMs): Promise<number[]> {
  const rates = sides.map((): number[] => []);
  for (let turn = 0; turn <= turns; turn++) {
    for (const [at, side] of sides.entries()) {
      const begin = performance.now();
      const count = await side(begin + ms);
      // The first turn warms up.
      if (turn > 0) rates[at]?.push((count / (performance.now() - begin)) * 1000);
    }
  }
  return rates.map((rate) => quantile(rate, 0.5));
}

async function embeddedRow(inFlight: number): Promise<Row> {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'turksim-bench-')));
  const [ours, plain] = folders as [string, string];
  const store = await openEmbeddedStore({ folder: ours });
  const options = { path: plain, noSubdir: false, encoder: { structures: [], maxSharedStructures: 512 } };
  const database = open<unknown, string>(options);
  const sides = [storeSide(store.namespace('market'), inFlight), plainLmdbSide(database, inFlight)];
  const [value = 0, limit = 0] = await compare(sides);
  await store.close();
  await database.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
  return {
    what: `embedded: durable commands, ${inFlight} in flight`,
    value,
    unit: 'commands/s',
    against: 'plain LMDB batches',
    limit,
    ...(inFlight === 64 ? { budget: atLeast(0.6) } : {}),
  };
}

async function redisRow(inFlight: number): Promise<Row> {
  const servers = await Promise.all([RedisServer.start(), RedisServer.start()]);
  const store = await openRedisStore({ url: servers[0].url });
  const client = newClient(servers[1].url);
  await client.connect();
  const sides = [storeSide(store.namespace('market'), inFlight), plainRedisSide(client, inFlight)];
  const [value = 0, limit = 0] = await compare(sides);
  await store.close();
  await client.close();
  await Promise.all(servers.map((server) => server.stop()));
  return {
    what: `redis: durable commands, ${inFlight} in flight`,
    value,
    unit: 'commands/s',
    against: 'plain pipelined commands',
    limit,
    ...(inFlight === 64 ? { budget: atLeast(0.7) } : {}),
    note: 'appendfsync always',
  };
}

/** A program of `bench/store` in a process of its own, with the lines that it says. */
function startProgram({ pathname: script }: URL, ...args: string[]) {
  const hook = new URL('./strip-types.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--expose-gc', '--import', hook, script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const said = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`${script} ended without a word`);
    return line.value;
  };
  return { child, said };
}

/** Two servers on one Redis, beside one: the same commands, on the same HITs. */
async function sharedRow(inFlight: number): Promise<Row> {
  const redis = await RedisServer.start();
  const programs = [0, 1].map((number) =>
    startProgram(
      new URL('./store/sharing-server.ts', import.meta.url),
      redis.url,
      String(number),
      String(inFlight),
    ),
  );
  for (const { said } of programs) await said();
  const both = async (some: typeof programs, until: number): Promise<number> => {
    for (const { child } of some) child.stdin.write(`${until - performance.now()}\n`);
    const counts = await Promise.all(some.map(async ({ said }) => Number((await said()).split(' ')[0])));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const [value = 0, limit = 0] = await compare(
    [(until) => both(programs, until), (until) => both(programs.slice(0, 1), until)],
    sharedTurnMs,
  );
  for (const { child } of programs) child.stdin.end();
  await redis.stop();
  return {
    what: `redis: two servers, ${inFlight} in flight each`,
    value,
    unit: 'commands/s',
    against: 'one server',
    limit,
    note: 'they and Redis share the cores of this machine',
  };
}

/** Filling, starting with, and writing out a market of a million workers. */
async function manyWorkersRows(kind: 'embedded' | 'redis'): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-bench-'));
  const redis = kind === 'redis' ? await RedisServer.start() : undefined;
  const run = async (task: string): Promise<Measured> => {
    const { said } = startProgram(
      new URL('./store/many-workers.ts', import.meta.url),
      task,
      kind,
      redis?.url ?? folder,
      String(manyWorkers),
    );
    return JSON.parse(await said()) as Measured;
  };
  const made = await run('fill');
  const started = await run('start');
  const written = await run('snapshot');
  await redis?.stop();
  rmSync(folder, { recursive: true });
  const filled = `filled in ${Math.round(made.seconds)} s`;
  return [
    {
      what: `${kind}: start with 1 M workers, process to ready`,
      value: started.seconds,
      unit: 's',
      budget: atMost(10),
      note: filled,
    },
    { what: `${kind}: peak memory of that`, value: started.megabytes, unit: 'MB', budget: atMost(1500) },
    { what: `${kind}: snapshot of 1 M workers`, value: written.seconds, unit: 's', budget: atMost(60) },
    {
      what: `${kind}: memory that the snapshot adds`,
      value: written.megabytes,
      unit: 'MB',
      budget: atMost(300),
    },
  ];
}

const inFlights = [64, 1, 16, 256];
const withRedis = toolPath('redis-server') !== undefined;

export const bench: Bench = {
  title: 'How many commands can a store make durable, and how large a market?',
  method:
    'Callers that read four records and commit four records, an index entry, a deadline, a feed entry with a fact and an inbox entry, each waiting for its answer before coming again. Beside it the same entries put by the plainest code, in batches of as many commits. Both sides in turns; medians. Large markets in a process of their own, memory as resident, mapped pages of the data file included.',
  async run(isWanted) {
    const rows: Row[] = [];
    const add = async (name: string, measure: () => Promise<Row | Row[]>): Promise<void> => {
      if (isWanted(name)) rows.push(...[await measure()].flat());
    };
    for (const inFlight of inFlights) await add(`embedded-${inFlight}`, () => embeddedRow(inFlight));
    await add('embedded-many-workers', () => manyWorkersRows('embedded'));
    if (!withRedis) return rows;
    for (const inFlight of inFlights) await add(`redis-${inFlight}`, () => redisRow(inFlight));
    for (const inFlight of [64, 256]) await add(`two-servers-${inFlight}`, () => sharedRow(inFlight));
    await add('redis-many-workers', () => manyWorkersRows('redis'));
    return rows;
  },
};
