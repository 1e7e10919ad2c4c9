import { type MarketTime, second } from '../connection/market-time.ts';
import { countdown } from './format.ts';

/** The last of it is shown in another colour. */
const shortMs = 60_000;

/** Market time left until an instant. */
export function Countdown({ time, until, label }: { time: MarketTime; until: string; label: string }) {
  second.value;
  const left = Date.parse(until) - time.now();
  return (
    <span class={`countdown ${left < shortMs ? 'countdown-short' : ''}`}>
      <span class="muted">{label}</span> <span class="countdown-time">{countdown(left)}</span>
    </span>
  );
}
