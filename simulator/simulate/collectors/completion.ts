import { hourMs } from '../../population/local-time.ts';
import type { Study } from '../study.ts';
import { ascending, type Collector, type Ended, type Findings, rounded } from './collector.ts';

/** Points of a completion curve, beside the one at the start. */
const curvePoints = 96;

/** How fast the batch is done. */
export function completion(): Collector {
  return { finish: (ended) => (ended.simulation.study ? completionOf(ended, ended.simulation.study) : none) };
}

const none: Findings = { measures: {} };

function completionOf({ simulation, assignments }: Ended, study: Study): Findings {
  const { batch, firstPostingAt } = study;
  const wanted = batch.waves * (batch.survey ? 1 : batch.hits) * batch.assignments;
  const times = ascending(
    assignments.flatMap(({ submittedAt }) =>
      submittedAt === undefined ? [] : [(submittedAt - firstPostingAt) / hourMs],
    ),
  );
  const hoursTo = (share: number): number | null => {
    const nth = times[Math.max(0, Math.ceil(wanted * share) - 1)];
    return nth === undefined ? null : rounded(nth);
  };
  const count = (state: string) => assignments.filter((assignment) => assignment.state === state).length;
  const measures = {
    wanted,
    accepted: assignments.length,
    submitted: times.length,
    returned: count('Returned'),
    abandoned: count('Abandoned'),
    shareDone: rounded(times.length / wanted),
    hoursToFirst: times[0] === undefined ? null : rounded(times[0]),
    hoursTo10: hoursTo(0.1),
    hoursTo50: hoursTo(0.5),
    hoursTo90: hoursTo(0.9),
    hoursToAll: hoursTo(1),
    participants: new Set(submitters(assignments)).size,
  };
  const hours = curveHours(study, simulation.endsAt);
  return { measures, details: { curve: { hours, submitted: countsUpTo(times, hours) } } };
}

const submitters = (assignments: Ended['assignments']) =>
  assignments.flatMap(({ submittedAt, worker }) => (submittedAt === undefined ? [] : [worker]));

/** Hours after the first posting at which the curve has its points: the same in every run of a scenario. */
function curveHours({ batch, firstPostingAt }: Study, endsAt: number): number[] {
  const lastWave = (batch.waves - 1) * batch.waveEveryHours;
  const length = Math.max(0, Math.min(lastWave + batch.lifetimeHours, (endsAt - firstPostingAt) / hourMs));
  return Array.from({ length: curvePoints + 1 }, (_, point) => rounded((length * point) / curvePoints));
}

function countsUpTo(sorted: readonly number[], bounds: readonly number[]): number[] {
  let count = 0;
  return bounds.map((bound) => {
    while (count < sorted.length && (sorted[count] as number) <= bound) count++;
    return count;
  });
}
