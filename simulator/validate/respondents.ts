import { mean, median } from '../instruments/concentration.ts';
import type { Tracker } from '../instruments/tracker.ts';
import { type Demographics, demographics } from '../population/person.ts';
import { countries, countryNumber } from '../population/places.ts';
import type { Population } from '../population/population.ts';
import { figure, type Measured, type Target } from './target.ts';

const source = 'MTurk Tracker [6]; Ipeirotis 2015 [7]';
const instrument = 'Tracker: what its first 4,000 respondents say of themselves';

const demographicRows: readonly Target[] = [
  {
    id: 'P09',
    what: 'Country mix of survey answers',
    figures: [
      figure('US', '', '.73', 0.67, 0.79),
      figure('India', '', '.17', 0.12, 0.22),
      figure('other', '', '.10', 0.06, 0.14),
    ],
  },
  {
    id: 'P11',
    what: 'Women',
    figures: [
      figure('US', '', '.52', 0.48, 0.56),
      figure('India', '', '.35', 0.29, 0.41),
      figure('all', '', '.50', 0.46, 0.54),
    ],
  },
  {
    id: 'P12',
    what: 'Median age',
    figures: [figure('US', 'years', '33', 31, 35), figure('India', 'years', '30', 28, 32)],
  },
  {
    id: 'P13',
    what: 'Marital status',
    figures: [figure('single', '', '.40', 0.36, 0.44), figure('married', '', '.40', 0.36, 0.44)],
  },
  {
    id: 'P14',
    what: 'Household of three',
    figures: [figure('', '', '.30', 0.25, 0.35)],
  },
  {
    id: 'P15',
    what: 'US households of $40-60k a year',
    figures: [figure('', '', '.24', 0.2, 0.28)],
  },
  {
    id: 'P17',
    what: "Bachelor's degree or more",
    figures: [figure('US', '', '.66', 0.6, 0.72), figure('India', '', '.90', 0.84, 0.96)],
  },
].map((row) => ({ ...row, detail: 'background', instrument, source, isGate: false }));

const experienceRow: Target = {
  id: 'P30',
  what: 'HITs that US workers have done who take a survey',
  detail: 'background',
  instrument: 'Tracker: what its US answers of 12 occasions had behind them',
  source: 'Self-told in about 2012 [14]: lognormal with the median 250 and a sigma of 2 to 2.6',
  isGate: false,
  ifMissed:
    'Four to eight hours a week (P18) on tasks of the length that V11 and V21 ask for make some hundred HITs a week, and whoever stays does so for months (P06): a median of 250 cannot hold beside them. It is what people said in 2012, and what they have done rises with the years of the market. So a threshold of 1,000 shuts out fewer here than it did then.',
  figures: [
    figure('median', 'HITs', '250', 125, 500),
    figure('sigma of the logarithm', '', '2.34', 2, 2.6),
    figure('1,000 and more', '', '.28', 0.18, 0.38),
  ],
};

/** Parameters of the population as those see them who ask: printed beside the targets, for they went in by hand. */
export const respondentRows: readonly Target[] = [...demographicRows, experienceRow];

/** As many as a survey of that size needs to tell the shares apart. */
const asked = 4000;

interface Respondent extends Demographics {
  readonly country: string;
}

export function measureRespondents(tracker: Tracker, population: Population): Measured {
  const people = tracker.answers.slice(0, asked).map(({ worker }): Respondent => {
    const country = countries[population.columns.country[worker] as number]?.code ?? '';
    return { ...demographics(population, worker), country };
  });
  const [us, india] = ['US', 'IN'].map((code) => people.filter(({ country }) => country === code)) as [
    Respondent[],
    Respondent[],
  ];
  const share = (among: readonly Respondent[], is: (one: Respondent) => boolean) =>
    among.filter(is).length / among.length;
  const isWoman = ({ gender }: Respondent) => gender === 'female';
  const hasDegree = (one: Respondent) => one.hasDegree;
  return {
    'P09 US': us.length / people.length,
    'P09 India': india.length / people.length,
    'P09 other': 1 - (us.length + india.length) / people.length,
    'P11 US': share(us, isWoman),
    'P11 India': share(india, isWoman),
    'P11 all': share(people, isWoman),
    'P12 US': median(us.map(({ age }) => age)),
    'P12 India': median(india.map(({ age }) => age)),
    'P13 single': share(people, ({ maritalStatus }) => maritalStatus === 'single'),
    'P13 married': share(people, ({ maritalStatus }) => maritalStatus === 'married'),
    P14: share(people, ({ householdSize }) => householdSize === '3'),
    P15: share(us, ({ householdIncome }) => householdIncome === '40-60k'),
    'P17 US': share(us, hasDegree),
    'P17 India': share(india, hasDegree),
    ...experienceOf(tracker, population),
  };
}

function experienceOf({ answers }: Tracker, { columns }: Population): Measured {
  const us = countryNumber('US');
  const done = answers
    .filter(({ worker }) => columns.country[worker] === us)
    .map(({ experience }) => experience);
  const logarithms = done.map((tasks) => Math.log1p(tasks));
  const middle = mean(logarithms);
  return {
    'P30 median': median(done),
    'P30 sigma of the logarithm': Math.sqrt(mean(logarithms.map((one) => (one - middle) ** 2))),
    'P30 1,000 and more': done.filter((tasks) => tasks >= 1000).length / done.length,
  };
}
