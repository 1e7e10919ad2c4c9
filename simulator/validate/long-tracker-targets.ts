import { gini, topShare } from '../instruments/concentration.ts';
import type { Tracker } from '../instruments/tracker.ts';
import { dayMs } from '../population/local-time.ts';
import { figure, type Measured, shares, type Target } from './target.ts';

const instrument =
  'Tracker over 140 occasions of 30 days, in a market of a quarter of the size (shares are the same there); what is earned in sessions is not followed';
const source = 'MTurk Tracker, 157,255 workers [6]';

const timesSeen = [
  { part: 'once', from: 1, to: 1, share: 0.6, width: 0.05 },
  { part: 'twice', from: 2, to: 2, share: 0.16, width: 0.03 },
  { part: '3-5 times', from: 3, to: 5, share: 0.15, width: 0.03 },
  { part: '6-12 times', from: 6, to: 12, share: 0.065, width: 0.02 },
  { part: '13+ times', from: 13, to: Number.POSITIVE_INFINITY, share: 0.021, width: 0.01 },
] as const;

const lastAnswerAfter = [
  { days: 30, share: 0.39 },
  { days: 90, share: 0.3 },
  { days: 180, share: 0.22 },
  { days: 360, share: 0.145 },
  { days: 720, share: 0.073 },
] as const;

export const longTrackerTargets: readonly Target[] = [
  {
    id: 'V07',
    what: 'Share of workers by how often they were seen',
    detail: 'background',
    instrument,
    source,
    figures: shares(
      timesSeen.map(({ part }) => part),
      timesSeen.map(({ share }) => share),
      timesSeen.map(({ width }) => width),
    ),
  },
  {
    id: 'V08',
    what: 'Concentration of captures over captured workers',
    detail: 'background',
    instrument,
    source,
    figures: shares(['top 10 %', 'top 20 %', 'Gini'], [0.43, 0.58, 0.48], 0.05),
  },
  {
    id: 'V09',
    what: 'Share whose last answer is at least so many days after the first',
    detail: 'background',
    instrument,
    source,
    figures: lastAnswerAfter.map(({ days, share }) =>
      figure(`${days} days`, '', String(share), share * 0.75, share * 1.25),
    ),
  },
];

export const longTrackerOccasions = 140;

export function measureLongTracker(tracker: Tracker): Measured {
  const times = Float64Array.from(tracker.captures().values(), (occasions) => occasions.length);
  const shareOf = (from: number, to: number) =>
    times.filter((count) => count >= from && count <= to).length / times.length;
  const spans = spansInDays(tracker);
  return {
    ...Object.fromEntries(timesSeen.map(({ part, from, to }) => [`V07 ${part}`, shareOf(from, to)])),
    'V08 top 10 %': topShare(times, 0.1),
    'V08 top 20 %': topShare(times, 0.2),
    'V08 Gini': gini(times),
    ...Object.fromEntries(
      lastAnswerAfter.map(({ days }) => [
        `V09 ${days} days`,
        spans.filter((span) => span >= days).length / spans.length,
      ]),
    ),
  };
}

/** From each worker's first answer to its last. */
function spansInDays(tracker: Tracker): Float64Array {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  for (const { worker, at } of tracker.answers) {
    if (!first.has(worker)) first.set(worker, at);
    last.set(worker, at);
  }
  return Float64Array.from(first, ([worker, at]) => ((last.get(worker) as number) - at) / dayMs);
}
