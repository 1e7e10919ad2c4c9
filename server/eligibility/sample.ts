/** So many draws may miss before all good numbers are listed instead. */
const missesMax = 64;

/** Numbers from 0 up to a bound, the same for the same seed: a counter that is scrambled (a 32-bit mixing function). */
function seededNumbers(seed: number): (bound: number) => number {
  let state = seed | 0;
  return (bound) => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

/** Numbers from 0 to `size` of which some are good: most draws hit where most are. */
export interface Pool {
  readonly size: number;
  isGood(number: number): boolean;
}

/** `n` pairs of good numbers, the same for the same seed and pools; none where a pool has none. */
export function samplePairs(n: number, seed: number, firsts: Pool, seconds: Pool): [number, number][] {
  const below = seededNumbers(seed);
  const pairs: [number, number][] = [];
  for (let at = 0; at < n; at++) {
    const first = draw(firsts, below);
    const second = draw(seconds, below);
    if (first === undefined || second === undefined) return [];
    pairs.push([first, second]);
  }
  return pairs;
}

function draw(pool: Pool, below: (bound: number) => number): number | undefined {
  for (let miss = 0; miss < missesMax && pool.size > 0; miss++) {
    const number = below(pool.size);
    if (pool.isGood(number)) return number;
  }
  const good = Array.from({ length: pool.size }, (_, number) => number).filter((number) =>
    pool.isGood(number),
  );
  return good[below(good.length)];
}
