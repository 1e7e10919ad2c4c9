import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { validationDocument } from './document.ts';
import { KeptNumbers } from './kept-numbers.ts';
import type { Order } from './run-thread.ts';
import { runNames, validationRuns } from './runs.ts';
import type { Measured, Target } from './target.ts';
import { runOrders } from './threads.ts';
import type { Validation } from './validation.ts';
import { resultOf } from './verdict.ts';

export interface ValidateOptions {
  /** Of the first run; the others count on from it. */
  readonly seed: number;
  /** Seeds. */
  readonly runs: number;
  readonly workers: number;
  /** Ids of the targets that are wanted; undefined: all. */
  readonly only?: readonly string[];
  /** Runs at a time; as many as there are cores unless said otherwise. */
  readonly threads?: number;
  /** Folder in which finished runs are kept and looked for. */
  readonly keep?: string;
  /** The document that is written. */
  readonly out: string;
}

export interface ValidateParts {
  readonly version: string;
  /** Told of the share that is done, 0 to 1. */
  progress(share: number): void;
  /** Takes what ends the runs where they stand. */
  onStop(stop: () => void): void;
}

/** Every target and row, in the order of the published table. */
export const allTargets: readonly Target[] = runNames
  .flatMap((name): readonly Target[] => validationRuns[name].targets)
  .sort((a, b) => rank(a).localeCompare(rank(b)));

/** Targets (V) before the rows that went in by hand (P). */
function rank({ id }: Target): string {
  return `${id.startsWith('V') ? 0 : 1}${id}`;
}

/** Measures the population against its targets over several seeds and writes the document. */
export async function validate(options: ValidateOptions, parts: ValidateParts): Promise<Validation> {
  const seeds = Array.from({ length: options.runs }, (_, run) => options.seed + run);
  const wanted = allTargets.filter(({ id }) => options.only?.includes(id) ?? true);
  const orders = ordersOf(wanted, seeds, options.workers);
  const found = await measureAll(orders, options, parts);
  const validation: Validation = {
    seeds,
    workers: options.workers,
    version: parts.version,
    results: wanted.map((target) => resultOf(target, found.filter(isThere))),
    partial: found.some((measured) => measured === undefined),
  };
  await mkdir(dirname(options.out), { recursive: true });
  await writeFile(options.out, validationDocument(validation));
  return validation;
}

/** The longest runs first, so that no core waits for one at the end. */
function ordersOf(wanted: readonly Target[], seeds: readonly number[], workers: number): Order[] {
  const needed = runNames.filter((name) =>
    validationRuns[name].targets.some((target: Target) => wanted.includes(target)),
  );
  return needed.flatMap((run) => seeds.map((seed): Order => ({ run, seed, workers })));
}

async function measureAll(
  orders: readonly Order[],
  { threads, keep }: ValidateOptions,
  { version, progress, onStop }: ValidateParts,
): Promise<(Measured | undefined)[]> {
  const kept = keep === undefined ? undefined : new KeptNumbers(keep, version);
  const found = await Promise.all(orders.map((order) => kept?.find(order)));
  const missing = orders.flatMap((_, place) => (found[place] ? [] : [place]));
  const shares = new Float64Array(missing.length);
  const tell = (at: number, share: number) => {
    shares[at] = share;
    progress(shares.reduce((sum, one) => sum + one, 0) / shares.length);
  };
  const writes: Promise<void>[] = [];
  const running = runOrders(
    missing.map((place) => orders[place] as Order),
    threads ?? availableParallelism(),
    {
      progress: tell,
      done(at, measured) {
        tell(at, 1);
        const place = missing[at] as number;
        found[place] = measured;
        if (kept) writes.push(kept.keep(orders[place] as Order, measured));
      },
    },
  );
  onStop(running.stop);
  await running.ended;
  await Promise.all(writes);
  return found;
}

const isThere = (measured: Measured | undefined): measured is Measured => measured !== undefined;
