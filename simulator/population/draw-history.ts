import { binomial } from '../engine/distributions.ts';
import type { Random } from '../engine/random.ts';
import { displayedApprovalRate } from './approval-rate.ts';
import type { Columns } from './columns.ts';
import type { DrawTables } from './draw-tables.ts';
import { dayMs } from './local-time.ts';
import { type PopulationParameters, stays } from './parameters.ts';
import { workerFlags } from './worker-flags.ts';

/** Days for which Amazon holds a newcomer to fewer tasks (P22). */
export const newcomerDays = 10;

/**
 * What a worker has done before the market's start, as its tenure and activity say, and all of it decided: submitted,
 * approved, rejected, and with them Masters.
 */
export function drawHistory(
  columns: Columns,
  worker: number,
  random: Random,
  tables: DrawTables,
  at: number,
): void {
  const { parameters } = tables;
  const days = (at - (columns.joinedAt[worker] as number)) / dayMs;
  const spread = random.lognormal(1, 0.5) / Math.exp(0.125);
  const perDay = tasksPerActiveDay(columns, worker, parameters);
  const first = Math.min(days, newcomerDays) * Math.min(perDay, parameters.tasksPerDayMax.newcomer);
  const later = Math.max(0, days - newcomerDays) * Math.min(perDay, parameters.tasksPerDayMax.established);
  const active = stays[columns.stay[worker] as number] === 'brief' ? 1 : activeShare(parameters);
  const submitted = Math.floor((first + later * active) * spread + random.uniform());
  const rejected = binomial(random, submitted, columns.rejectedShare[worker] as number);
  columns.submitted[worker] = submitted;
  columns.rejected[worker] = rejected;
  columns.approved[worker] = submitted - rejected;
  if (reachesMasters(columns, worker, days, parameters) && random.chance(parameters.masters.share)) {
    columns.flags[worker] = (columns.flags[worker] as number) | workerFlags.masters;
  }
}

/** Tasks that the worker's hours, speed and kind of work make on an average day of an active spell. */
export function tasksPerActiveDay(
  columns: Columns,
  worker: number,
  parameters: PopulationParameters,
): number {
  const paidSecondsPerDay =
    ((columns.onlineHoursPerWeek[worker] as number) * 3600 * parameters.paidTimeShare) / 7;
  return (paidSecondsPerDay * (columns.speed[worker] as number)) / (columns.taskSeconds[worker] as number);
}

/** Share of a stay that lies in active spells. */
export function activeShare({ activeSpellMeanDays, pauseMeanDays }: PopulationParameters): number {
  return activeSpellMeanDays / (activeSpellMeanDays + pauseMeanDays);
}

/** The policy for Masters: three bars stand in for Amazon's model (P44). */
function reachesMasters(
  columns: Columns,
  worker: number,
  tenureDays: number,
  parameters: PopulationParameters,
): boolean {
  const { approvedMin, ratePercentMin, tenureDaysMin } = parameters.masters;
  const approved = columns.approved[worker] as number;
  const rate = displayedApprovalRate(columns.submitted[worker] as number, approved);
  return approved >= approvedMin && rate >= ratePercentMin && tenureDays >= tenureDaysMin;
}
