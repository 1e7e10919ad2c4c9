/** A linear model fitted by least squares, with a constant; in the order of the predictors. */
export interface Fit {
  readonly coefficients: readonly number[];
  /** Coefficient over its standard error: the larger, the more the fit loses without this predictor. */
  readonly tValues: readonly number[];
}

/** Adds up observations, so that millions of them take no room. */
export class LeastSquares {
  private readonly size: number;
  /** Sums of products of constant, predictors and outcome. */
  private readonly sums: Float64Array[];
  private count = 0;

  constructor(predictors: number) {
    this.size = predictors + 1;
    this.sums = Array.from({ length: this.size + 1 }, () => new Float64Array(this.size + 1));
  }

  add(predictors: readonly number[], outcome: number): void {
    this.count++;
    const row = [1, ...predictors, outcome];
    row.forEach((a, i) => {
      const sums = this.sums[i] as Float64Array;
      row.forEach((b, j) => {
        sums[j] = (sums[j] as number) + a * b;
      });
    });
  }

  fit(): Fit {
    const { size } = this;
    const inverse = inverted(this.sums.slice(0, size).map((row) => Array.from(row.subarray(0, size))));
    const crossed = this.sums.slice(0, size).map((row) => row[size] as number);
    const all = inverse.map((row) => dot(row, crossed));
    const squares = this.sums[size]?.[size] as number;
    const variance = (squares - dot(all, crossed)) / (this.count - size);
    return {
      coefficients: all.slice(1),
      tValues: all
        .slice(1)
        .map((value, at) => value / Math.sqrt(variance * (inverse[at + 1]?.[at + 1] as number))),
    };
  }
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);

/** By Gauss and Jordan, with the largest pivot of a column. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(at(rows, row, column)) > Math.abs(at(rows, best, column))) best = row;
    }
    [rows[column], rows[best]] = [rows[best] as number[], rows[column] as number[]];
    const pivot = at(rows, column, column);
    rows[column] = (rows[column] as number[]).map((value) => value / pivot);
    for (let row = 0; row < size; row++) {
      const factor = at(rows, row, column);
      if (row === column || factor === 0) continue;
      rows[row] = (rows[row] as number[]).map((value, j) => value - factor * at(rows, column, j));
    }
  }
  return rows.map((row) => row.slice(size));
}

const at = (rows: readonly (readonly number[])[], row: number, column: number): number =>
  rows[row]?.[column] as number;
