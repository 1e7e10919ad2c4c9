/** Sets of small numbers as words of 32 bits; bit n & 31 of word n >> 5. */
export type Bits = Int32Array;

/** Words for `size` numbers. */
export function wordsFor(size: number): number {
  return (size + 31) >>> 5;
}

export function hasBit(bits: Bits, at: number): boolean {
  return (((bits[at >>> 5] as number) >>> (at & 31)) & 1) === 1;
}

export function putBit(bits: Bits, at: number, on: boolean): void {
  const word = at >>> 5;
  const bit = 1 << (at & 31);
  bits[word] = on ? (bits[word] as number) | bit : (bits[word] as number) & ~bit;
}

/** Ones in a word, counted in parallel: pairs, nibbles, then all bytes by one multiplication. */
export function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x5555_5555);
  sum = (sum & 0x3333_3333) + ((sum >>> 2) & 0x3333_3333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) count += ones(bits[word] as number);
  return count;
}

/** Keeps in `bits` what is also in `other`. */
export function andInto(bits: Bits, other: Bits): void {
  for (let word = 0; word < bits.length; word++)
    bits[word] = (bits[word] as number) & (other[word] as number);
}

/** The smallest number in the set that is at least `from`; -1: none. */
export function nextBit(bits: Bits, from: number): number {
  let word = from >>> 5;
  if (word >= bits.length) return -1;
  let rest = (bits[word] as number) & (-1 << (from & 31));
  while (rest === 0) {
    word++;
    if (word >= bits.length) return -1;
    rest = bits[word] as number;
  }
  return (word << 5) + 31 - Math.clz32(rest & -rest);
}
