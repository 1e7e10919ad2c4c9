import type { IndexEntry, ListRange } from './store.ts';

/** Entries of a block before it is split: a splice of 256 is cheaper than walking a deeper tree. */
const blockMax = 256;

/**
 * One ordered index in memory: entries sorted by `sort`, in blocks. Most lists grow at one end, so adding
 * beyond the last entry takes no search.
 */
export class OrderedEntries {
  readonly #blocks: IndexEntry[][] = [[]];

  get empty(): boolean {
    return this.#blocks.length === 1 && this.#blocks[0]?.length === 0;
  }

  /** Adds an entry, or replaces the one with the same `sort`. */
  set(entry: IndexEntry): void {
    const blocks = this.#blocks;
    const lastBlock = blocks[blocks.length - 1] as IndexEntry[];
    const last = lastBlock[lastBlock.length - 1];
    if (last === undefined || last.sort < entry.sort) {
      if (lastBlock.length < blockMax) lastBlock.push(entry);
      else blocks.push([entry]);
      return;
    }
    const blockAt = this.#blockOf(entry.sort);
    const block = blocks[blockAt] as IndexEntry[];
    const at = lowerBound(block, entry.sort);
    if (block[at]?.sort === entry.sort) block[at] = entry;
    else block.splice(at, 0, entry);
    if (block.length > blockMax) blocks.splice(blockAt + 1, 0, block.splice(blockMax / 2));
  }

  delete(sort: string): void {
    const blockAt = this.#blockOf(sort);
    const block = this.#blocks[blockAt] as IndexEntry[];
    const at = lowerBound(block, sort);
    if (block[at]?.sort !== sort) return;
    block.splice(at, 1);
    if (block.length === 0 && this.#blocks.length > 1) this.#blocks.splice(blockAt, 1);
  }

  list(range: ListRange): IndexEntry[] {
    return range.reverse ? this.#backward(range.after, range.limit) : this.#forward(range.after, range.limit);
  }

  #forward(after: string | undefined, limit: number): IndexEntry[] {
    const found: IndexEntry[] = [];
    let blockAt = after === undefined ? 0 : this.#blockOf(after);
    let at = after === undefined ? 0 : upperBound(this.#blocks[blockAt] as IndexEntry[], after);
    for (; blockAt < this.#blocks.length && found.length < limit; blockAt++, at = 0) {
      const block = this.#blocks[blockAt] as IndexEntry[];
      const end = Math.min(block.length, at + limit - found.length);
      for (; at < end; at++) found.push(block[at] as IndexEntry);
    }
    return found;
  }

  #backward(before: string | undefined, limit: number): IndexEntry[] {
    const found: IndexEntry[] = [];
    let blockAt = before === undefined ? this.#blocks.length - 1 : this.#blockOf(before);
    const block = this.#blocks[blockAt] as IndexEntry[];
    let at = (before === undefined ? block.length : lowerBound(block, before)) - 1;
    for (;;) {
      const entries = this.#blocks[blockAt] as IndexEntry[];
      for (; at >= 0 && found.length < limit; at--) found.push(entries[at] as IndexEntry);
      if (found.length === limit || blockAt === 0) return found;
      blockAt--;
      at = (this.#blocks[blockAt] as IndexEntry[]).length - 1;
    }
  }

  /** The first block whose last entry is not before `sort`; else the last block. */
  #blockOf(sort: string): number {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle] as IndexEntry[];
      if ((block[block.length - 1] as IndexEntry).sort < sort) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Place of the first entry that is not before `sort`. */
function lowerBound(block: readonly IndexEntry[], sort: string): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((block[middle] as IndexEntry).sort < sort) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Place of the first entry beyond `sort`. */
function upperBound(block: readonly IndexEntry[], sort: string): number {
  const at = lowerBound(block, sort);
  return block[at]?.sort === sort ? at + 1 : at;
}
