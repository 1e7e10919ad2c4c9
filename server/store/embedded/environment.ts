import { asBinary, open, type RootDatabase } from 'lmdb';
import { Refused } from '../../contract/errors.ts';
import { keyEncoder } from './keys.ts';

export interface EnvironmentOptions {
  readonly folder: string;
  /** False leaves flushing to the operating system: only a test does so, to see that it notices. */
  readonly flush: boolean;
}

export interface KeyRange {
  /** The first key; with `reverse` the last one, from which the range goes down. */
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
  readonly limit?: number;
  readonly reverse?: boolean;
  readonly exclusiveStart?: boolean;
}

export interface Entry {
  readonly key: string;
  readonly value: unknown;
}

/** What is written in one go; a null removes. */
export interface Writes {
  readonly keys: string[];
  readonly values: (Uint8Array | null)[];
}

/**
 * The LMDB environment: one ordered key space of values, read synchronously, written by whole batches.
 * LMDB's own commit order is used (pages, flush, then the page that points to them, itself written through):
 * lmdb-js's overlapping flush would show what may yet fail to reach the disk.
 */
export class Environment {
  readonly #options: EnvironmentOptions;
  #database: RootDatabase<unknown, string> | undefined;

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#open();
  }

  #open(): RootDatabase<unknown, string> {
    const options = {
      path: this.#options.folder,
      noSubdir: false,
      maxDbs: 1,
      overlappingSync: false,
      noSync: !this.#options.flush,
      eventTurnBatching: false,
      keyEncoder,
      encoding: 'msgpack' as const,
      // Every value carries its member names: shared ones were a second copy of the truth that could go astray.
      encoder: { useRecords: false },
    };
    this.#database = open<unknown, string>(options);
    return this.#database;
  }

  /** After a failure nothing of the old one is trusted; it is opened when next needed. */
  get #opened(): RootDatabase<unknown, string> {
    if (this.#database) return this.#database;
    try {
      return this.#open();
    } catch (error) {
      const reason = (error as Error).message;
      throw new Refused('Unavailable', `The data folder ${this.#options.folder} can't be read: ${reason}`);
    }
  }

  encode(value: unknown): Uint8Array {
    return (this.#opened as unknown as { encoder: { encode(value: unknown): Uint8Array } }).encoder.encode(
      value,
    );
  }

  get(key: string): unknown {
    return this.#opened.get(key);
  }

  range(range: KeyRange): Iterable<Entry> {
    return this.#opened.getRange(range);
  }

  keys(range: KeyRange): Iterable<string> {
    return this.#opened.getKeys(range);
  }

  /** All of it or nothing; on the disk when this resolves. */
  async write({ keys, values }: Writes): Promise<void> {
    const database = this.#opened;
    try {
      await database.batch(() => {
        for (let at = 0; at < keys.length; at++) {
          const value = values[at];
          if (value) database.put(keys[at] as string, asBinary(value as Buffer));
          else database.remove(keys[at] as string);
        }
      });
    } catch (error) {
      throw await this.#abandon(error);
    }
  }

  /** Runs `change` while no other process writes; durable when it returns. */
  exclusively(
    change: (put: (key: string, text: string) => void, remove: (key: string) => void) => void,
  ): void {
    const database = this.#opened;
    database.transactionSync(() => {
      // A promise given back would keep the transaction open.
      change(
        (key, text) => void database.put(key, text),
        (key) => void database.remove(key),
      );
    });
  }

  /** Lets go of an environment whose commit failed, and answers the cause. */
  async #abandon(error: unknown): Promise<unknown> {
    const cause = await causeOf(error);
    await this.close();
    return cause;
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = undefined;
    await database?.close();
  }
}

/** lmdb-js rejects with a fixed text and gives the cause by a promise, which rejects with it. */
async function causeOf(error: unknown): Promise<unknown> {
  const { commitError } = error as { commitError?: Promise<never> };
  if (!commitError) return error;
  return commitError.catch((cause: unknown) => cause);
}
