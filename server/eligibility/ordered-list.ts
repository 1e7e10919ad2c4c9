const chunkMax = 256;

/**
 * Numbers in the order of a comparison, in short chunks: adding and removing move at most one chunk. A number
 * must leave before what it is compared by changes.
 */
export class OrderedList {
  readonly #compare: (a: number, b: number) => number;
  readonly #chunks: number[][] = [];
  #size = 0;

  constructor(compare: (a: number, b: number) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  get last(): number | undefined {
    return this.#chunks.at(-1)?.at(-1);
  }

  add(number: number): void {
    this.#size++;
    if (this.#chunks.length === 0) {
      this.#chunks.push([number]);
      return;
    }
    const at = Math.min(
      this.#chunkOf((other) => this.#compare(other, number) < 0),
      this.#chunks.length - 1,
    );
    const chunk = this.#chunks[at] as number[];
    chunk.splice(
      firstNotBefore(chunk, (other) => this.#compare(other, number) < 0),
      0,
      number,
    );
    if (chunk.length > chunkMax) this.#chunks.splice(at + 1, 0, chunk.splice(chunkMax / 2));
  }

  remove(number: number): void {
    const at = this.#chunkOf((other) => this.#compare(other, number) < 0);
    const chunk = this.#chunks[at];
    const place = chunk ? firstNotBefore(chunk, (other) => this.#compare(other, number) < 0) : 0;
    if (chunk?.[place] !== number) throw new Error(`${number} is not in the list.`);
    this.#size--;
    chunk.splice(place, 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  /** Makes the list anew of these, in any order. */
  fill(numbers: readonly number[]): void {
    const sorted = [...numbers].sort(this.#compare);
    this.#size = sorted.length;
    this.#chunks.length = 0;
    for (let at = 0; at < sorted.length; at += chunkMax / 2)
      this.#chunks.push(sorted.slice(at, at + chunkMax / 2));
  }

  /** Calls `visit` in order with every number that does not come `before` the start, until it answers false. */
  walk(visit: (number: number) => boolean, before: (number: number) => boolean = () => false): void {
    const first = this.#chunkOf(before);
    for (let at = first; at < this.#chunks.length; at++) {
      const chunk = this.#chunks[at] as number[];
      for (let place = at === first ? firstNotBefore(chunk, before) : 0; place < chunk.length; place++) {
        if (!visit(chunk[place] as number)) return;
      }
    }
  }

  /** The first chunk whose last number does not come before. */
  #chunkOf(before: (number: number) => boolean): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before((this.#chunks[middle] as number[]).at(-1) as number)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function firstNotBefore(chunk: readonly number[], before: (number: number) => boolean): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(chunk[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
