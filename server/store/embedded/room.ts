import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { usedBytes } from './data-file.ts';

/** Of a key written anew: the page that it stands in, and the one above. */
const bytesPerKey = 8_192;
/** What any write takes: the tree's upper pages, and the list of those that become free. */
const bytesPerWrite = 131_072;
/** The larger the file, the more it grows at once. */
const growthShare = 1 / 16;
const zeros = Buffer.alloc(1_048_576);

/**
 * Makes room in LMDB's file before it is written. LMDB does not survive a write of its own that the system cuts
 * short: after some of them its memory is spoiled. So the file grows here, by zeros that take their place on the
 * disk, and a disk without room shows before LMDB is asked.
 */
export class Room {
  readonly #path: string;
  #file: number | undefined;

  constructor(folder: string) {
    this.#path = join(folder, 'data.mdb');
  }

  /** Room for a write of so many keys, whose values take about so many bytes; throws where there is none. */
  take(keys: number, bytes: number): void {
    this.#file ??= openSync(this.#path, 'r+');
    const { size } = fstatSync(this.#file);
    const used = usedBytes(this.#file);
    const wanted = used + bytesPerWrite + keys * bytesPerKey + bytes * 2;
    if (size < wanted) grow(this.#file, size, Math.ceil(wanted + used * growthShare));
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function grow(file: number, from: number, to: number): void {
  for (let at = from; at < to; ) at += writeSync(file, zeros, 0, Math.min(zeros.length, to - at), at);
}
