import type { Random } from './random.ts';

/** Gamma with mean `shape × scale` (Marsaglia and Tsang 2000; shapes below 1 by their power trick). */
export function gamma(random: Random, shape: number, scale = 1): number {
  if (shape < 1) return gamma(random, shape + 1, scale) * random.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
  }
}

/** Beta with mean `a / (a + b)`. With a tiny `a` the result may round to 0. */
export function beta(random: Random, a: number, b: number): number {
  const left = gamma(random, a);
  const right = gamma(random, b);
  const sum = left + right;
  return sum > 0 ? left / sum : 0;
}

/** Poisson: products of uniforms below a mean of 10, Hörmann's PTRS above. */
export function poisson(random: Random, mean: number): number {
  return mean < 10 ? smallPoisson(random, mean) : largePoisson(random, mean);
}

function smallPoisson(random: Random, mean: number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > floor; product *= random.uniform()) count++;
  return count;
}

function largePoisson(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const left = Math.log((v * inverseAlpha) / (a / (us * us) + b));
    if (left <= count * Math.log(mean) - mean - logFactorial(count)) return count;
  }
}

/** Successes in `trials` independent trials: waiting times while the mean is below 10, Hörmann's BTRS above. */
export function binomial(random: Random, trials: number, probability: number): number {
  if (trials <= 0 || probability <= 0) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - binomial(random, trials, 1 - probability);
  return trials * probability < 10
    ? smallBinomial(random, trials, probability)
    : largeBinomial(random, trials, probability);
}

function smallBinomial(random: Random, trials: number, probability: number): number {
  const logFailure = Math.log1p(-probability);
  let successes = 0;
  let tried = 0;
  for (;;) {
    tried += 1 + Math.floor(Math.log(random.uniform()) / logFailure);
    if (tried > trials) return successes;
    successes++;
  }
}

function largeBinomial(random: Random, trials: number, probability: number): number {
  const spread = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = trials * probability + 0.5;
  const alpha = (2.83 + 5.1 / b) * spread;
  const squeeze = 0.92 - 4.2 / b;
  const mode = Math.floor((trials + 1) * probability);
  const logOdds = Math.log(probability / (1 - probability));
  for (;;) {
    const u = random.uniform() - 0.5;
    let v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return count;
    if (count < 0 || count > trials) continue;
    v = Math.log((v * alpha) / (a / (us * us) + b));
    const atMode = logFactorial(mode) + logFactorial(trials - mode);
    if (v <= atMode - logFactorial(count) - logFactorial(trials - count) + (count - mode) * logOdds)
      return count;
  }
}

const smallLogFactorials = Float64Array.from({ length: 64 }, (_, n) => {
  let sum = 0;
  for (let factor = 2; factor <= n; factor++) sum += Math.log(factor);
  return sum;
});

/** ln(n!) by table and Stirling's series; error below 1e-12 of its value. */
export function logFactorial(n: number): number {
  if (n < smallLogFactorials.length) return smallLogFactorials[n] as number;
  const x = n + 1;
  const inverse = 1 / x;
  const series = inverse * (1 / 12 - inverse * inverse * (1 / 360 - (inverse * inverse) / 1260));
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + series;
}
