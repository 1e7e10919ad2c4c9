import { median } from '../instruments/concentration.ts';
import { type Figure, figureName, type Measured, type Target } from './target.ts';

/** A figure over all seeds. */
export interface FigureResult extends Figure {
  /** What stands for all seeds; NaN where nothing was measured. */
  readonly value: number;
  /** Tenth and ninetieth percentile over the seeds. */
  readonly from: number;
  readonly to: number;
  readonly isInRange: boolean;
}

export interface TargetResult {
  readonly target: Target;
  readonly figures: readonly FigureResult[];
  /** All its figures lie in their ranges. */
  readonly isInRange: boolean;
  /** Seeds on which it was measured. */
  readonly seeds: number;
}

/** Gates that must hold of those there are: 30 of 36. */
const gateShare = 30 / 36;

export function resultOf(target: Target, runs: readonly Measured[]): TargetResult {
  const figures = target.figures.map((figure): FigureResult => {
    const values = valuesOf(figureName(target, figure), runs);
    const value = target.over === 'maxOverMin' ? maxOverMin(values) : median(values);
    const isInRange = value >= figure.low && value <= figure.high;
    return { ...figure, value, from: quantile(values, 0.1), to: quantile(values, 0.9), isInRange };
  });
  const seeds = Math.max(0, ...target.figures.map((one) => valuesOf(figureName(target, one), runs).length));
  return { target, figures, isInRange: figures.every((one) => one.isInRange), seeds };
}

/** How many of the gates hold, and whether they are enough. */
export function countGates(results: readonly TargetResult[]): {
  held: number;
  gates: number;
  enough: boolean;
} {
  const gates = results.filter(({ target }) => target.isGate !== false);
  const held = gates.filter(({ isInRange }) => isInRange).length;
  return { held, gates: gates.length, enough: held >= Math.floor(gates.length * gateShare) };
}

function valuesOf(name: string, runs: readonly Measured[]): number[] {
  return runs.flatMap((measured) => {
    const value = measured[name];
    return value === undefined || Number.isNaN(value) ? [] : [value];
  });
}

function maxOverMin(values: readonly number[]): number {
  return values.length < 2 ? Number.NaN : Math.max(...values) / Math.min(...values);
}

/** By linear interpolation between the sorted values; NaN of nothing. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  return below + (place % 1) * ((sorted[Math.ceil(place)] ?? Number.NaN) - below);
}
