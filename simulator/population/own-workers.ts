import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { workerId } from '../../server/contract/entities.ts';
import type { Columns } from './columns.ts';
import { type PopulationParameters, qualityKinds } from './parameters.ts';
import { countries, countryNumber, stateNumber, states } from './places.ts';
import { workerFlags } from './worker-flags.ts';

/** A worker as a user's CSV file gives it; what a row leaves empty is drawn as for everybody else. */
const ownWorker = z
  .strictObject({
    id: workerId.optional(),
    name: z.string().min(1).optional(),
    country: z.string().optional(),
    state: z.string().optional(),
    submitted: count().optional(),
    approved: count().optional(),
    rejected: count().optional(),
    masters: flag().optional(),
    adult: flag().optional(),
    online_hours_per_week: z.coerce.number().positive().max(168).optional(),
    reservation_wage_usd_per_hour: z.coerce.number().positive().optional(),
    speed: z.coerce.number().positive().optional(),
    accuracy: z.coerce.number().min(0).max(1).optional(),
  })
  .superRefine((worker, context) => {
    for (const message of contradictions(worker)) context.addIssue({ code: 'custom', message });
  });
export type OwnWorker = z.infer<typeof ownWorker>;
/** What a file may say of a worker. */
export const ownWorkerColumns: readonly string[] = Object.keys(ownWorker.shape);

function count() {
  return z.coerce.number().int().min(0).max(4_294_967_295);
}

function flag() {
  return z.enum(['yes', 'no']).transform((word) => word === 'yes');
}

function contradictions(worker: Partial<Record<'country' | 'state', string | undefined>> & Counts): string[] {
  const found: string[] = [];
  const country = worker.country ?? (worker.state ? 'US' : undefined);
  if (country !== undefined && countryNumber(country) === undefined)
    found.push(`country: "${country}" is no two-letter country code`);
  if (worker.state !== undefined && country !== 'US') found.push('state: only workers of the US have one');
  if (worker.state !== undefined && stateNumber(worker.state) === undefined)
    found.push(`state: "${worker.state}" is no two-letter state code`);
  const { submitted, approved = 0, rejected = 0 } = worker;
  if (submitted !== undefined && approved + rejected > submitted)
    found.push('approved and rejected exceed submitted');
  return found;
}

interface Counts {
  readonly submitted?: number | undefined;
  readonly approved?: number | undefined;
  readonly rejected?: number | undefined;
}

/** Reads a file of own workers; `source` names it in messages. */
export async function readOwnWorkers(path: string, source = path): Promise<OwnWorker[]> {
  return parseOwnWorkers(await readFile(path, 'utf8'), source);
}

/**
 * Own workers from CSV text (RFC 4180): a head line with column names, a line per worker.
 * @param source named in messages.
 */
export function parseOwnWorkers(text: string, source = 'workers'): OwnWorker[] {
  const [head, ...rows] = csvRows(text.replace(/^\uFEFF/, ''), source);
  if (!head)
    throw new RangeError(
      `${source}: the file is empty; its first line must name columns out of ${ownWorkerColumns.join(', ')}`,
    );
  const stranger = head.cells.find((name) => !ownWorkerColumns.includes(name));
  if (stranger !== undefined)
    throw new RangeError(
      `${source}: unknown column "${stranger}"; allowed are ${ownWorkerColumns.join(', ')}`,
    );
  const twice = head.cells.find((name, at) => head.cells.indexOf(name) !== at);
  if (twice !== undefined) throw new RangeError(`${source}: the column "${twice}" stands there twice`);
  if (rows.length === 0) throw new RangeError(`${source}: no worker stands below the names of the columns`);
  const workers = rows.map((row) => readRow(head.cells, row, source));
  refuseTwins(workers, rows, source);
  return workers;
}

interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

function readRow(names: readonly string[], row: CsvRow, source: string): OwnWorker {
  if (row.cells.length !== names.length) {
    throw new RangeError(
      `${source}, line ${row.line}: ${row.cells.length} cells where the head names ${names.length}`,
    );
  }
  const given = names
    .map((name, at) => [name, row.cells[at] as string] as const)
    .filter(([, cell]) => cell !== '');
  const parsed = ownWorker.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const column = issue?.path.join('.');
  throw new RangeError(`${source}, line ${row.line}${column ? `, ${column}` : ''}: ${issue?.message}`);
}

