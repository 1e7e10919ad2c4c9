import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultBackgroundMarket } from '../background/parameters.ts';
import { defaultRequesterBehaviour, defaultWorkerBehaviour } from '../behaviours/parameters.ts';
import { defaultParameters } from '../population/presets.ts';
import type { Order } from './run-thread.ts';
import type { Measured } from './target.ts';

/** What a run's file holds. JSON has no NaN: null stands for it. */
interface Kept {
  readonly fingerprint: string;
  readonly measured: Readonly<Record<string, number | null>>;
}

/** Tells parameter sets apart: numbers measured under another one are no part of this table. */
export function fingerprint(version: string): string {
  const all = [
    version,
    defaultParameters,
    defaultWorkerBehaviour,
    defaultRequesterBehaviour,
    defaultBackgroundMarket,
  ];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
}

/** Numbers of finished runs in a folder, so that a long validation can be done in slices. */
export class KeptNumbers {
  readonly #folder: string;
  readonly #fingerprint: string;

  constructor(folder: string, version: string) {
    this.#folder = folder;
    this.#fingerprint = fingerprint(version);
  }

  /** What was measured before; undefined if it never was, or with other parameters. */
  async find(order: Order): Promise<Measured | undefined> {
    const text = await readFile(this.#file(order), 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw cause;
    });
    if (text === undefined) return undefined;
    const kept = JSON.parse(text) as Kept;
    if (kept.fingerprint !== this.#fingerprint) return undefined;
    return Object.fromEntries(
      Object.entries(kept.measured).map(([name, value]) => [name, value ?? Number.NaN]),
    );
  }

  async keep(order: Order, measured: Measured): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const kept = { fingerprint: this.#fingerprint, measured };
    await writeFile(this.#file(order), `${JSON.stringify(kept, null, 1)}\n`);
  }

  #file({ run, seed, workers }: Order): string {
    return join(this.#folder, `${run}-${workers}-${seed}.json`);
  }
}
