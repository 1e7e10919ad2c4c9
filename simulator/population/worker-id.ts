const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** 36^3: one half of the six characters that tell a population's workers apart. */
const half = 46_656;

/**
 * The id of worker `number` in the population of a seed: `A` and 12 or 13 letters and digits, as real ones look.
 *
 * Six of them are a permutation of the number (four Feistel rounds over two halves of 36^3), so no two workers of a
 * population share an id, up to 2,176,782,336 workers; the others only make it look like one.
 */
export function workerId(seed: number, number: number): string {
  let left = Math.floor(number / half) % half;
  let right = number % half;
  for (let round = 0; round < 4; round++) {
    const next = (left + (scramble(right, seed + round * 7919) % half)) % half;
    left = right;
    right = next;
  }
  const first = scramble(number, seed ^ 0x51ed27);
  const second = scramble(number ^ 0x2545f491, seed + 0x9e3779b9);
  const length = first % 3 === 0 ? 6 : 7;
  return `A${digits(first, 3)}${digits(left, 3)}${digits(second, length - 3)}${digits(right, 3)}`;
}

function scramble(value: number, salt: number): number {
  let mixed = Math.imul(value ^ salt, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16) ^ Math.imul(salt, 0x9e3779b1), 0x27d4eb2f);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function digits(value: number, count: number): string {
  let text = '';
  let rest = value;
  for (let at = 0; at < count; at++) {
    text += alphabet[rest % 36] as string;
    rest = Math.floor(rest / 36);
  }
  return text;
}
