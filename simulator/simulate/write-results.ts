import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Json } from './collectors/collector.ts';
import { type MeasureName, measures } from './collectors/measures.ts';
import { eventsPart } from './plan-runs.ts';
import type { Results } from './results.ts';

/** Writes the numbers: all of them as JSON, and as tables for R and pandas. */
export async function writeNumbers(folder: string, results: Results): Promise<void> {
  await writeFile(join(folder, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
  await writeFile(join(folder, 'runs.csv'), csvOf(runRows(results)));
  await writeFile(join(folder, 'curve.csv'), csvOf(curveRows(results)));
}

type Cell = Json | undefined;

/** A line for every run, a column for every measure. */
function runRows({ sweep, variants }: Results): Cell[][] {
  const names = Object.keys(measures) as MeasureName[];
  const rows = variants.flatMap(({ value, runs }) =>
    runs.map((run) => [value, run.seed, run.partial, ...names.map((name) => run.measures[name])]),
  );
  return [[sweep?.path ?? 'variant', 'seed', 'partial', ...names], ...rows];
}

/** A line for every run and percent of the batch: when so much was submitted. */
function curveRows({ sweep, variants }: Results): Cell[][] {
  const rows = variants.flatMap(({ value, runs }) =>
    runs.flatMap(({ seed, details }) => {
      const curve = details.curve as { hoursTo: (number | null)[] } | undefined;
      return (curve?.hoursTo ?? []).map((hours, at) => [value, seed, at + 1, hours]);
    }),
  );
  return [[sweep?.path ?? 'variant', 'seed', 'percent', 'hours'], ...rows];
}

/** RFC 4180; an empty cell where there is no value. */
function csvOf(rows: readonly (readonly Cell[])[]): string {
  return `${rows.map((row) => row.map(cellText).join(',')).join('\n')}\n`;
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Puts the events of all runs into one file, run after run. */
export async function joinEvents(folder: string, runs: number): Promise<void> {
  const whole = join(folder, 'events.jsonl');
  await writeFile(whole, '');
  for (let run = 0; run < runs; run++) {
    const part = eventsPart(folder, run);
    if (!existsSync(part)) continue;
    await pipeline(createReadStream(part), createWriteStream(whole, { flags: 'a' }));
    await rm(part);
  }
}
