import type { Locale } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import type { WorkerRecord } from '../contract/records.ts';
import type { MintBody, WorkerSpecInput, WorkerSummary } from '../contract/schemas/worker.ts';
import { openAccount } from '../lifecycle/requester.ts';
import type { WorkerSpec } from '../lifecycle/worker.ts';
import { createWorker } from '../lifecycle/worker.ts';
import type { Market } from '../market/market.ts';
import type { Transaction } from '../market/transaction.ts';
import { isTurnOver, nextTurn } from '../market/turns.ts';
import { readRecords } from './reading.ts';
import { checkedPlace, checkHistory, giveOrTake, summaryOf, unknownType } from './workers.ts';

/** What is made in one commit with what it holds. */
interface Minted extends Omit<WorkerSpec, 'locale' | 'seed'> {
  readonly locale: Locale;
  readonly seed?: number;
  readonly qualifications: readonly { readonly type: string; readonly value: number }[];
}

/** Where a worker lives whom nobody says anything about. */
const standardLocale: Locale = { country: 'US' };

/**
 * Makes workers in as many commits as they need. All is checked before the first one, so that a wrong
 * specification makes none.
 */
export async function mintWorkers(market: Market, body: MintBody) {
  await market.settle(market.now());
  const specs =
    'workers' in body
      ? body.workers.map(fromSpec)
      : await fromPopulation(market, body.count, body.seed ?? market.ids.uint32());
  await refuseKnown(market, specs);
  const made: WorkerRecord[] = [];
  for (const batch of batches(specs)) {
    made.push(...(await market.run([], (tx) => makeAll(tx, batch))));
    if (isTurnOver()) await nextTurn();
  }
  const workers: WorkerSummary[] = [];
  for (const record of made) {
    workers.push(await summaryOf(market, record));
    if (isTurnOver()) await nextTurn();
  }
  return { workers };
}

function fromSpec(spec: WorkerSpecInput, at: number): Minted {
  const path = `body.workers[${at}]`;
  const { locale, qualifications = [], ...rest } = spec;
  const approved = spec.approved ?? 0;
  const rejected = spec.rejected ?? 0;
  checkHistory({ approved, rejected, submitted: spec.submitted ?? approved + rejected }, path);
  return {
    ...rest,
    qualifications,
    locale: locale === undefined ? standardLocale : checkedPlace(locale, `${path}.locale`),
  };
}

/** People of the population model: the same for the same seed, under other ids where theirs are taken. */
async function fromPopulation(market: Market, count: number, seed: number): Promise<Minted[]> {
  const { Population } = await import('../../simulator/population/population.ts');
  const { defaultParameters } = await import('../../simulator/population/presets.ts');
  const { workerSpec } = await import('../../simulator/population/worker-spec.ts');
  const startsAt = market.now();
  const population = new Population({ seed, workers: count, parameters: defaultParameters, startsAt });
  return Array.from({ length: count }, (_, number) => {
    const { id, ...spec } = workerSpec(population, number);
    return { ...spec, qualifications: [], ...(market.index.hasWorker(id) ? {} : { id }) };
  });
}

async function refuseKnown(market: Market, specs: readonly Minted[]): Promise<void> {
  const ids = specs.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const seen = new Set<string>();
  for (const id of ids) {
    if (!seen.has(id) && !market.index.hasWorker(id)) seen.add(id);
    else throw new Refused('Conflict', `A worker ${id} exists already.`, { worker: id });
  }
  const types = [...new Set(specs.flatMap(({ qualifications }) => qualifications.map(({ type }) => type)))];
  const known = await readRecords(market, 'qualificationType', types);
  const unknown = types.find((_, at) => known[at] === undefined);
  if (unknown !== undefined) throw unknownType(unknown);
}

/** Groups of workers whose records and events fit one commit. */
function* batches(specs: readonly Minted[]): Iterable<readonly Minted[]> {
  let batch: Minted[] = [];
  let writes = 0;
  for (const spec of specs) {
    // The worker, its account, and each Qualification.
    const cost = 1 + (spec.requester === undefined ? 0 : 1) + spec.qualifications.length;
    if (batch.length > 0 && writes + cost > limits.commitWritesMax) {
      yield batch;
      batch = [];
      writes = 0;
    }
    batch.push(spec);
    writes += cost;
  }
  if (batch.length > 0) yield batch;
}

async function makeAll(tx: Transaction, specs: readonly Minted[]): Promise<WorkerRecord[]> {
  const made: WorkerRecord[] = [];
  for (const { qualifications, ...spec } of specs) {
    if (spec.requester !== undefined) await openAccount(tx, { id: spec.requester });
    const worker = await createWorker(tx, { ...spec, seed: spec.seed ?? tx.ids.uint32() });
    for (const { type, value } of qualifications) await giveOrTake(tx, { worker: worker.id, type, value });
    made.push(worker);
  }
  return made;
}