function refuseTwins(workers: readonly OwnWorker[], rows: readonly CsvRow[], source: string): void {
  const seen = new Set<string>();
  workers.forEach(({ id }, at) => {
    if (id === undefined) return;
    if (seen.has(id)) throw new RangeError(`${source}, line ${rows[at]?.line}, id: ${id} stands there twice`);
    seen.add(id);
  });
}

/** Cells of each line that is not blank; quoted cells may hold commas, quotes (doubled) and line breaks. */
function csvRows(text: string, source: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  let readTo = 0;
  let cells: string[] = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    const [whole, quoted, plain, end] = match;
    if (match.index !== readTo)
      throw new RangeError(`${source}, line ${line}: a cell with quotes begins and ends with one`);
    readTo += whole.length;
    cells.push(quoted === undefined ? (plain ?? '').trim() : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      if (cells.length > 1 || cells[0] !== '') rows.push({ line, cells });
      cells = [];
    }
    line += whole.split('\n').length - 1;
  }
  return rows;
}

/** Puts what the file says in the place of what was drawn, and what contradicts it aside. */
export function applyOwnWorker(
  columns: Columns,
  worker: number,
  own: OwnWorker,
  parameters: PopulationParameters,
): void {
  applyPlace(columns, worker, own);
  applyCounts(columns, worker, own, parameters.masters.approvedMin);
  applyFlag(columns, worker, workerFlags.masters, own.masters);
  applyFlag(columns, worker, workerFlags.adult, own.adult);
  if (own.online_hours_per_week !== undefined) columns.onlineHoursPerWeek[worker] = own.online_hours_per_week;
  if (own.reservation_wage_usd_per_hour !== undefined)
    columns.reservationWagePerHour[worker] = own.reservation_wage_usd_per_hour;
  if (own.speed !== undefined) columns.speed[worker] = own.speed;
  if (own.accuracy !== undefined) applyAccuracy(columns, worker, own.accuracy, parameters);
}

/** Spammers look at nothing, however much they could: whoever has an accuracy is none. */
function applyAccuracy(
  columns: Columns,
  worker: number,
  accuracy: number,
  { inattention, rejectionShares }: PopulationParameters,
): void {
  columns.accuracy[worker] = accuracy;
  const kind = qualityKinds[columns.qualityKind[worker] as number];
  if (kind !== 'uniformSpammer' && kind !== 'constantSpammer') return;
  columns.qualityKind[worker] = qualityKinds.indexOf('ordinary');
  columns.inattention[worker] = inattention.ordinary;
  columns.rejectedShare[worker] = rejectionShares.ordinary;
}

function applyPlace(columns: Columns, worker: number, own: OwnWorker): void {
  const code = own.country ?? (own.state ? 'US' : undefined);
  if (code === undefined) return;
  const country = countryNumber(code) as number;
  const state = own.state ? (stateNumber(own.state) as number) : 0;
  columns.country[worker] = country;
  columns.registeredCountry[worker] = country;
  columns.registeredState[worker] = state;
  columns.offsetMinutes[worker] = (states[state - 1] ?? countries[country])?.offsetMinutes as number;
  applyFlag(columns, worker, workerFlags.falseLocale, false);
}

/**
 * Of the three counts those left out follow from the others: nothing pending, and nothing rejected where only submissions are
 * given. Masters that were drawn with another history go with it.
 */
function applyCounts(columns: Columns, worker: number, own: OwnWorker, mastersMin: number): void {
  if (own.submitted === undefined && own.approved === undefined && own.rejected === undefined) return;
  const rejected =
    own.rejected ??
    (own.approved !== undefined && own.submitted !== undefined ? own.submitted - own.approved : 0);
  const approved = own.approved ?? Math.max(0, (own.submitted ?? 0) - rejected);
  columns.submitted[worker] = own.submitted ?? approved + rejected;
  columns.approved[worker] = approved;
  columns.rejected[worker] = rejected;
  if (approved < mastersMin) applyFlag(columns, worker, workerFlags.masters, false);
}

function applyFlag(columns: Columns, worker: number, flag: number, on: boolean | undefined): void {
  if (on === undefined) return;
  const others = (columns.flags[worker] as number) & ~flag;
  columns.flags[worker] = on ? others | flag : others;
}
