import type { Activity } from '../instruments/activity.ts';
import { deviation, mean, median, topShare } from '../instruments/concentration.ts';
import type { PlugIn } from '../instruments/plug-in.ts';
import { figure, type Measured, type Target } from './target.ts';

const plugIn =
  'Plug-in: 2,676 volunteers enlisted as they come on line over ten months; those who did a task while they kept it';

export const workTargets: readonly Target[] = [
  {
    id: 'V10',
    what: "Most active 10 % of workers' share of all HITs",
    detail: 'background',
    instrument: 'All HITs done in twelve months of 30 days',
    source: 'TurkPrime 2017 [5]',
    figures: [figure('', '', '.74', 0.65, 0.82)],
  },
  {
    id: 'V11',
    what: 'Tasks per worker',
    detail: 'background',
    instrument: plugIn,
    source: 'Hara et al. 2018 [8b]',
    ifMissed:
      'The spread hangs on a handful of volunteers and moves between 2.8 and 4.9 from seed to seed. How long each kept the plug-in was not published; unequal times of keeping it would widen the spread.',
    figures: [
      figure('mean', 'tasks', '1,302', 900, 1900),
      figure('SD / mean', '', '3.6', 2.8, 5),
      figure('most', 'tasks', '107,000', 50_000, 200_000),
    ],
  },
  {
    id: 'V12',
    what: 'US workers: active in a month over active in a year',
    detail: 'background',
    instrument: 'US accounts with a task done, by month of 30 days and by twelve of them',
    source: 'TurkPrime 2019 [4]',
    figures: [figure('', '', '.27', 0.18, 0.36)],
  },
  {
    id: 'V16',
    what: 'Concurrently active workers',
    detail: 'background',
    instrument: 'Workers on line, counted every ten minutes of a year',
    source: 'Difallah et al. 2018 [1]; Ipeirotis 2018 [2]',
    figures: [figure('', 'workers', '3,500', 2000, 5000)],
  },
  {
    id: 'V20',
    what: 'Hourly wage per worker, unpaid time counted',
    detail: 'background',
    instrument: plugIn,
    source: 'Hara et al. 2018 [8b]',
    figures: [figure('mean', 'US dollars', '3.13', 2.4, 4), figure('median', 'US dollars', '1.77', 1.3, 2.6)],
  },
  {
    id: 'V21',
    what: 'Hourly wage per worker, paid time alone',
    detail: 'background',
    instrument: plugIn,
    source: 'Hara et al. 2018 [8b]',
    figures: [
      figure('mean', 'US dollars', '6.19', 4.8, 7.8),
      figure('median', 'US dollars', '3.18', 2.4, 4.2),
    ],
  },
  {
    id: 'V22',
    what: 'Workers above $7.25 an hour',
    detail: 'background',
    instrument: plugIn,
    source: 'Hara et al. 2018 [8]',
    figures: [figure('', '', '.04', 0.02, 0.08)],
  },
];

export function measureWork(plugged: PlugIn, activity: Activity, meanOnline: number): Measured {
  const counted = plugged.counted.filter(({ tasks }) => tasks > 0);
  const tasks = counted.map((volunteer) => volunteer.tasks);
  const wages = counted.map(({ dollars, onlineHours }) => dollars / onlineHours);
  const paidWages = counted.map(({ dollars, paidHours }) => dollars / paidHours);
  return {
    V10: topShare(activity.tasksOfWorkers(), 0.1),
    'V11 mean': mean(tasks),
    'V11 SD / mean': deviation(tasks) / mean(tasks),
    'V11 most': Math.max(...tasks),
    V12: activity.monthOverYear(),
    V16: meanOnline,
    'V20 mean': mean(wages),
    'V20 median': median(wages),
    'V21 mean': mean(paidWages),
    'V21 median': median(paidWages),
    V22: wages.filter((wage) => wage > 7.25).length / wages.length,
  };
}
