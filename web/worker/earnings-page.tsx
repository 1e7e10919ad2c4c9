import { count, dollars, duration, percent } from '../parts/format.ts';
import { Loading } from '../parts/states.tsx';
import { useTitle } from '../parts/use-title.ts';
import { useEarnings } from './use-earnings.ts';
import type { WorkerPageProps } from './worker-page.ts';

/** What the worker earned, in how much time. */
export function EarningsPage({ live }: WorkerPageProps) {
  useTitle('Earnings');
  const earnings = useEarnings(live);
  if (!earnings) return <Loading what="the earnings" />;
  const { earned, pending, bonuses, assignments, hours, perHour, approvalRate, hitsApproved } = earnings;
  const seconds = hours * 3600;
  const figures: readonly (readonly [name: string, value: string, says: string])[] = [
    ['Earned', dollars(earned), 'rewards of approved work'],
    ['Pending', dollars(pending), 'submitted and not yet decided'],
    ['Bonuses', dollars(bonuses), 'beyond the rewards'],
    [
      'Per hour',
      perHour === null || seconds < 60 ? '–' : dollars(perHour),
      seconds < 60 ? 'after a minute of work' : `in ${duration(seconds)} of work`,
    ],
    ['Submitted', count(assignments), 'assignments ever'],
    ['Approved', count(hitsApproved), 'assignments ever'],
    ['Approval rate', percent(approvalRate), `of what was decided; ${percent(100)} below 100 submissions`],
  ];
  return (
    <ul class="figure-cards">
      {figures.map(([name, value, says]) => (
        <li key={name} class="card card-body">
          <span class="muted">{name}</span>
          <span class="figure-value" data-earnings={name}>
            {value}
          </span>
          <span class="hint">{says}</span>
        </li>
      ))}
    </ul>
  );
}
