/**
 * Numbers of ids that stand in a buffer: of a thousand ids in a body, making strings of them and asking a Map for
 * each takes most of the time. Ids are plain ASCII here; one that is not is never found. Whoever reads the bytes
 * takes their hash on the way, so that each is looked at once.
 */

export const hashStart = 0x811c9dc5;

/** FNV-1a: the hash with one more byte. */
export function hashStep(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** Its low bits know too little of the last bytes. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 12);
}

/** Stands for a character that is not plain ASCII: no reader lets it through. */
const never = 0;

/** Open addressing over the bytes of all ids, at most half full. It catches up with a list that only grows. */
export class ByteIds {
  readonly #ids: readonly string[];
  #known = 0;
  /** Number + 1 of the id that hangs here; 0: free. */
  #slots = new Int32Array(1024);
  #bytes = new Uint8Array(8192);
  /** Where each id begins in `#bytes`; the last is where the next one will. */
  #starts = new Uint32Array(513);

  constructor(ids: readonly string[]) {
    this.#ids = ids;
  }

  /** The number of the id between `start` and `end`, whose bytes have this hash; -1 if there is none. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    while (this.#known < this.#ids.length) this.#add(this.#ids[this.#known] as string);
    const mask = this.#slots.length - 1;
    for (let at = spread(hash) & mask; ; at = (at + 1) & mask) {
      const number = (this.#slots[at] as number) - 1;
      if (number < 0 || this.#is(number, bytes, start, end)) return number;
    }
  }

  #is(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    const from = this.#starts[number] as number;
    const length = (this.#starts[number + 1] as number) - from;
    if (length !== end - start) return false;
    for (let at = 0; at < length; at++) if (own[from + at] !== bytes[start + at]) return false;
    return true;
  }

  #add(id: string): void {
    const number = this.#known++;
    const start = this.#starts[number] as number;
    const end = start + id.length;
    if (end > this.#bytes.length) this.#bytes = grown(this.#bytes, Math.max(end, this.#bytes.length * 2));
    if (number + 2 > this.#starts.length) this.#starts = grown(this.#starts, this.#starts.length * 2);
    for (let at = 0; at < id.length; at++) {
      const code = id.charCodeAt(at);
      this.#bytes[start + at] = code < 127 ? code : never;
    }
    this.#starts[number + 1] = end;
    if (this.#known * 2 > this.#slots.length) this.#rehash();
    else this.#place(number);
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#known; number++) this.#place(number);
  }

  #place(number: number): void {
    const end = this.#starts[number + 1] as number;
    let hash = hashStart;
    for (let at = this.#starts[number] as number; at < end; at++)
      hash = hashStep(hash, this.#bytes[at] as number);
    const mask = this.#slots.length - 1;
    let at = spread(hash) & mask;
    while (this.#slots[at] !== 0) at = (at + 1) & mask;
    this.#slots[at] = number + 1;
  }
}

function grown<T extends Uint8Array | Uint32Array>(from: T, length: number): T {
  const to = new (from.constructor as new (length: number) => T)(length);
  to.set(from);
  return to;
}
