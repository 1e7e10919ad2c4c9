import type { Random } from '../engine/random.ts';
import type { Columns } from './columns.ts';
import type { DrawTables } from './draw-tables.ts';
import { dayMs } from './local-time.ts';
import { stays } from './parameters.ts';

/** A stay that begins now. */
export function drawWholeStay(
  columns: Columns,
  worker: number,
  random: Random,
  tables: DrawTables,
  at: number,
): void {
  const stay = tables.stayOfNewcomer.draw(random);
  columns.stay[worker] = stay;
  columns.joinedAt[worker] = at;
  columns.leavesAt[worker] = at + random.exponential(meanMs(tables, stay));
}

/** A stay under way in a market that has stood for years: of an exponential stay both past and rest are exponential. */
export function drawMidStay(
  columns: Columns,
  worker: number,
  random: Random,
  tables: DrawTables,
  at: number,
): void {
  const stay = tables.stayUnderWay.draw(random);
  columns.stay[worker] = stay;
  columns.joinedAt[worker] = at - random.exponential(meanMs(tables, stay));
  columns.leavesAt[worker] = at + random.exponential(meanMs(tables, stay));
}

function meanMs(tables: DrawTables, stay: number): number {
  return tables.parameters.stays[stays[stay] as (typeof stays)[number]].meanDays * dayMs;
}
