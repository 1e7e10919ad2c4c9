import { defaultRequesterBehaviour } from '../behaviours/parameters.ts';
import { batchesWithin, drawBatch, nextBatchAt } from '../behaviours/post-batch.ts';
import { drawRequester } from '../behaviours/requester.ts';
import { Random } from '../engine/random.ts';
import { topShare } from '../instruments/concentration.ts';
import { localWeekday, weekMs } from '../population/local-time.ts';
import { figure, type Measured, type Target } from './target.ts';

/** Requesters who posted anything, and the days from January 2009 to April 2010, of the source of V24. */
const ledger = { requesters: 10_000, days: 470 } as const;
/** Requesters and weeks of V36. */
const calendar = { requesters: 2000, weeks: 8 } as const;

export const requesterTargets: readonly Target[] = [
  {
    id: 'V24',
    what: "Requesters' share of posted value",
    detail: 'requesters',
    instrument: 'What 10,000 requesters with any batch post in 470 days',
    source: 'Ipeirotis 2010 [19]',
    ifMissed:
      'Ten requesters make up the top tenth of a percent, each a draw from a heavy tail: their share moves several-fold from seed to seed, and its middle lies below what the one published ledger shows, whose largest requester had a tenth of everything.',
    figures: [
      figure('top 0.1 %', '', '.30', 0.22, 0.38),
      figure('top 1 %', '', '.60', 0.5, 0.7),
      figure('top 10 %', '', '.90', 0.84, 0.96),
      figure('largest', '', '.10', 0.05, 0.15),
    ],
  },
  {
    id: 'V36',
    what: 'Batches posted on a weekday over those on a day of the weekend',
    detail: 'requesters',
    instrument: 'Postings of 2,000 requesters in eight weeks',
    source: 'Ipeirotis 2009 [38]: a visible weekly cycle',
    figures: [figure('', '', '> 1', 1.05, 5)],
  },
];

export function measureRequesters(seed: number): Measured {
  const value = postedValue(new Random(seed).fork('ledger'));
  const total = value.reduce((sum, one) => sum + one, 0);
  return {
    'V24 top 0.1 %': topShare(value, 0.001),
    'V24 top 1 %': topShare(value, 0.01),
    'V24 top 10 %': topShare(value, 0.1),
    'V24 largest': Math.max(...value) / total,
    V36: weekdayOverWeekend(new Random(seed).fork('calendar')),
  };
}

/** US dollars that each requester offers in all. */
function postedValue(random: Random): number[] {
  const values: number[] = [];
  while (values.length < ledger.requesters) {
    const requester = drawRequester(defaultRequesterBehaviour, random);
    const batches = batchesWithin(ledger.days, requester, random);
    if (batches === 0) continue;
    let value = 0;
    for (let batch = 0; batch < batches; batch++) {
      const { hits, assignmentsPerHit, rewardMills } = drawBatch(
        requester,
        defaultRequesterBehaviour,
        random,
      );
      value += (hits * assignmentsPerHit * rewardMills) / 1000;
    }
    values.push(value);
  }
  return values;
}

function weekdayOverWeekend(random: Random): number {
  const startsAt = Date.UTC(2017, 0, 2);
  const counts = { weekday: 0, weekend: 0 };
  for (let number = 0; number < calendar.requesters; number++) {
    const requester = drawRequester(defaultRequesterBehaviour, random);
    const next = (at: number) => nextBatchAt(at, requester, 0, defaultRequesterBehaviour, random);
    for (let at = next(startsAt); at < startsAt + calendar.weeks * weekMs; at = next(at))
      counts[localWeekday(at, 0) < 5 ? 'weekday' : 'weekend']++;
  }
  return counts.weekday / 5 / (counts.weekend / 2);
}
