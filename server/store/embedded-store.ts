import { setTimeout as pause } from 'node:timers/promises';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import {
  flushFolder,
  lastTouch,
  type Owner,
  prepareDataFolder,
  silenceMs,
  stateOf,
  thisProcess,
  touchEveryMs,
  touchFolder,
} from './embedded/data-folder.ts';
import { EmbeddedNamespace, type Surroundings } from './embedded/embedded-namespace.ts';
import { Environment, type EnvironmentOptions } from './embedded/environment.ts';
import { type FlushGroup, FlushQueue } from './embedded/flush-queue.ts';
import {
  lastNumberKey,
  type NamespacePrefixes,
  namespaceKey,
  namespaceKeys,
  namespacePrefixes,
  ownerKey,
  sweepKey,
  sweepKeys,
} from './embedded/keys.ts';
import { CacheGenerations } from './embedded/version-cache.ts';
import type { Namespace, Store } from './store.ts';

export interface EmbeddedStoreOptions {
  /** Made if it is not there. One server at a time. */
  readonly folder: string;
  /** False leaves flushing to the operating system: only a test does so, to see that it notices. */
  readonly flush?: boolean;
  /** Whether the disk has room, as far as somebody else knows: only a test says no, to see what a failed flush does. */
  readonly hasRoom?: () => boolean;
}

/**
 * The store of one server: an LMDB environment in a folder. Whatever it answered is on the disk.
 * Fails with one clear line if the folder can't be used, belongs to another version or to a running server.
 */
export async function openEmbeddedStore({
  folder,
  flush = true,
  hasRoom = () => true,
}: EmbeddedStoreOptions): Promise<Store> {
  prepareDataFolder(folder);
  const environment = openEnvironment({ folder, flush, hasRoom });
  try {
    await claim(folder, environment);
    flushFolder(folder);
  } catch (error) {
    await environment.close();
    throw error;
  }
  return new EmbeddedStore(folder, environment);
}

function openEnvironment(options: EnvironmentOptions): Environment {
  try {
    return new Environment(options);
  } catch (error) {
    throw new Error(`The data folder ${options.folder} can't be used: ${(error as Error).message}`);
  }
}

/** Enters this process as the folder's owner, unless another one lives. */
async function claim(folder: string, environment: Environment): Promise<void> {
  const found = environment.get(ownerKey) as string | undefined;
  if (found !== undefined && (await stillOwned(folder, JSON.parse(found)))) throw inUse(folder, found);
  environment.exclusively((put) => {
    const now = environment.get(ownerKey) as string | undefined;
    if (now !== undefined && now !== found) throw inUse(folder, now);
    put(ownerKey, JSON.stringify(thisProcess()));
  });
  touchFolder(folder, Date.now());
}

async function stillOwned(folder: string, owner: Owner): Promise<boolean> {
  const state = stateOf(owner);
  if (state !== 'hidden') return state === 'alive';
  const touched = lastTouch(folder);
  const silent = Date.now() - touched;
  if (silent < silenceMs) await pause(silenceMs - Math.max(0, silent));
  return lastTouch(folder) !== touched;
}

function inUse(folder: string, owner: string): Error {
  return new Error(`The data folder ${folder} is in use by process ${(JSON.parse(owner) as Owner).pid}.`);
}

class EmbeddedStore implements Store, Surroundings {
  readonly kind = 'embedded';
  readonly environment: Environment;
  readonly queue: FlushQueue;
  readonly generations = new CacheGenerations();
  readonly #namespaces = new Map<string, EmbeddedNamespace>();
  readonly #touching: NodeJS.Timeout;
  /** Numbers of namespaces that were given since the store was opened, or since the last failed flush. */
  readonly #placed = new Map<string, number>();
  /** Highest number ever given; undefined: look at the disk. */
  #lastNumber: number | undefined;
  #closing: Promise<void> | undefined;
  readonly #sweeping: Promise<void>;

  constructor(folder: string, environment: Environment) {
    this.environment = environment;
    this.queue = new FlushQueue(environment, folder, () => this.#forget());
    this.#touching = setInterval(() => touchFolder(folder, Date.now()), touchEveryMs).unref();
    // One that fails stays noted on the disk and goes on at the next start.
    this.#sweeping = this.#finishSweeps().catch(() => {});
  }

  namespace(name: string): Namespace {
    let namespace = this.#namespaces.get(name);
    if (!namespace) {
      namespace = new EmbeddedNamespace(name, this);
      this.#namespaces.set(name, namespace);
    }
    return namespace;
  }

  #numberOf(name: string): number | undefined {
    return this.#placed.get(name) ?? (this.environment.get(namespaceKey(name)) as number | undefined);
  }

  prefixesOf(name: string): NamespacePrefixes | undefined {
    const number = this.#numberOf(name);
    return number === undefined ? undefined : namespacePrefixes(number);
  }

  place(name: string, group: FlushGroup): NamespacePrefixes {
    this.#lastNumber ??= (this.environment.get(lastNumberKey) as number | undefined) ?? 0;
    const number = ++this.#lastNumber;
    this.#placed.set(name, number);
    group.add(namespaceKey(name), number);
    group.add(lastNumberKey, number);
    return namespacePrefixes(number);
  }

  #forget(): void {
    this.#lastNumber = undefined;
    this.#placed.clear();
    for (const namespace of this.#namespaces.values()) namespace.forget();
  }

  mustBeOpen(): void {
    if (this.#closing) throw new Refused('Unavailable', 'The store is closed.');
  }

  /** The name is free at once, by one commit that also notes what is to be swept; a crash does not stop the sweep. */
  async drop(name: string): Promise<void> {
    this.mustBeOpen();
    const number = this.#numberOf(name);
    if (number === undefined) return;
    this.#placed.delete(name);
    const group = this.queue.gathering;
    group.remove(namespaceKey(name));
    group.add(sweepKey(number), number);
    this.#namespaces.get(name)?.empty();
    await group.flushed;
    await this.#sweep(number);
  }

  async #finishSweeps(): Promise<void> {
    for (const { value } of [...this.environment.range(sweepKeys)]) await this.#sweep(value as number);
  }

  async #sweep(number: number): Promise<void> {
    while (!this.#closing) {
      const keys = [...this.environment.keys({ ...namespaceKeys(number), limit: limits.dropStepEntries })];
      const group = this.queue.gathering;
      for (const key of keys) group.remove(key);
      if (keys.length === 0) group.remove(sweepKey(number));
      await group.flushed;
      if (keys.length === 0) return;
    }
  }

  /** Nobody else can have it open. */
  async tell(): Promise<void> {}

  hear(): () => void {
    return () => {};
  }

  async wallTime(): Promise<number> {
    return Date.now();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearInterval(this.#touching);
    await this.#sweeping;
    await this.queue.idle();
    try {
      this.environment.exclusively((_put, remove) => remove(ownerKey));
    } catch {
      // The disk is full: whoever comes next sees that this process is gone.
    }
    await this.environment.close();
  }
}
