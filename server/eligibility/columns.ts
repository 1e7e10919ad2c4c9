/** Room for at least `length` entries; old entries stay, new ones are 0. Doubles, so that growing costs little in all. */
export function grownInt32(column: Int32Array, length: number): Int32Array {
  if (length <= column.length) return column;
  const grown = new Int32Array(roomFor(column.length, length));
  grown.set(column);
  return grown;
}

export function grownFloat64(column: Float64Array, length: number): Float64Array {
  if (length <= column.length) return column;
  const grown = new Float64Array(roomFor(column.length, length));
  grown.set(column);
  return grown;
}

export function roomFor(room: number, needed: number): number {
  let grown = Math.max(room, 64);
  while (grown < needed) grown *= 2;
  return grown;
}

const uint32Max = 0xffff_ffff;

/** The version that is known of each record, 0 for none: 4 bytes each until one needs more than 32 bits. */
export class Versions {
  #known: Uint32Array | Float64Array;

  constructor(length = 64) {
    this.#known = new Uint32Array(length);
  }

  /** Notes the version if it is above the known one; false: it is not, and its fact is to be ignored. */
  advance(record: number, version: number): boolean {
    if (record >= this.#known.length) this.#grow(record + 1);
    if (version <= (this.#known[record] as number)) return false;
    if (version > uint32Max && this.#known instanceof Uint32Array)
      this.#known = Float64Array.from(this.#known);
    this.#known[record] = version;
    return true;
  }

  of(record: number): number {
    return this.#known[record] ?? 0;
  }

  #grow(length: number): void {
    const room = roomFor(this.#known.length, length);
    const grown = this.#known instanceof Uint32Array ? new Uint32Array(room) : new Float64Array(room);
    grown.set(this.#known);
    this.#known = grown;
  }
}
