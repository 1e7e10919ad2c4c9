import { median } from '../instruments/concentration.ts';
import type { PostedGroup } from '../instruments/posted-group.ts';
import { type Restart, type Studies, type StudyName, timesPosted } from '../instruments/studies.ts';
import { figure, type Measured, type Target } from './target.ts';

const posted = `posted ${timesPosted} times, on different days, in the working hours of the US; median`;

export const studyTargets: readonly Target[] = [
  {
    id: 'V28',
    what: 'Identical postings of a study: longest time over shortest',
    detail: 'background',
    instrument: 'A study for 200 takers, ten minutes, 50 cents, posted once with each seed',
    source: 'The Behavioral Lab 2012 [35]: 4 hours, 4 days, 6 days',
    over: 'maxOverMin',
    ifMissed: 'It grows with the number of seeds: one posting has no spread, and few lie close together.',
    figures: [figure('', '', '36', 5, Number.POSITIVE_INFINITY)],
  },
  {
    id: 'V29',
    what: '200 takers, ten minutes, US and 95 %',
    detail: 'background',
    instrument: `The study ${posted}`,
    source: 'The Behavioral Lab 2012 [35]',
    figures: [
      figure('50 cents', 'hours', '24', 6, 72),
      figure('25 cents over 50', '', '14', 4, Number.POSITIVE_INFINITY),
    ],
  },
  {
    id: 'V30',
    what: '12,000 tasks of 20 seconds for one cent',
    detail: 'background',
    instrument: `The batch ${posted}`,
    source: 'The Behavioral Lab 2012 [35]',
    figures: [figure('', 'minutes', '90', 30, 360)],
  },
  {
    id: 'V31',
    what: 'Masters only against everybody, same task',
    detail: 'background',
    instrument: `A hundred opinions of two minutes, 25 cents, ${posted}; at least the 30 days that it stood`,
    source: 'Project site [36]: under an hour, barely begun after 3 days',
    figures: [figure('', '', '72', 20, Number.POSITIVE_INFINITY)],
  },
  {
    id: 'V32',
    what: 'Rate after a slowed study was posted again, over the rate before',
    detail: 'background',
    instrument: `A study for a thousand, posted again below a tenth of its first rate; three hours before and after, ${timesPosted} times, median`,
    source: 'TurkPrime 2015 [37]',
    figures: [figure('', '', 'jumps back', 3, Number.POSITIVE_INFINITY)],
  },
];

export function measureStudies({ posted: groups }: Studies, restart: Restart): Measured {
  const hours = (name: StudyName) => (groups.get(name) as PostedGroup[]).map((group) => group.hours);
  const halfDollar = hours('halfDollar');
  return {
    V28: halfDollar[0] as number,
    'V29 50 cents': median(halfDollar),
    'V29 25 cents over 50': median(hours('quarterDollar')) / median(halfDollar),
    V30: 60 * median(hours('pennies')),
    V31: median(hours('mastersOnly')) / median(hours('open')),
    V32: median(restart.jumps()),
  };
}
