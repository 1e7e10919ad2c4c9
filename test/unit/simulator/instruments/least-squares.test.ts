import { expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random.ts';
import { LeastSquares } from '../../../../simulator/instruments/least-squares.ts';

it('finds the coefficients behind noisy outcomes, and which predictor matters more', () => {
  const random = new Random(4);
  const model = new LeastSquares(3);
  for (let at = 0; at < 5000; at++) {
    const [a, b, idle] = [random.normal(), random.normal(), random.normal()];
    model.add([a, b, idle], 7 + 2 * a - 0.5 * b + random.normal());
  }
  const { coefficients, tValues } = model.fit();
  [2, -0.5, 0].forEach((truth, at) => {
    expect(Math.abs((coefficients[at] as number) - truth)).toBeLessThan(4 / Math.sqrt(5000));
  });
  expect(tValues[0]).toBeGreaterThan(Math.abs(tValues[1] as number));
  expect(tValues[1]).toBeLessThan(-20);
  expect(Math.abs(tValues[2] as number)).toBeLessThan(4);
});

it('goes through points without noise', () => {
  const model = new LeastSquares(1);
  for (const x of [1, 2, 3, 5]) model.add([x], 3 * x - 1);
  expect(model.fit().coefficients[0]).toBeCloseTo(3, 10);
});
