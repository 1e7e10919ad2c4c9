import { mean } from '../instruments/concentration.ts';
import type { Answer, Tracker } from '../instruments/tracker.ts';
import type { Population } from '../population/population.ts';
import { figure, type Measured, type Target } from './target.ts';

const instrument = 'Everybody who answers the tracker in 12 occasions, with the rate shown at that time';
/** Attention checks of the study of V33. */
const checks = 3;

export const reputationTargets: readonly Target[] = [
  {
    id: 'V33',
    what: 'Share failing one of three attention checks, by approval rate',
    detail: 'background',
    instrument,
    source: 'Peer et al. 2014 [14], from memory',
    isGate: false,
    ifMissed:
      'The number of checks is assumed, and careless workers with a good rate are as frequent here as the quality kinds (E) say; whoever is below 90 % here is nearly always a spammer, since the platform rejects .7 % of all work alone (P26).',
    figures: [figure('from 95 %', '', '.026', 0.01, 0.05), figure('below 90 %', '', '.339', 0.2, 0.5)],
  },
  {
    id: 'V34',
    what: 'Share of right answers, one band of the approval rate less the one below',
    detail: 'background',
    instrument,
    source: 'Matherly 2019 [16]: informative from 99 % alone',
    ifMissed:
      'Rejections follow the kind of worker, so that careless workers sink through both bands; the two differences come out about alike.',
    figures: [
      figure('98 less 95-97', '', 'small', -0.03, 0.03),
      figure('99 and 100 less 98, more than that', '', '> 0', 1e-9, 1),
    ],
  },
  {
    id: 'V35',
    what: 'Shut out by "100 HITs" for one shut out by "95 %"',
    detail: 'background',
    instrument: 'Everybody who did a task within twelve months, at their end',
    source: 'derived from the rule of the displayed rate (P31)',
    figures: [figure('', '', '> 1', 1, Number.POSITIVE_INFINITY)],
  },
];

/** @param active those who did a task within the year: newcomers who soon left are among them. */
export function measureReputation(
  { answers }: Tracker,
  active: readonly number[],
  population: Population,
): Measured {
  const { accuracy, inattention } = population.columns;
  const within = (from: number, to: number) =>
    answers.filter(({ approvalRate }) => approvalRate >= from && approvalRate <= to);
  const right = (some: readonly Answer[]) => mean(some.map(({ worker }) => accuracy[worker] as number));
  const fails = (some: readonly Answer[]) =>
    mean(some.map(({ worker }) => 1 - (1 - (inattention[worker] as number)) ** checks));
  const [middle, high, best] = [right(within(95, 97)), right(within(98, 98)), right(within(99, 100))];
  const newcomers = active.filter((worker) => (population.columns.approved[worker] as number) < 100).length;
  const low = active.filter((worker) => population.approvalRate(worker) < 95).length;
  return {
    'V33 from 95 %': fails(within(95, 100)),
    'V33 below 90 %': fails(within(0, 89)),
    'V34 98 less 95-97': high - middle,
    'V34 99 and 100 less 98, more than that': best - high - Math.abs(high - middle),
    V35: newcomers / low,
  };
}
