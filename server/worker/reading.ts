import { Refused } from '../contract/errors.ts';
import type { Kind, Records, WorkerRecord } from '../contract/records.ts';
import type { Market } from '../market/market.ts';
import type { Transaction } from '../market/transaction.ts';

export interface Page {
  readonly limit: number;
  readonly nextToken?: string | undefined;
}

export interface RecordPage<R> {
  readonly records: readonly R[];
  readonly nextToken?: string;
}

/** Tokens are opaque to clients: the sort key of the last entry given. */
export const tokenOf = (sort: string): string => Buffer.from(sort, 'utf8').toString('base64url');
export function sortOf(token: string): string {
  const sort = Buffer.from(token, 'base64url').toString('utf8');
  if (sort === '' || tokenOf(sort) !== token)
    throw new Refused('BadRequest', 'nextToken is none that a list gave.', { path: 'nextToken' });
  return sort;
}

/** Records for an answer, undefined where absent: resolves when what was read is durable. */
export function readRecords<K extends Kind>(
  market: Market,
  kind: K,
  ids: readonly string[],
): Promise<(Records[K] | undefined)[]> {
  return market.run([], (tx) => tx.peekAll(kind, ids));
}

export function readRecord<K extends Kind>(
  market: Market,
  kind: K,
  id: string,
): Promise<Records[K] | undefined> {
  return market.run([], (tx) => tx.get(kind, id));
}

/** One page of an ordered index with its records, newest first unless `oldestFirst`. */
export async function readPage<K extends Kind>(
  market: Market,
  index: string,
  kind: K,
  page: Page & { readonly oldestFirst?: boolean },
): Promise<RecordPage<Records[K]>> {
  await market.settle(market.now());
  const after = page.nextToken === undefined ? {} : { after: sortOf(page.nextToken) };
  const entries = await market.namespace.list(index, {
    ...after,
    limit: page.limit,
    reverse: page.oldestFirst !== true,
  });
  const found = await readRecords(
    market,
    kind,
    entries.map(({ id }) => id),
  );
  const records = found.filter((record) => record !== undefined);
  const last = entries.at(-1);
  return entries.length === page.limit && last ? { records, nextToken: tokenOf(last.sort) } : { records };
}

export function unknownWorker(worker: string): Refused {
  return new Refused('NotFound', `There is no worker ${worker}.`, { worker });
}

export async function workerIn(tx: Transaction, worker: string): Promise<WorkerRecord> {
  const record = await tx.get('worker', worker);
  if (!record) throw unknownWorker(worker);
  return record;
}

/** Refuses a worker whom nobody made; for lists that read no record of it. */
export async function settledWith(market: Market, worker: string): Promise<void> {
  await market.settle(market.now());
  if (!market.index.hasWorker(worker)) throw unknownWorker(worker);
}
