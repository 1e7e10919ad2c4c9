import { histogram, mean, median } from '../instruments/concentration.ts';
import type { Answer, Tracker } from '../instruments/tracker.ts';
import { countryNumber } from '../population/places.ts';
import type { Population } from '../population/population.ts';
import { figure, type Measured, shares, type Target } from './target.ts';

const hoursInstrument = 'Tracker, 28 occasions: when its answers come';
const instrument = 'Tracker, 12 occasions: what its answers say';

const hourCells = ['<1', '1-2', '2-4', '4-8', '8-20', '20-40', '40+'];
const hourBounds = [1, 2, 4, 8, 20, 40];
const hourShares = [0.03, 0.09, 0.15, 0.23, 0.27, 0.16, 0.08];
const dollarCells = ['<1', '1-5', '5-10', '10-20', '20-50', '50-100', '100-200', '200-500', '500+'];
const dollarBounds = [1, 5, 10, 20, 50, 100, 200, 500];
const dollarShares = [0.02, 0.1, 0.14, 0.17, 0.23, 0.18, 0.11, 0.04, 0.01];

/** When answers come, and from whom. */
export const hoursTargets: readonly Target[] = [
  {
    id: 'V17',
    what: 'Share of answers from India at 8-10 and at 20-22 UTC',
    detail: 'background',
    instrument: hoursInstrument,
    source: 'Ipeirotis 2015 [7]',
    figures: [figure('8-10 h', '', '.50', 0.4, 0.6), figure('20-22 h', '', '.05', 0.02, 0.1)],
  },
  {
    id: 'V18',
    what: 'Women among the answers: largest less smallest share',
    detail: 'background',
    instrument: `${hoursInstrument}; by four hours of the day, by weekday`,
    source: 'Ipeirotis 2015 [7]: no pattern',
    ifMissed:
      'At the hours at which half of the answers come from India (V17), where fewer women take part (P11), the share of women must fall by about .04: two published figures leave little of the range.',
    figures: [figure('by hour', '', 'none', 0, 0.05), figure('by weekday', '', 'none', 0, 0.05)],
  },
];

/** What they say. */
export const answersTargets: readonly Target[] = [
  {
    id: 'V19',
    what: 'Experience of those who answer at night and at weekends, against the others',
    detail: 'background',
    instrument: `${instrument}; difference in the mean logarithm of tasks done, in the worker's own time`,
    source: 'Casey et al. 2017 [31]; Arechar et al. 2017 [32]: less experienced',
    figures: [
      figure('night', 'log tasks', '< 0', -3, -1e-9),
      figure('weekend', 'log tasks', '< 0', -3, -1e-9),
    ],
  },
  {
    id: 'V23',
    what: 'Weekly hours and earnings as told',
    detail: 'background',
    instrument,
    source: 'MTurk Tracker, 53,301 answers 2017-19 [6] (P18, P20)',
    figures: [
      ...shares(
        hourCells.map((cell) => `${cell} h`),
        hourShares,
        0.04,
      ),
      ...shares(
        dollarCells.map((cell) => `$${cell}`),
        dollarShares,
        0.04,
      ),
      figure('median h', 'hours', '4-8 or 8-20', 4, 20),
      figure('median $', 'US dollars', '20-50', 20, 50),
    ],
  },
];

const india = countryNumber('IN') as number;
const hourOf = ({ at }: Answer): number => new Date(at).getUTCHours();

export function measureHours({ answers }: Tracker, population: Population): Measured {
  const isIndian = ({ worker }: Answer) => population.columns.country[worker] === india;
  const isWoman = ({ worker }: Answer) => population.columns.gender[worker] === 0;
  const between = (from: number, to: number) => (answer: Answer) =>
    hourOf(answer) >= from && hourOf(answer) < to;
  const swing = (cells: number, cellOf: (answer: Answer) => number) => {
    const found = Array.from({ length: cells }, (_, cell) =>
      shareOf(answers, (answer) => cellOf(answer) === cell, isWoman),
    );
    return Math.max(...found) - Math.min(...found);
  };
  return {
    'V17 8-10 h': shareOf(answers, between(8, 10), isIndian),
    'V17 20-22 h': shareOf(answers, between(20, 22), isIndian),
    'V18 by hour': swing(6, (answer) => Math.floor(hourOf(answer) / 4)),
    'V18 by weekday': swing(7, ({ at }) => new Date(at).getUTCDay()),
  };
}

export function measureAnswers({ answers }: Tracker, population: Population): Measured {
  const experience = (where: (answer: Answer) => boolean) =>
    mean(answers.filter(where).map((answer) => Math.log1p(answer.experience)));
  const offset = ({ worker }: Answer) => population.columns.offsetMinutes[worker] as number;
  const local = (answer: Answer) => new Date(answer.at + offset(answer) * 60_000);
  const isNight = (answer: Answer) => local(answer).getUTCHours() >= 22 || local(answer).getUTCHours() < 6;
  const isWeekend = (answer: Answer) => [0, 6].includes(local(answer).getUTCDay());
  const hours = answers.map(({ weeklyHours }) => weeklyHours);
  const dollars = answers.map(({ weeklyDollars }) => weeklyDollars);
  return {
    'V19 night': experience(isNight) - experience((answer) => !isNight(answer)),
    'V19 weekend': experience(isWeekend) - experience((answer) => !isWeekend(answer)),
    ...named(
      hourCells.map((cell) => `${cell} h`),
      histogram(hours, hourBounds),
    ),
    ...named(
      dollarCells.map((cell) => `$${cell}`),
      histogram(dollars, dollarBounds),
    ),
    'V23 median h': median(hours),
    'V23 median $': median(dollars),
  };
}

function named(cells: readonly string[], found: readonly number[]): Measured {
  return Object.fromEntries(cells.map((cell, at) => [`V23 ${cell}`, found[at] as number]));
}

function shareOf(
  answers: readonly Answer[],
  among: (answer: Answer) => boolean,
  which: (answer: Answer) => boolean,
): number {
  const some = answers.filter(among);
  return some.filter(which).length / some.length;
}
