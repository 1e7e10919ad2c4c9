import { describe, expect, it } from 'vitest';
import { blocks } from '../../../../simulator/behaviours/block.ts';
import { bonusMills } from '../../../../simulator/behaviours/bonus.ts';
import { grant } from '../../../../simulator/behaviours/grant.ts';
import { defaultRequesterBehaviour as usual } from '../../../../simulator/behaviours/parameters.ts';
import {
  batchesWithin,
  drawBatch,
  nextBatchAt,
  postingActivity,
} from '../../../../simulator/behaviours/post-batch.ts';
import { reposts } from '../../../../simulator/behaviours/repost.ts';
import { drawRequester, type Requester } from '../../../../simulator/behaviours/requester.ts';
import { review } from '../../../../simulator/behaviours/review.ts';
import { Random } from '../../../../simulator/engine/random.ts';
import { hourMs, localWeekday, weekMs } from '../../../../simulator/population/local-time.ts';
import { expectLognormalMedian, expectMean, expectShare, shareOf } from '../within.ts';

const random = new Random(41);
const draws = 20_000;
const monday = Date.UTC(2017, 0, 2);
const requesters = Array.from({ length: draws }, () => drawRequester(usual, random));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('drawRequester', () => {
  it('[P39] pays a median of $4.57 an hour, by requester, and about $11.58 on average', () => {
    expectLognormalMedian(
      requesters.map(({ payPerHour }) => payPerHour),
      4.57,
      1.364,
    );
    expect(sum(requesters.map(({ payPerHour }) => payPerHour)) / draws).toBeGreaterThan(10);
    expect(sum(requesters.map(({ payPerHour }) => payPerHour)) / draws).toBeLessThan(13.2);
  });

  it('[D2] pays less where it posts more', () => {
    const half = [...requesters].sort((a, b) => a.hitsPerBatch - b.hitsPerBatch);
    const medianPay = (of: readonly Requester[]) =>
      of.map(({ payPerHour }) => payPerHour).sort((a, b) => a - b)[of.length >> 1] as number;
    expect(medianPay(half.slice(0, draws / 2))).toBeGreaterThan(1.2 * medianPay(half.slice(draws / 2)));
  });

  it('[P27] rejects under 1 % in nine of ten cases', () => {
    expectShare(
      shareOf(draws, (at) => (requesters[at]?.rejectedShare as number) < 0.01),
      0.9,
      draws,
    );
    expectShare(
      shareOf(draws, (at) => (requesters[at]?.rejectedShare as number) > 0.05),
      0.04,
      draws,
    );
  });
});

describe('drawBatch', () => {
  const batches = requesters.map((requester) => ({ requester, batch: drawBatch(requester, usual, random) }));

  it('[P40] asks for approved HITs in .19 of tasks, and pays more for them', () => {
    expectShare(
      shareOf(draws, (at) => batches[at]?.batch.requirements.hitsApprovedMin !== undefined),
      0.19,
      draws,
    );
    const pay = (barred: boolean) =>
      batches
        .filter(
          ({ batch }) =>
            (batch.requirements.hitsApprovedMin !== undefined) === barred && batch.rewardMills > 50,
        )
        .map(({ batch, requester }) => (batch.rewardMills * 3.6) / batch.taskSeconds / requester.payPerHour)
        .sort((a, b) => a - b);
    const median = (values: readonly number[]) => values[values.length >> 1] as number;
    expect(median(pay(true)) / median(pay(false))).toBeCloseTo(1.63, 1);
  });

  it('[P36] has sizes with a heavy tail', () => {
    const sizes = batches.map(({ batch }) => batch.hits).sort((a, b) => b - a);
    const top = sum(sizes.slice(0, draws / 100)) / sum(sizes);
    expect(top).toBeGreaterThan(0.4);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(usual.hitsPerBatchMax);
    expect(sizes.filter((size) => size === 1).length / draws).toBeGreaterThan(0.3);
  });

  it('[G3] writes rewards in whole cents, from five cents on in steps of five', () => {
    for (const { batch } of batches) {
      expect(batch.rewardMills % 10).toBe(0);
      expect(batch.rewardMills).toBeGreaterThanOrEqual(usual.rewardMinMills);
      if (batch.rewardMills > 50) expect(batch.rewardMills % 50).toBe(0);
      expect(batch.assignmentDurationSeconds).toBeGreaterThanOrEqual(usual.durationSecondsMin);
      expect(batch.autoApprovalDelaySeconds).toBeLessThanOrEqual(30 * 86_400);
    }
  });
});

