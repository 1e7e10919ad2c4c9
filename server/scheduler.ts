import { wallTimeOf } from './market/clock.ts';
import type { Market } from './market/market.ts';

/** The longest that a timer sleeps; wall clocks get set, and other servers add deadlines. */
const sleepMaxMs = 1000;
const retryAfterFailureMs = 1000;

/** Wakes a market when its next deadline is due, so that it happens also while nobody asks. */
export class Scheduler {
  readonly #market: Market;
  readonly #wallTime: () => number;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #stopped = false;

  constructor(market: Market, wallTime: () => number, failed: (error: unknown) => void) {
    this.#market = market;
    this.#wallTime = wallTime;
    this.#failed = failed;
    market.onScheduleChange(() => this.#plan());
    this.#plan();
  }

  #plan(): void {
    if (this.#stopped || this.#running) return;
    clearTimeout(this.#timer);
    const due = this.#market.nextDueAt();
    const wall = due === Number.POSITIVE_INFINITY ? undefined : wallTimeOf(this.#market.record.clock, due);
    const wait = wall === undefined ? sleepMaxMs : Math.min(sleepMaxMs, Math.max(0, wall - this.#wallTime()));
    this.#timer = setTimeout(() => void this.#wake(), wait);
    this.#timer.unref();
  }

  async #wake(): Promise<void> {
    this.#running = true;
    try {
      await this.#market.untilReleased();
      if (!this.#stopped) await this.#market.settle(this.#market.now());
    } catch (error) {
      this.#failed(error);
      await new Promise((resolve) => setTimeout(resolve, retryAfterFailureMs).unref());
    } finally {
      this.#running = false;
      this.#plan();
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
