import { type BatchSample, batchStudy, type SampledBatch } from '../instruments/batch-sample.ts';
import { LeastSquares } from '../instruments/least-squares.ts';
import { hourMs } from '../population/local-time.ts';
import { figure, type Measured, type Target } from './target.ts';

const instrument = `Batches as requesters draw them, ${batchStudy.perDay} a day over ${batchStudy.days} days, among the unnamed ones of the list`;

export const batchTargets: readonly Target[] = [
  {
    id: 'V25',
    what: 'Exponent of the tail of completion times',
    detail: 'background',
    instrument: `${instrument}; maximum likelihood from one hour up, censored by expiry and at 120 hours`,
    source: 'Wang, Faridani and Ipeirotis 2011 [18]; Ipeirotis 2009 [33]',
    figures: [figure('', '', '1.5', 1.3, 1.8)],
  },
  {
    id: 'V26',
    what: 'Rank of what predicts the submissions of the next hour',
    detail: 'background',
    instrument: `${instrument}; linear model of each hour of each batch, predictors ranked by t value`,
    source: 'Difallah et al. 2015 [34]: HITs left and freshness first',
    figures: [figure('HITs left', '', 'top 3', 1, 3), figure('freshness', '', 'top 3', 1, 3)],
  },
  {
    id: 'V27',
    what: 'How much faster a batch is gone for a reward 10 % higher',
    detail: 'background',
    instrument: `${instrument}; regression of the logarithm of the time until it is gone from the list`,
    source: 'Dube et al. 2018 [23]',
    ifMissed:
      'Workers here weigh pay wherever they see a group, and a survey by all that it brings (V29: for half the reward a study takes many times as long, an elasticity of two and more). An elasticity of .1 over all batches cannot hold beside V29 unless batches were mostly found rather than chosen; batches alone, without surveys, came to about 4 % on one seed.',
    figures: [figure('', '%', '1', 0.5, 2)],
  },
];

/** How often a batch was seen by a crawl on the hour: what the sources had of it. Those never seen are in no data. */
function hoursSeen({ group }: SampledBatch): number {
  const from = group.postedAt / hourMs;
  return Math.floor(from + group.hours) - Math.floor(from);
}

export function measureBatches(sample: BatchSample): Measured {
  const batches = sample.batches.filter((sampled) => hoursSeen(sampled) > 0);
  return { V25: tailExponent(batches), ...predictorRanks(batches), V27: speedUpPercent(batches) };
}

/** Up to where the source found the law clean. */
const tail = { fromHours: 1, toHours: 120 } as const;

/** Hill's estimator of a density's exponent; a censored time adds what was seen of it. */
function tailExponent(batches: readonly SampledBatch[]): number {
  let completed = 0;
  let logs = 0;
  for (const sampled of batches) {
    const { group } = sampled;
    const hours = hoursSeen(sampled);
    if (group.isComplete && hours <= tail.toHours) completed++;
    logs += Math.log(Math.min(hours, tail.toHours) / tail.fromHours);
  }
  return 1 + completed / logs;
}

/** What describes a batch whatever the hour. */
const lasting = ({ batch, requester, group }: SampledBatch): number[] => [
  Math.log(batch.rewardMills),
  Math.log(batch.taskSeconds),
  batch.isSurvey ? 1 : 0,
  batch.requirements.approvalRateMin === undefined ? 0 : 1,
  batch.requirements.hitsApprovedMin === undefined ? 0 : 1,
  batch.requirements.countries ? 1 : 0,
  batch.requirements.masters ? 1 : 0,
  requester.rejectedShare,
  Math.log((group.expiresAt - group.postedAt) / hourMs),
];
const lastingCount = 9;

/** Ranks of HITs left and of freshness among all predictors. */
function predictorRanks(batches: readonly SampledBatch[]): Measured {
  const model = new LeastSquares(lastingCount + 4);
  for (const sampled of batches) addHours(model, sampled);
  const sizes = model.fit().tValues.map(Math.abs);
  const rank = (place: number) => 1 + sizes.filter((size) => size > (sizes[place] as number)).length;
  return { 'V26 HITs left': rank(0), 'V26 freshness': rank(1) };
}

/** Every hour of a batch until it is done or expires. */
function addHours(model: LeastSquares, sampled: SampledBatch): void {
  const { group, batch } = sampled;
  const perHour = new Map<number, number>();
  for (const at of group.submittedAt) {
    const hour = Math.floor((at - group.postedAt) / hourMs);
    perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
  }
  let left = group.places;
  for (let hour = 0; hour < group.hours; hour++) {
    const done = perHour.get(hour) ?? 0;
    const at = group.postedAt + hour * hourMs;
    const dayAngle = (2 * Math.PI * (at % (24 * hourMs))) / (24 * hourMs);
    const hitsLeft = batch.isSurvey ? 1 : left;
    const moment = [Math.log(hitsLeft), -Math.log1p(hour), Math.cos(dayAngle), Math.sin(dayAngle)];
    model.add([...moment, ...lasting(sampled)], Math.log1p(done));
    left -= done;
    if (left === 0) return;
  }
}

/** Percent by which the time shrinks where the reward is a tenth higher and all else is equal. */
function speedUpPercent(batches: readonly SampledBatch[]): number {
  const model = new LeastSquares(lastingCount + 1);
  for (const sampled of batches) {
    model.add([...lasting(sampled), Math.log(sampled.group.places)], Math.log(hoursSeen(sampled)));
  }
  const elasticity = -(model.fit().coefficients[0] as number);
  return 100 * (1.1 ** elasticity - 1);
}
