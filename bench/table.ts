import { performance } from 'node:perf_hooks';

/** One measured line of a benchmark. Every figure names its unit. */
export interface Row {
  /** What was measured, as in the budget's table: "one check, warm". */
  readonly what: string;
  /** What was measured, in `unit`. */
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, measured in the same run on the same data: "plainest loop". */
  readonly against?: string;
  /** The other side's figure, in the same unit. */
  readonly limit?: number;
  /** `value / limit` must keep this side of `ratio`: "≤ 1.5" or "≥ 0.8". */
  readonly budget?: Budget;
  /** Spread, sizes, caveats; short. */
  readonly note?: string;
}

/** A bound on `value / limit`, or on `value` itself where a row has no `limit`. */
export interface Budget {
  readonly bound: 'at most' | 'at least';
  readonly number: number;
}

/** What `bench/<name>.ts` exports as `bench`. */
export interface Bench {
  /** The question it answers; the heading of its section in docs/benchmarks.md. */
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly method: string;
  /** Where the time goes in rows that miss their budget, by a profile. */
  readonly shortfalls?: string;
  /** `isWanted` says of a row's name whether it is to be measured, in benches whose rows have names. */
  run(isWanted: (row: string) => boolean): Promise<readonly Row[]> | readonly Row[];
}

export const atMost = (number: number): Budget => ({ bound: 'at most', number });
export const atLeast = (number: number): Budget => ({ bound: 'at least', number });

/** What a row's budget is held against. */
export function measuredRatio(row: Row): number {
  return row.limit === undefined ? row.value : row.value / row.limit;
}

/** Undefined for a row without a budget. */
export function isWithinBudget(row: Row): boolean | undefined {
  if (row.budget === undefined) return undefined;
  const ratio = measuredRatio(row);
  return row.budget.bound === 'at most' ? ratio <= row.budget.number : ratio >= row.budget.number;
}

/** Middle of several timings of `task`, in milliseconds; the first `warmup` runs are not counted. */
export function medianMs(task: () => void, runs = 9, warmup = 2): number {
  for (let run = 0; run < warmup; run++) task();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    task();
    times.push(performance.now() - start);
  }
  return quantile(times, 0.5);
}

/** The value at `share` (0..1) of the sorted values, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[rank] ?? Number.NaN;
}

/** Three significant figures, thousands grouped: 1,230,000 and 0.0123. */
export function formatFigure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 1000) return Math.round(Number(value.toPrecision(3))).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** A Markdown table of the rows, with a verdict per budget. */
export function markdownTable(rows: readonly Row[]): string {
  const head = ['what', 'measured', 'against', 'ratio', 'budget', 'note'];
  const lines = rows.map((row) => [
    row.what,
    `${formatFigure(row.value)} ${row.unit}`,
    row.limit === undefined ? '' : `${row.against ?? ''} ${formatFigure(row.limit)} ${row.unit}`.trim(),
    row.limit === undefined ? '' : formatFigure(measuredRatio(row)),
    budgetCell(row),
    row.note ?? '',
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function budgetCell(row: Row): string {
  if (row.budget === undefined) return '';
  const sign = row.budget.bound === 'at most' ? '≤' : '≥';
  return `${sign} ${formatFigure(row.budget.number)} ${isWithinBudget(row) ? 'kept' : '**missed**'}`;
}
