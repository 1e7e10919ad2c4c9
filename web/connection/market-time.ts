import { signal } from '@preact/signals';
import { wallNow } from '../app/wall-clock.ts';

/** Rises once a second: what shows a time reads it, and is drawn anew. */
export const second = signal(0);
setInterval(() => second.value++, 1000);

/** Market time between what the server says of it, which is carried on at the clock's speed. */
export interface MarketTime {
  /** Epoch ms. */
  now(): number;
  /** It is `at` (ISO 8601) now. */
  is(at: string): void;
  /** Market seconds per wall second, 0 while paused; 1 until this is said. */
  runs(speed: number): void;
}

export function createMarketTime(): MarketTime {
  let market = wallNow();
  let wall = wallNow();
  let speed = 1;
  const now = () => market + (wallNow() - wall) * speed;
  return {
    now,
    is(at) {
      market = Date.parse(at);
      wall = wallNow();
    },
    runs(given) {
      market = now();
      wall = wallNow();
      speed = given;
    },
  };
}
