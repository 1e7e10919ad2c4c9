import { ByteIds } from './byte-ids.ts';

/** Dense numbers for ids, given in the order in which ids turn up and never taken back. */
export class Numbering {
  readonly #numbers = new Map<string, number>();
  readonly ids: string[] = [];
  /** Made when it is first asked for. */
  #byteIds: ByteIds | undefined;

  get size(): number {
    return this.ids.length;
  }

  /** -1 for an id that has no number. */
  find(id: string): number {
    return this.#numbers.get(id) ?? -1;
  }

  /** As `find`, of an id that stands in a buffer: see `ByteIds`. */
  findIn(bytes: Uint8Array, start: number, end: number, hash: number): number {
    this.#byteIds ??= new ByteIds(this.ids);
    return this.#byteIds.find(bytes, start, end, hash);
  }

  intern(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.ids.length;
    this.ids.push(id);
    this.#numbers.set(id, number);
    return number;
  }

  idOf(number: number): string {
    const id = this.ids[number];
    if (id === undefined) throw new RangeError(`Nothing has the number ${number}.`);
    return id;
  }
}
