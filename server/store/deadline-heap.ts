import type { Deadline, DueDeadlines } from './store.ts';

interface Node {
  readonly id: string;
  at: number;
  /** Its place in the heap, so that changing or taking away needs no search. */
  place: number;
}

/** Deadlines in memory: a binary heap, earliest first, ties by id, so that runs repeat. */
export class DeadlineHeap {
  readonly #heap: Node[] = [];
  readonly #byId = new Map<string, Node>();

  set(id: string, at: number): void {
    const known = this.#byId.get(id);
    if (!known) {
      const node = { id, at, place: this.#heap.length };
      this.#byId.set(id, node);
      this.#heap.push(node);
      this.#rise(node);
      return;
    }
    known.at = at;
    this.#rise(known);
    this.#sink(known);
  }

  delete(id: string): void {
    const node = this.#byId.get(id);
    if (!node) return;
    this.#byId.delete(id);
    const last = this.#heap.pop() as Node;
    if (last === node) return;
    last.place = node.place;
    this.#heap[last.place] = last;
    this.#rise(last);
    this.#sink(last);
  }

  get earliest(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** Walks the top of the heap in order without changing it: whoever fires a deadline takes it away by its commit. */
  due(until: number, limit: number): DueDeadlines {
    const heap = this.#heap;
    const deadlines: Deadline[] = [];
    /** Places reached and not yet taken, few: kept sorted, last first. */
    const reached: number[] = [];
    const reach = (place: number) => {
      const node = heap[place];
      if (!node) return;
      let at = reached.length;
      while (at > 0 && precedes(heap[reached[at - 1] as number] as Node, node)) at--;
      reached.splice(at, 0, place);
    };
    reach(0);
    for (;;) {
      const place = reached.pop();
      const node = place === undefined ? undefined : heap[place];
      if (place === undefined || node === undefined) return { deadlines, next: undefined };
      if (node.at > until || deadlines.length === limit) return { deadlines, next: node.at };
      deadlines.push({ id: node.id, at: node.at });
      reach(2 * place + 1);
      reach(2 * place + 2);
    }
  }

  #rise(node: Node): void {
    const heap = this.#heap;
    let { place } = node;
    while (place > 0) {
      const above = heap[(place - 1) >> 1] as Node;
      if (!precedes(node, above)) break;
      heap[place] = above;
      const free = above.place;
      above.place = place;
      place = free;
    }
    heap[place] = node;
    node.place = place;
  }

  #sink(node: Node): void {
    const heap = this.#heap;
    let { place } = node;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= heap.length) break;
      let below = heap[left] as Node;
      const right = heap[left + 1];
      if (right && precedes(right, below)) below = right;
      if (!precedes(below, node)) break;
      heap[place] = below;
      const free = below.place;
      below.place = place;
      place = free;
    }
    heap[place] = node;
    node.place = place;
  }
}

const precedes = (one: Node, other: Node): boolean =>
  one.at < other.at || (one.at === other.at && one.id < other.id);
