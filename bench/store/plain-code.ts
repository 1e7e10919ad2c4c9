import { performance } from 'node:perf_hooks';
import type { RootDatabase } from 'lmdb';
import { createClient } from 'redis';
import { type Accept, acceptOf, type Side } from './accepts.ts';

/** The same entries under the same kind of keys by the plainest code: one batch of so many accepts after another. */
export function plainLmdbSide(database: RootDatabase<unknown, string>, batch: number): Side {
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
export function plainRedisSide(client: ReturnType<typeof newClient>, batch: number): Side {
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

export const newClient = (url: string) => createClient({ url });
