/** Durations as k6 writes them. No k6 in here, so that tests can ask. */

/** Seconds of a duration as k6 writes it: `500ms`, `30s`, `1m30s`, `2h`. */
export function secondsOf(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const whole = parts.map(([part]) => part).join('');
  if (parts.length === 0 || whole !== duration)
    throw new Error(`"${duration}" is no duration: write it as 30s or 5m`);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * secondsIn[unit as Unit], 0);
}

type Unit = 'ms' | 's' | 'm' | 'h';
const secondsIn: Readonly<Record<Unit, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };
