import type { Random } from './random.ts';

/** Draws a category by weight in constant time (Walker's alias method, built as Vose does). */
export class AliasTable {
  readonly size: number;
  private readonly keep: Float64Array;
  private readonly other: Int32Array;

  /** @param weights at least one, none negative, not all zero; they need not sum to 1. */
  constructor(weights: ArrayLike<number>) {
    this.size = weights.length;
    this.keep = new Float64Array(this.size).fill(1);
    this.other = Int32Array.from({ length: this.size }, (_, at) => at);
    const scaled = scaledWeights(weights);
    const poor: number[] = [];
    const rich: number[] = [];
    for (let at = 0; at < this.size; at++) ((scaled[at] as number) < 1 ? poor : rich).push(at);
    while (poor.length > 0 && rich.length > 0) {
      const small = poor.pop() as number;
      const large = rich[rich.length - 1] as number;
      this.keep[small] = scaled[small] as number;
      this.other[small] = large;
      scaled[large] = (scaled[large] as number) + (scaled[small] as number) - 1;
      if ((scaled[large] as number) < 1) poor.push(rich.pop() as number);
    }
  }

  /** The place of a weight in the list given, drawn in proportion to it. */
  draw(random: Random): number {
    const at = random.int(this.size);
    return random.uniform() < (this.keep[at] as number) ? at : (this.other[at] as number);
  }
}

/** Weights with mean 1. */
function scaledWeights(weights: ArrayLike<number>): Float64Array {
  const scaled = Float64Array.from(weights);
  let sum = 0;
  for (const weight of scaled) {
    if (!(weight >= 0)) throw new RangeError(`a weight must be 0 or more, not ${weight}`);
    sum += weight;
  }
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY))
    throw new RangeError('weights need a positive, finite sum');
  return scaled.map((weight) => (weight * weights.length) / sum);
}
