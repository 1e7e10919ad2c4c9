import type { Random } from '../engine/random.ts';

/** Who is on line, so that somebody can be picked at random in constant time. */
export class Online {
  private workers = new Int32Array(1024);
  private until = new Float64Array(1024);
  /** Entries; those whose session is over are dropped when they are met or swept. */
  size = 0;

  come(worker: number, until: number): void {
    if (this.size === this.workers.length) this.enlarge();
    this.workers[this.size] = worker;
    this.until[this.size] = until;
    this.size++;
  }

  /** Somebody of the list; -1 if the one drawn has gone by now: as if that look had not been. */
  pick(at: number, random: Random): number {
    const place = random.int(this.size);
    if ((this.until[place] as number) > at) return this.workers[place] as number;
    this.drop(place);
    return -1;
  }

  /** Drops all who have gone, and counts those who remain. */
  sweep(at: number): number {
    for (let place = this.size - 1; place >= 0; place--)
      if ((this.until[place] as number) <= at) this.drop(place);
    return this.size;
  }

  private drop(place: number): void {
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
