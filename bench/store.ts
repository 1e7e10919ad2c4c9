import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { open, type RootDatabase } from 'lmdb';
import { createClient } from 'redis';
import type { FeedEvent } from '../server/contract/events.ts';
import { openEmbeddedStore } from '../server/store/embedded-store.ts';
import { openRedisStore } from '../server/store/redis-store.ts';
import type { Commit, Namespace, NewFact } from '../server/store/store.ts';
import { RedisServer } from '../test/support/redis-server.ts';
import { toolPath } from '../test/support/tools.ts';
import { atLeast, type Bench, quantile, type Row } from './table.ts';

const workers = 5_000;
const hits = 300;
/** Each side is measured so often, for so long. */
const turns = 4;
const turnMs = 400;

/** What an accept changes: worker, HIT, assignment and participation, with their index entry, deadline, push and fact. */
interface Accept {
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
  readonly index: Commit['index'][number];
  readonly deadline: { readonly id: string; readonly at: number };
  readonly event: FeedEvent;
  readonly fact: NewFact;
  readonly at: number;
}

const start = 1_700_000_000_000;

function acceptOf(number: number): Accept {
  const at = start + number;
  const worker = `A2K1J3H4G5${1000 + (number % workers)}`;
  const hit = `3HITHITHITHITHITHITHITHITHIT${100 + (number % hits)}`;
  const assignment = `3ASSIGNMENTASSIGNMENT${100_000_000 + number}`;
  const hitTypeId = '3HITTYPEHITTYPEHITTYPEHITTYPE1';
  const workerRecord = {
    id: worker,
    createdAt: start,
    seed: 123_456_789,
    state: {
      approvalRate: 'measured',
      hitsApproved: 'counting',
      masters: 'none',
      adult: 'no',
      locale: 'registered',
    },
    submitted: 400,
    approved: 390,
    rejected: 10,
    approvalRate: 97,
    locale: { country: 'US', subdivision: 'CA' },
    earnedMills: 123_456,
    bonusMills: 0,
    workedMs: 123_456_789,
    inboxSeq: Math.floor(number / workers) + 1,
  };
  const hitRecord = {
    id: hit,
    hitTypeId,
    requester: 'DEFAULT',
    state: 'Assignable',
    createdAt: start,
    expiration: start + 1e9,
    expired: false,
    maxAssignments: 1000,
    pending: number % 100,
    submitted: 3,
    completed: 4,
    everAccepted: true,
    largeBatch: true,
    hasReviewPolicies: false,
  };
  const assignmentRecord = {
    id: assignment,
    hit,
    hitTypeId,
    requester: 'DEFAULT',
    worker,
    state: 'Accepted',
    acceptedAt: at,
    deadline: at + 3_600_000,
    rewardMills: 500,
    autoApprovalDelaySeconds: 259_200,
  };
  return {
    keys: [`worker/${worker}`, `hit/${hit}`, `assignment/${assignment}`, `participation/${worker}:${hit}`],
    values: [workerRecord, hitRecord, assignmentRecord, { worker, hit, assignment, taken: true }],
    index: { index: `assignments-of-worker/${worker}`, sort: `${at}/${assignment}`, id: assignment },
    deadline: { id: `assignment/${assignment}/abandon`, at: at + 3_600_000 },
    event: {
      type: 'assignment:accepted',
      at,
      worker,
      seq: workerRecord.inboxSeq,
      assignment,
      hit,
      hitTypeId,
    },
    fact: { kind: 'hit', hit, open: true } as unknown as NewFact,
    at,
  };
}

/** One command on the store: reads what it decides on, and commits. */
async function runAccept(namespace: Namespace, number: number): Promise<void> {
  const { keys, values, index, deadline, event, fact, at } = acceptOf(number);
  for (;;) {
    const found = await namespace.read(keys);
    const outcome = await namespace.commit({
      reads: keys.map((key, place) => [key, found[place]?.version ?? 0]),
      writes: keys.map((key, place) => [key, values[place]]),
      index: [index],
      deadlines: [deadline],
      events: [event],
      facts: [fact],
      at,
    });
    if (outcome.ok) return;
  }
}

