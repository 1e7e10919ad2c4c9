import { limits } from '../../contract/limits.ts';
import type { RedisConnection } from './connection.ts';
import { globOf } from './kept-values.ts';

/**
 * All fields of a hash that are there throughout, each followed by its value, in pages; with `start` only fields
 * that begin so. While one page is worked on Redis looks for the next.
 */
export async function* hashPages(
  connection: RedisConnection,
  hash: string,
  start = '',
): AsyncIterable<readonly string[]> {
  const match = start === '' ? [] : ['MATCH', `${globOf(start)}*`];
  const ask = (cursor: string) => {
    const command = ['HSCAN', hash, cursor, ...match, 'COUNT', String(limits.scanStepRecords)];
    const page = connection.send(hash, command) as Promise<[next: string, page: string[]]>;
    // Whoever stops early does not wait for it.
    page.catch(() => {});
    return page;
  };
  let coming = ask('0');
  for (;;) {
    const [next, page] = await coming;
    if (next !== '0') coming = ask(next);
    yield page;
    if (next === '0') return;
  }
}
