import type { AssignmentRecord, WorkerRecord } from '../../../server/contract/records.ts';
import { hourMs } from '../../population/local-time.ts';
import { ascending, type Collector, type Ended, type Findings, quantile, shareOf } from './collector.ts';

/** The federal minimum wage of the United States, dollars an hour (V22). */
const minimumWage = 7.25;
/** Upper ends of the histogram's cells, dollars an hour. */
const bounds = [1, 2, 3, 4, 5, 7.25, 10, 15, 20, 30];
/** Workers on line for less say nothing about a wage. */
const hoursMin = 0.5;

/** What workers earn: at the study's tasks, and on line at all. */
export function earnings(): Collector {
  return {
    async finish(ended) {
      const market = await marketWages(ended);
      const wages = ended.simulation.study ? studyWages(ended.assignments) : undefined;
      return {
        measures: {
          ...(wages && {
            payPerHour: quantile(wages, 0.5),
            payPerHourLow: quantile(wages, 0.1),
            payPerHourHigh: quantile(wages, 0.9),
            belowMinimumWage: shareOf(wages.filter((wage) => wage < minimumWage).length, wages.length),
          }),
          marketPerHour: quantile(market, 0.5),
        },
        ...(wages && { details: { wages: { upTo: bounds, participants: histogram(wages) } } }),
      } satisfies Findings;
    },
  };
}

/** Dollars per hour of work of each participant, rising. What several HITs held at once took is counted once. */
function studyWages(assignments: readonly AssignmentRecord[]): number[] {
  const byWorker = new Map<string, AssignmentRecord[]>();
  for (const assignment of assignments) {
    if (assignment.submittedAt === undefined || assignment.state === 'Rejected') continue;
    const own = byWorker.get(assignment.worker);
    if (own) own.push(assignment);
    else byWorker.set(assignment.worker, [assignment]);
  }
  return ascending([...byWorker.values()].map(wageOf));
}

function wageOf(own: readonly AssignmentRecord[]): number {
  let mills = 0;
  let workedMs = 0;
  let until = 0;
  const inOrder = [...own].sort((a, b) => (a.submittedAt as number) - (b.submittedAt as number));
  for (const { acceptedAt, submittedAt = acceptedAt, rewardMills } of inOrder) {
    mills += rewardMills;
    workedMs += submittedAt - Math.max(acceptedAt, until);
    until = submittedAt;
  }
  return mills / 1000 / Math.max(workedMs / hourMs, 1 / 3600);
}

function histogram(sorted: readonly number[]): number[] {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const wage of sorted) {
    const cell = bounds.findIndex((bound) => wage < bound);
    const at = cell === -1 ? bounds.length : cell;
    counts[at] = (counts[at] as number) + 1;
  }
  return counts;
}

/** Dollars earned during the run per hour on line, worker by worker, rising. */
async function marketWages({ simulation }: Ended): Promise<number[]> {
  const { market, visits, numberOf } = simulation;
  const wages: number[] = [];
  for await (const [, { value }] of market.namespace.scan('worker/')) {
    const { id, earnedMills, bonusMills } = value as WorkerRecord;
    const hours = visits.onlineMs(numberOf(id)) / hourMs;
    if (hours >= hoursMin) wages.push((earnedMills + bonusMills) / 1000 / hours);
  }
  return ascending(wages);
}
