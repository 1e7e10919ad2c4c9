import { chaoBound, halfLife, lincolnPetersen, within } from '../instruments/captures.ts';
import { median } from '../instruments/concentration.ts';
import type { Tracker } from '../instruments/tracker.ts';
import { figure, type Measured, type Target } from './target.ts';

const instrument =
  'Tracker: a 5-cent survey of one assignment every 15 minutes, nobody twice within 30 days; 28 occasions of 30 days';

export const trackerTargets: readonly Target[] = [
  {
    id: 'V01',
    what: 'Distinct workers',
    detail: 'background',
    instrument,
    source: 'MTurk Tracker, demographics survey [6]',
    figures: [figure('', 'workers', '39,461', 30_000, 50_000)],
  },
  {
    id: 'V02',
    what: 'Chao lower bound',
    detail: 'background',
    instrument,
    source: 'MTurk Tracker [6]',
    figures: [figure('', 'workers', '97,579', 80_000, 120_000)],
  },
  {
    id: 'V03',
    what: 'Half-life by the open-population regression',
    detail: 'background',
    instrument,
    source: 'MTurk Tracker [6]; Difallah et al. 2018 [1]',
    figures: [figure('', 'days', '404-428', 330, 540)],
  },
  {
    id: 'V04',
    what: 'Lincoln-Petersen estimate from consecutive months',
    detail: 'background',
    instrument: `${instrument}; median over the pairs of months`,
    source: 'MTurk Tracker [6]',
    figures: [figure('', 'workers', '13,000', 10_000, 16_500)],
  },
  {
    id: 'V05',
    what: 'V02 over V04: how much heterogeneity hides',
    detail: 'background',
    instrument,
    source: 'derived from V02 and V04',
    figures: [figure('', '', '7.5', 5, 10)],
  },
  {
    id: 'V06',
    what: 'One year: distinct workers and Chao bound',
    detail: 'background',
    instrument: `${instrument}; mean of the first two years of 13 occasions`,
    source: 'MTurk Tracker, 2016 and 2018 [6]',
    figures: [
      figure('distinct', 'workers', '19,734-20,375', 16_000, 24_000),
      figure('Chao bound', 'workers', '47,882-53,052', 40_000, 65_000),
    ],
  },
];

export const trackerOccasions = 28;
const yearOccasions = 13;

export function measureTracker(tracker: Tracker): Measured {
  const captures = within(tracker.captures(), 0, trackerOccasions);
  const chao = chaoBound(captures);
  const monthly = median(lincolnPetersen(captures, trackerOccasions));
  const years = [0, 1].map((year) => within(captures, year * yearOccasions, (year + 1) * yearOccasions));
  const meanOfYears = (of: (year: (typeof years)[number]) => number) =>
    years.reduce((sum, year) => sum + of(year), 0) / years.length;
  return {
    V01: captures.size,
    V02: chao,
    V03: 30 * halfLife(captures, trackerOccasions),
    V04: monthly,
    V05: chao / monthly,
    'V06 distinct': meanOfYears((year) => year.size),
    'V06 Chao bound': meanOfYears(chaoBound),
  };
}