describe('posting', () => {
  const requester: Requester = { ...(requesters[0] as Requester), batchesPerDay: 3 };

  it("[V36] comes with a weekly cycle around the requester's own rate", () => {
    const weeks = 3000;
    const byDay = new Float64Array(7);
    let count = 0;
    for (let at = nextBatchAt(monday, requester, -300, usual, random); at < monday + weeks * weekMs; ) {
      const day = localWeekday(at, -300);
      byDay[day] = (byDay[day] as number) + 1;
      count++;
      at = nextBatchAt(at, requester, -300, usual, random);
    }
    expect(Math.abs(count - 21 * weeks)).toBeLessThan(5 * Math.sqrt(21 * weeks));
    const weekday = (byDay[1] as number) / weeks;
    expect((byDay[6] as number) / weeks / weekday).toBeCloseTo(usual.weekendFactor, 1);
  });

  it('has an activity of 1 on average over a week', () => {
    const hours = Array.from({ length: 168 }, (_, hour) => postingActivity(monday + hour * hourMs, 0, usual));
    expect(sum(hours) / 168).toBeCloseTo(1, 10);
  });

  it('counts batches in a stretch of time', () => {
    expectMean(
      Float64Array.from({ length: draws }, () => batchesWithin(10, requester, random)),
      30,
      Math.sqrt(30),
    );
  });
});

describe('review', () => {
  const decide = (isRight: boolean | undefined) =>
    Array.from({ length: draws }, () =>
      review(0.1, { ...(isRight !== undefined && { isRight }), workerFactor: 1 }, 0.2, usual, random),
    );

  it('[G5] decides 60 % within a day, 30 % in three to seven, 10 % at thirty', () => {
    const days = decide(undefined).map(({ delayMs }) => delayMs / (24 * hourMs));
    expectShare(
      shareOf(draws, (at) => (days[at] as number) <= 1),
      0.6,
      draws,
    );
    expectShare(
      shareOf(draws, (at) => (days[at] as number) >= 3 && (days[at] as number) <= 7),
      0.3,
      draws,
    );
    expectShare(
      shareOf(draws, (at) => days[at] === 30),
      0.1,
      draws,
    );
  });

  it("[P27] keeps the policy's share while wrong answers bear most of it", () => {
    const rejected = (isRight: boolean | undefined) => {
      const reviews = decide(isRight);
      return shareOf(draws, (at) => reviews[at]?.rejects === true);
    };
    expectShare(rejected(undefined), 0.1, draws);
    expectShare(rejected(true), 0.05, draws);
    expectShare(rejected(false), 0.3, draws);
  });
});

describe('other decisions of requesters', () => {
  it("grants its share of requests after its delay, with the test's score or an impression", () => {
    const decisions = Array.from({ length: draws }, () => grant(0.8, undefined, usual, random));
    expectShare(
      shareOf(draws, (at) => decisions[at]?.grants === true),
      usual.grantShare,
      draws,
    );
    expectLognormalMedian(
      decisions.map(({ delayMs }) => delayMs / hourMs),
      6,
      1.2,
    );
    expectMean(
      decisions.map(({ value }) => value),
      79.9,
      10,
    );
    expect(grant(0.8, 0.5, usual, random).value).toBe(50);
  });

  it('blocks after rejections alone, and rarely', () => {
    expect(shareOf(draws, () => blocks(false, usual, random))).toBe(0);
    expectShare(
      shareOf(draws, () => blocks(true, usual, random)),
      usual.blockShareOfRejected,
      draws,
    );
  });

  it('pays bonuses now and then, in whole cents', () => {
    const bonuses = Array.from({ length: draws }, () => bonusMills(100, usual, random));
    expectShare(
      shareOf(draws, (at) => (bonuses[at] as number) > 0),
      usual.bonusShare,
      draws,
    );
    expect(bonuses.every((mills) => mills % 10 === 0)).toBe(true);
  });

  it('[V32] posts a batch again once it has slowed, if the requester is one who does', () => {
    const slow = { ageHours: 20, left: 5, firstRate: 30, rate: 1 };
    expect(reposts(slow, true, usual)).toBe(true);
    expect(reposts(slow, false, usual)).toBe(false);
    expect(reposts({ ...slow, left: 0 }, true, usual)).toBe(false);
    expect(reposts({ ...slow, ageHours: 2 }, true, usual)).toBe(false);
    expect(reposts({ ...slow, rate: 10 }, true, usual)).toBe(false);
  });
});
