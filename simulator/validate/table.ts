import { numberText, rangeText } from './number-text.ts';
import type { Validation } from './validation.ts';
import type { FigureResult, TargetResult } from './verdict.ts';

/** The table for a terminal: a line for each figure. */
export function tableLines({ results }: Validation): string[] {
  const rows = results.flatMap((result) => result.figures.map((figure) => cellsOf(result, figure)));
  const head = ['id', 'quantity', 'published', 'accepted', 'measured', 'verdict'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join('  ')
      .trimEnd(),
  );
}

function cellsOf({ target, seeds }: TargetResult, figure: FigureResult): string[] {
  return [
    target.id,
    figure.part === '' ? target.what : `${target.what}: ${figure.part}`,
    figure.published,
    rangeText(figure.low, figure.high),
    numberText(figure.value),
    seeds === 0 ? 'not measured' : figure.isInRange ? 'in range' : 'OUT OF RANGE',
  ];
}
