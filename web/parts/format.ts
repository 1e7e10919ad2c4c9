/** Numbers, money and times as people read them, in the browser's own language where that says more. */

const whole = new Intl.NumberFormat('en-US');
const instant = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric' });
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

export const count = (value: number): string => whole.format(value);
export const dateTime = (at: string | number): string => instant.format(new Date(at));
export const date = (at: string | number): string => day.format(new Date(at));
export const time = (at: string | number): string => timeFormat.format(new Date(at));
/** A decimal amount as the server says it, with its thousands set apart. */
export const dollars = (amount: string): string => `$${amount.replace(/\B(?=(\d{3})+(?:\.|$))/g, ',')}`;

/** `98 %`, never torn apart at the end of a line. */
export const percent = (value: number | string): string => `${value}\u00a0%`;

/** `1 HIT`, `2 HITs`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration by its two largest units: `2 h 5 min`. */
export function duration(seconds: number): string {
  const parts: string[] = [];
  let left = Math.max(0, Math.round(seconds));
  for (const [unit, size] of units) {
    const value = Math.floor(left / size);
    left -= value * size;
    if (value > 0) parts.push(`${value} ${unit}`);
    if (parts.length === 2 || (parts.length === 1 && value === 0)) break;
  }
  return parts.join(' ') || '0 s';
}

/** Time left as a clock shows it: `1:05:09`, `4:30`. */
export function countdown(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** The end of an id, enough to tell it from its neighbours. */
export const tail = (id: string): string => (id.length > 10 ? `…${id.slice(-6)}` : id);
