import { statfsSync } from 'node:fs';
import { open, type RootDatabase } from 'lmdb';
import { Refused } from '../../contract/errors.ts';
import { keyEncoder, shapesKey } from './keys.ts';
import { Room } from './room.ts';

export interface EnvironmentOptions {
  readonly folder: string;
  /** False leaves flushing to the operating system: only a test does so, to see that it notices. */
  readonly flush: boolean;
  readonly hasRoom: () => boolean;
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

/** What can be read, of now or of an instant that is kept. */
export interface Readable {
  range(range: KeyRange): Iterable<Entry>;
  keys(range: KeyRange): Iterable<string>;
}

/** The disk as it was when this was made; LMDB keeps the old pages until `release`. */
export interface Frozen extends Readable {
  release(): void;
}

/** What is written in one go: plain values (see `checkPlain`), never changed again; undefined removes. */
export interface Writes {
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
  /** About as many bytes as the values take. */
  readonly bytes: number;
}

/** Members of an object in order. Values name the shape of theirs by its number in a list kept once. */
type Shape = readonly string[];

/** msgpackr, as lmdb-js has put it together. Of `structures` those below `sharedLength` are named by values. */
interface Codec {
  readonly structures: readonly Shape[] & { readonly sharedLength?: number };
}

/** All of these together hold what one opening of the folder knows: dropped and read anew as a whole. */
interface Opened {
  readonly database: RootDatabase<unknown, string>;
  readonly codec: Codec;
  /** Instants that are being read. */
  readonly frozen: Set<Frozen>;
  /** How many shapes are on the disk. */
  shapesKept: number;
}

/** Shapes worth sharing: some hundred kinds of records, events and facts, with their optional members. */
const shapesMax = 512;

/**
 * The LMDB environment: one ordered key space of values, read synchronously, written by whole batches.
 * LMDB's own commit order is used (pages, flush, then the page that points to them, itself written through):
 * lmdb-js's overlapping flush would show what may yet fail to reach the disk.
 */
export class Environment implements Readable {
  readonly #options: EnvironmentOptions;
  readonly #room: Room;
  #opened: Opened | undefined;

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#opened = openFolder(options);
    this.#room = new Room(options.folder);
  }

  /** After a failure nothing of the old one is trusted; it is opened again when needed. */
  get #now(): Opened {
    if (this.#opened) return this.#opened;
    try {
      this.#opened = openFolder(this.#options);
      return this.#opened;
    } catch (error) {
      const reason = (error as Error).message;
      throw new Refused('Unavailable', `The data folder ${this.#options.folder} can't be read: ${reason}`);
    }
  }

  get(key: string): unknown {
    return this.#now.database.get(key);
  }

  range(range: KeyRange): Iterable<Entry> {
    return this.#now.database.getRange(range);
  }

  keys(range: KeyRange): Iterable<string> {
    return this.#now.database.getKeys(range);
  }

  /** Keeps what is on the disk now readable. */
  freeze(): Frozen {
    const { database, frozen } = this.#now;
    const transaction = database.useReadTransaction();
    let isOpen = true;
    const mustBeOpen = () => {
      if (!isOpen) throw new Refused('Unavailable', 'The data folder was closed while it was read.');
    };
    const instant: Frozen = {
      range(range) {
        mustBeOpen();
        return database.getRange({ ...range, transaction });
      },
      keys(range) {
        mustBeOpen();
        return database.getKeys({ ...range, transaction });
      },
      release() {
        if (!isOpen) return;
        isOpen = false;
        frozen.delete(instant);
        transaction.done();
      },
    };
    frozen.add(instant);
    return instant;
  }

  /** All of it or nothing; on the disk when this resolves. */
  async write({ keys, values, bytes }: Writes): Promise<void> {
    const opened = this.#now;
    this.#takeRoom(keys.length, bytes);
    const { database, codec } = opened;
    let shapes = opened.shapesKept;
    try {
      // Values are encoded here, while LMDB's own thread already writes. Nothing may throw: lmdb-js would commit
      // what came before.
      await database.batch(() => {
        for (let at = 0; at < keys.length; at++) {
          const value = values[at];
          if (value === undefined) database.remove(keys[at] as string);
          else database.put(keys[at] as string, value);
        }
        shapes = codec.structures.sharedLength ?? 0;
        if (shapes > opened.shapesKept) {
          database.put(shapesKey, JSON.stringify(codec.structures.slice(0, shapes)));
        }
      });
      opened.shapesKept = shapes;
    } catch (error) {
      throw await this.#abandon(error);
    }
  }

  #takeRoom(keys: number, bytes: number): void {
    if (!this.#options.hasRoom()) throw new Error('there is no room');
    try {
      this.#room.take(keys, bytes);
    } catch (error) {
      throw isFull(this.#options.folder) ? new Error('the disk is full') : error;
    }
  }

  /** Runs `change` while no other process writes; durable when it returns. Texts alone: these have no shape. */
  exclusively(
    change: (put: (key: string, text: string) => void, remove: (key: string) => void) => void,
  ): void {
    const { database } = this.#now;
    this.#takeRoom(1, 0);
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
    return isFull(this.#options.folder) ? new Error('the disk is full') : cause;
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    this.#room.close();
    if (!opened) return;
    for (const instant of [...opened.frozen]) instant.release();
    await opened.database.close();
  }
}

function openFolder({ folder, flush }: EnvironmentOptions): Opened {
  let kept: Shape[] = [];
  const options = {
    path: folder,
    noSubdir: false,
    maxDbs: 1,
    overlappingSync: false,
    noSync: !flush,
    eventTurnBatching: false,
    keyEncoder,
    encoding: 'msgpack' as const,
    // Asked before the first value of a shape is encoded or decoded, never again.
    encoder: { maxSharedStructures: shapesMax, getStructures: () => kept },
  };
  const database = open<unknown, string>(options);
  const text = database.get(shapesKey) as string | undefined;
  if (text !== undefined) kept = JSON.parse(text) as Shape[];
  const { encoder } = database as unknown as { encoder: Codec };
  return { database, codec: encoder, frozen: new Set(), shapesKept: kept.length };
}

/** LMDB calls a write that was cut short an input/output error; this tells why. */
function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < 1_048_576;
}

/** lmdb-js rejects with a fixed text and gives the cause by a promise, which rejects with it. */
async function causeOf(error: unknown): Promise<unknown> {
  const { commitError } = error as { commitError?: Promise<never> };
  if (!commitError) return error;
  return commitError.catch((cause: unknown) => cause);
}
