import { Refused } from './contract/errors.ts';

/** Counts what one socket or one account asks for in each second of wall time. */
export class RateLimit {
  readonly perSecond: number;
  readonly #wallTime: () => number;
  #second = 0;
  #used = 0;

  constructor(perSecond: number, wallTime: () => number) {
    this.perSecond = perSecond;
    this.#wallTime = wallTime;
  }

  /** Throws TooManyRequests once the second's share is used up. */
  take(count = 1): void {
    const second = Math.floor(this.#wallTime() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#used = 0;
    }
    this.#used += count;
    if (this.#used <= this.perSecond || this.#used === count) return;
    throw new Refused('TooManyRequests', `At most ${this.perSecond} times a second may be asked here.`, {
      allowed: this.perSecond,
    });
  }
}
