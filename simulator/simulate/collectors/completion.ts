import { hourMs } from '../../population/local-time.ts';
import type { Study } from '../study.ts';
import { ascending, type Collector, type Ended, type Findings, rounded } from './collector.ts';

/** A completion curve has a point for each percent of what was wanted. */
const curvePoints = 100;

/** How fast the batch is done. */
export function completion(): Collector {
  return { finish: (ended) => (ended.simulation.study ? completionOf(ended, ended.simulation.study) : none) };
}

const none: Findings = { measures: {} };

function completionOf({ assignments }: Ended, study: Study): Findings {
  const { batch, firstPostingAt } = study;
  const wanted = batch.waves * (batch.survey ? 1 : batch.hits) * batch.assignments;
  const times = ascending(
    assignments.flatMap(({ submittedAt }) =>
      submittedAt === undefined ? [] : [(submittedAt - firstPostingAt) / hourMs],
    ),
  );
  // In whole percents: 0.07 of 600 would be a little more than 42.
  const hoursUntil = (percent: number): number | null => {
    const nth = times[Math.max(0, Math.ceil((wanted * percent) / 100) - 1)];
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
    hoursTo10: hoursUntil(10),
    hoursTo50: hoursUntil(50),
    hoursTo90: hoursUntil(90),
    hoursToAll: hoursUntil(100),
    participants: new Set(submitters(assignments)).size,
  };
  const hoursTo = Array.from({ length: curvePoints }, (_, point) => hoursUntil(point + 1));
  return { measures, details: { curve: { hoursTo } } };
}

const submitters = (assignments: Ended['assignments']) =>
  assignments.flatMap(({ submittedAt, worker }) => (submittedAt === undefined ? [] : [worker]));
