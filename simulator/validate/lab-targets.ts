import type { Captures } from '../instruments/captures.ts';
import { mean } from '../instruments/concentration.ts';
import { jollySeber } from '../instruments/jolly-seber.ts';
import { type Lab, labStudies } from '../instruments/lab.ts';
import { dayMs } from '../population/local-time.ts';
import { figure, type Measured, type Target } from './target.ts';

const instrument =
  'Laboratories: seven of them post 689 studies over 39 months, nobody twice in one; Jolly-Seber by quarter, mean over the laboratories';
const source = 'Stewart et al. 2015 [30]';

export const labTargets: readonly Target[] = [
  {
    id: 'V13',
    what: 'Workers whom one laboratory can reach',
    detail: 'background',
    instrument,
    source,
    ifMissed:
      'The same eagerness must fill the study of V29 in a day: what fills it faster lets more workers take part. The estimate also hangs on the length of an occasion, which the abstract does not give: by the month it is about a fifth lower.',
    figures: [figure('', 'workers', '7,300', 5500, 9500)],
  },
  {
    id: 'V14',
    what: 'Time until half of them are others',
    detail: 'background',
    instrument,
    source,
    figures: [figure('', 'months', '7', 5, 10)],
  },
  {
    id: 'V15',
    what: 'Completions for each participant',
    detail: 'background',
    instrument,
    source: 'derived from Stewart et al. 2015 [30]: 114,460 by 33,408',
    ifMissed:
      'More workers than there were take part once: studies reach those who hardly ever take any, which the eagerness that V29 needs brings about.',
    figures: [figure('', '', '3.4', 2.5, 4.5)],
  },
];

/** A quarter of a year: short against the stay of most, long enough that a laboratory has takers in each. */
const occasionDays = 91;
const daysPerMonth = 30.4375;

export function measureLab(lab: Lab): Measured {
  const occasions = Math.floor(labStudies.days / occasionDays);
  const estimates = Array.from({ length: labStudies.laboratories }, (_, laboratory) =>
    jollySeber(capturesOf(lab, laboratory, occasions), occasions),
  );
  const survival = mean(estimates.map((estimate) => estimate.survival));
  return {
    V13: mean(estimates.map(({ size }) => size)),
    V14: ((Math.LN2 / -Math.log(survival)) * occasionDays) / daysPerMonth,
    V15: lab.takers.length / new Set(lab.takers.map(({ worker }) => worker)).size,
  };
}

/** Occasions on which each worker took part in a laboratory's studies. */
function capturesOf(lab: Lab, laboratory: number, occasions: number): Captures {
  const captures = new Map<number, number[]>();
  for (const taker of lab.takers) {
    if (taker.laboratory !== laboratory) continue;
    const occasion = Math.floor((taker.at - lab.startsAt) / (occasionDays * dayMs));
    if (occasion >= occasions) continue;
    const seen = captures.get(taker.worker);
    if (!seen) captures.set(taker.worker, [occasion]);
    else if (seen[seen.length - 1] !== occasion) seen.push(occasion);
  }
  return captures;
}