/** One side of a comparison: runs for a while and answers how many accepts it made durable. */
type Side = (until: number) => Promise<number>;

/** So many callers, each waiting for its answer before it comes again. */
function storeSide(namespace: Namespace, inFlight: number): Side {
  let number = 0;
  return async (until) => {
    const from = number;
    const caller = async () => {
      while (performance.now() < until) await runAccept(namespace, number++);
    };
    await Promise.all(Array.from({ length: inFlight }, caller));
    return number - from;
  };
}

/** The same entries under the same kind of keys by the plainest code: one batch of so many accepts after another. */
function plainLmdbSide(database: RootDatabase<unknown, string>, batch: number): Side {
  let number = 0;
  const put = (position: number) => {
    const { keys, values, index, deadline, event, fact, at } = acceptOf(position);
    for (const [place, key] of keys.entries()) database.put(`1:r${key}`, [position, values[place]]);
    database.put(`1:i${index.index}/${index.sort}`, index.id as string);
    database.put(`1:t${deadline.id}`, deadline.at);
    database.put(`1:d${padded(deadline.at)}${deadline.id}`, 0);
    database.put(`1:f${padded(position)}`, [at, [event], [fact]]);
    database.put(`1:b${event.worker}/${padded(event.seq ?? 0)}`, [position, event]);
  };
  return async (until) => {
    const from = number;
    while (performance.now() < until) {
      await database.batch(() => {
        for (let count = 0; count < batch; count++) put(++number);
      });
      await database.flushed;
    }
    return number - from;
  };
}

const padded = (number: number): string => String(1e15 + number);

/** The same entries in the same places by the plainest commands, those of so many accepts in one go. */
function plainRedisSide(client: ReturnType<typeof newClient>, batch: number): Side {
  let number = 0;
  const commandsOf = ({ keys, values, index, deadline, event, fact, at }: Accept): string[][] => {
    const text = JSON.stringify(event);
    const entry = `[${at},[${text}],${JSON.stringify([fact])}]`;
    return [
      ...keys.map((key, place) => {
        const [kind = '', id = ''] = key.split('/');
        return ['HSET', `plain:record:${kind}`, id, `${number}:${JSON.stringify(values[place])}`];
      }),
      ['ZADD', `plain:index:${index.index}`, '0', index.sort],
      ['ZADD', 'plain:deadlines', String(deadline.at), deadline.id],
      ['RPUSH', `plain:inbox:${event.worker}`, `${event.seq}:${number}:${at}:${text}`],
      ['XADD', 'plain:feed', `${number}-0`, 'n', '1', 'at', String(at), 'e', entry],
    ];
  };
  return async (until) => {
    const from = number;
    while (performance.now() < until) {
      const sent: Promise<unknown>[] = [];
      for (let count = 0; count < batch; count++) {
        for (const command of commandsOf(acceptOf(++number))) sent.push(client.sendCommand(command));
      }
      await Promise.all(sent);
    }
    return number - from;
  };
}

const newClient = (url: string) => createClient({ url });

/** Accepts a second of both sides, measured in turns, so that whatever else the machine does meets both. */
async function compare(sides: readonly Side[]): Promise<number[]> {
  const rates = sides.map((): number[] => []);
  for (let turn = 0; turn <= turns; turn++) {
    for (const [at, side] of sides.entries()) {
      const begin = performance.now();
      const count = await side(begin + turnMs);
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

export const bench: Bench = {
  title: 'How many commands can a store make durable?',
  method:
    'Callers that read four records and commit four records, an index entry, a deadline, a feed entry with a fact and an inbox entry, each waiting for its answer before coming again. Beside it the same entries put by the plainest code, in batches of as many commits. Both sides in turns; medians.',
  async run() {
    const rows: Row[] = [];
    for (const inFlight of [64, 1, 16, 256]) rows.push(await embeddedRow(inFlight));
    if (toolPath('redis-server') === undefined) return rows;
    for (const inFlight of [64, 1, 16, 256]) rows.push(await redisRow(inFlight));
    return rows;
  },
};
