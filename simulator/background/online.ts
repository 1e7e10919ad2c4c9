import type { Random } from '../engine/random.ts';

/** Workers on line of one depth of search. */
class Readers {
  workers = new Int32Array(256);
  until = new Float64Array(256);
  size = 0;

  come(worker: number, until: number): void {
    if (this.size === this.workers.length) this.enlarge();
    this.workers[this.size] = worker;
    this.until[this.size] = until;
    this.size++;
  }

  drop(place: number): void {
    const last = --this.size;
    this.workers[place] = this.workers[last] as number;
    this.until[place] = this.until[last] as number;
  }

  private enlarge(): void {
    const [workers, until] = [new Int32Array(this.size * 2), new Float64Array(this.size * 2)];
    workers.set(this.workers);
    until.set(this.until);
    this.workers = workers;
    this.until = until;
  }
}

/** Depths of search: 1 page, 2-3, 4-7, ... 64 and more. */
const depths = 7;

/**
 * Who is on line, by how many pages they read, so that somebody who reads deep enough can be picked at random in constant
 * time. Those whose session is over are dropped when they are met or swept.
 */
export class Online {
  /** End of the session of whoever was picked last. */
  until = 0;
  private readonly byDepth = Array.from({ length: depths }, () => new Readers());

  come(worker: number, pages: number, until: number): void {
    (this.byDepth[depthOf(pages)] as Readers).come(worker, until);
  }

  /** Entries of all who may read the given page; some of them may be gone. */
  size(page: number): number {
    let sum = 0;
    for (let depth = depthOf(page); depth < depths; depth++) sum += (this.byDepth[depth] as Readers).size;
    return sum;
  }

  /** One of these entries; -1 if its worker has gone by now: as if that look had not been. */
  pick(page: number, at: number, random: Random): number {
    let place = random.int(this.size(page));
    let depth = depthOf(page);
    let readers = this.byDepth[depth] as Readers;
    while (place >= readers.size) {
      place -= readers.size;
      depth++;
      readers = this.byDepth[depth] as Readers;
    }
    this.until = readers.until[place] as number;
    if (this.until > at) return readers.workers[place] as number;
    readers.drop(place);
    return -1;
  }

  /** Everybody who is on line now, with the end of the session. */
  each(at: number, meet: (worker: number, until: number) => void): void {
    for (const { workers, until, size } of this.byDepth) {
      for (let place = 0; place < size; place++) {
        const end = until[place] as number;
        if (end > at) meet(workers[place] as number, end);
      }
    }
  }

  /** Drops all who have gone, and counts those who remain. */
  sweep(at: number): number {
    let remaining = 0;
    for (const readers of this.byDepth) {
      for (let place = readers.size - 1; place >= 0; place--) {
        if ((readers.until[place] as number) <= at) readers.drop(place);
      }
      remaining += readers.size;
    }
    return remaining;
  }
}

function depthOf(pages: number): number {
  return Math.min(depths - 1, 31 - Math.clz32(Math.max(1, pages)));
}
