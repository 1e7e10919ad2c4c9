/**
 * A uniform number in 0..1 that belongs to three whole numbers: the same each time it is asked for, so that a decision
 * that was taken once stays taken without being kept anywhere.
 */
export function hashUniform(a: number, b: number, c: number): number {
  let mixed =
    Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(c, 0x27d4eb2f);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (((mixed ^ (mixed >>> 16)) >>> 0) + 0.5) * 2.3283064365386963e-10;
}
