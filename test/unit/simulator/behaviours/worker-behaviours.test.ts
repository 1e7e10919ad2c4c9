import { describe, expect, it } from 'vitest';
import {
  answerItem,
  failsAttentionCheck,
  rightAnswerChance,
} from '../../../../simulator/behaviours/answer-quality.ts';
import { answerTest, knows } from '../../../../simulator/behaviours/answer-test.ts';
import { browse, groupsRead } from '../../../../simulator/behaviours/browse.ts';
import {
  appeal,
  chooseGroup,
  type Offer,
  payPerHour,
  willingness,
} from '../../../../simulator/behaviours/choose-group.ts';
import { defaultWorkerBehaviour as usual } from '../../../../simulator/behaviours/parameters.ts';
import { queueSeveral } from '../../../../simulator/behaviours/queue-several.ts';
import { returnOrAbandon } from '../../../../simulator/behaviours/return-or-abandon.ts';
import { seeksQualification } from '../../../../simulator/behaviours/seek-qualification.ts';
import { surveySeconds, workSeconds } from '../../../../simulator/behaviours/work-time.ts';
import { Random } from '../../../../simulator/engine/random.ts';
import { qualityKinds } from '../../../../simulator/population/parameters.ts';
import { Population } from '../../../../simulator/population/population.ts';
import { defaultParameters } from '../../../../simulator/population/presets.ts';
import { expectLognormalMedian, expectMean, expectShare, shareOf } from '../within.ts';

const draws = 20_000;
const random = new Random(21);
const sample = (draw: () => number): Float64Array => Float64Array.from({ length: draws }, draw);
const population = new Population({
  seed: 5,
  workers: 20_000,
  parameters: defaultParameters,
  startsAt: Date.UTC(2017, 0, 2),
});

describe('browse', () => {
  it('[P42] sorts by newest as often as the worker does, one page, or by most HITs, two pages', () => {
    const looks = Array.from({ length: draws }, () => browse(0.3, 1, usual, random));
    expectShare(
      shareOf(draws, (at) => looks[at]?.sort === 'newest'),
      0.3,
      draws,
    );
    for (const look of looks) expect(look.groups).toBe(look.sort === 'newest' ? 20 : 40);
  });

  it('[P42] reads more than ten pages for the few who search deep', () => {
    expect(groupsRead('newest', 12, usual)).toBe(240);
    const deep = shareOf(20_000, (worker) => (population.columns.pages[worker] as number) > 10);
    expectShare(deep, defaultParameters.deepSearchShare, 20_000);
  });
});

describe('chooseGroup', () => {
  const offer: Offer = {
    rewardMills: 50,
    taskSeconds: 60,
    available: 1,
    ageHours: 0,
    isSurvey: false,
    requesterRejectedShare: 0,
  };
  const chooser = { reservationWagePerHour: 1.38, surveyTaste: 1, botherDollars: 0.01, speed: 1 };

  it('[D6] is willing by half at the reservation wage, more above it, never certain', () => {
    expect(payPerHour(50, 60, 1)).toBeCloseTo(3);
    expect(payPerHour(50, 60, 2)).toBeCloseTo(6);
    expect(willingness(1.38, 1.38, usual)).toBe(0.5);
    expect(willingness(12, 1.38, usual)).toBeGreaterThan(0.8);
    expect(willingness(0.1, 1.38, usual)).toBeGreaterThan(0);
  });

  it('is drawn by pay, size, freshness, taste, and put off by rejections', () => {
    const base = appeal(offer, chooser, usual);
    expect(appeal({ ...offer, rewardMills: 100 }, chooser, usual)).toBeGreaterThan(base);
    expect(appeal({ ...offer, available: 1000 }, chooser, usual)).toBeGreaterThan(base);
    expect(appeal({ ...offer, ageHours: usual.freshnessHours }, chooser, usual)).toBeCloseTo(base / 2);
    expect(appeal({ ...offer, requesterRejectedShare: 0.1 }, chooser, usual)).toBeLessThan(base);
    expect(appeal(offer, { ...chooser, reservationWagePerHour: 10 }, usual)).toBeLessThan(base);
    expect(appeal({ ...offer, isSurvey: true }, { ...chooser, surveyTaste: 0.1 }, usual)).toBeCloseTo(
      base / 10,
    );
  });

  it('takes groups in proportion to their appeal, and none of them as often as nothing appeals', () => {
    const appeals = [0.25, 0, 0.25, 9];
    const chosen = sample(() => chooseGroup(appeals, 3, { ...usual, nothingAppeal: 0.5 }, random.uniform()));
    [0, 1, 2, -1].forEach((group, at) => {
      expectShare(
        shareOf(draws, (draw) => chosen[draw] === group),
        [0.25, 0, 0.25, 0.5][at] as number,
        draws,
      );
    });
  });
});

describe('seeksQualification', () => {
  it('[F4] puts most workers off, a test more than none, a refusal more than a first time', () => {
    const rate = (hasTest: boolean, refusedBefore: number) => {
      const temptation = { payPerHour: 6, available: 50, hasTest, refusedBefore };
      return shareOf(draws, () => seeksQualification(temptation, 1.38, usual, random));
    };
    const [plain, test, again] = [rate(false, 0), rate(true, 0), rate(false, 1)];
    expect(plain).toBeLessThan(usual.seekWithoutTestShare);
    expect(test / plain).toBeCloseTo(usual.seekWithTestShare / usual.seekWithoutTestShare, 1);
    expect(again / plain).toBeCloseTo(0.5, 1);
  });
});

describe('answerTest', () => {
  const questions = Array.from({ length: 10 }, (_, at) => ({
    identifier: `q${at}`,
    selections: ['a', 'b', 'c', 'd'],
    correct: ['b'],
  }));
  const rightOf = (accuracy: number) =>
    answerTest(questions, accuracy, usual.testDifficulty, random).filter(
      ({ selections }) => selections[0] === 'b',
    ).length;

  it('answers right as often as the worker knows', () => {
    const chance = knows(0.8, usual.testDifficulty);
    expectMean(
      sample(() => rightOf(0.8) / 10),
      chance,
      Math.sqrt((chance * (1 - chance)) / 10),
    );
  });

  it('[P43] lets .35 to .50 of the workers pass a ten-question test at 80 %', () => {
    const passed = shareOf(20_000, (worker) => rightOf(population.columns.accuracy[worker] as number) >= 8);
    expect(passed).toBeGreaterThan(0.35);
    expect(passed).toBeLessThan(0.5);
  });

  it('gives a whole right set or one that differs, and guesses where no answer is right', () => {
    const set = { identifier: 's', selections: ['a', 'b', 'c'], correct: ['a', 'b'] };
    for (let draw = 0; draw < 200; draw++) {
      const [wrong] = answerTest([set], 0.0001, 5, random);
      expect(wrong?.selections).toHaveLength(2);
      expect(wrong?.selections).toContain('c');
      const [open] = answerTest([{ identifier: 'o', selections: ['x', 'y'] }], 0.9, 0, random);
      expect(['x', 'y']).toContain(open?.selections[0]);
      const [all] = answerTest(
        [{ identifier: 'a', selections: ['x', 'y'], correct: ['x', 'y'] }],
        0.0001,
        5,
        random,
      );
      expect(all?.selections).toHaveLength(1);
    }
  });
});

describe('work time', () => {
  it('[P29] takes the published seconds for a question', () => {
    expect(surveySeconds(65, 3.5) / 65).toBeCloseTo(10, 1);
    expect(surveySeconds(65, 1) / 65).toBeCloseTo(9.2, 1);
    expect(surveySeconds(65, 8) / 65).toBeCloseTo(10.6, 1);
    expect(surveySeconds(28, 1.5) / 28).toBeCloseTo(10, 1);
    expect(surveySeconds(28, 6) / 28).toBeCloseTo(13.2, 1);
    expect(surveySeconds(200, 3.5) / 200).toBeCloseTo(8.3, 1);
  });

  it('is lognormal around the usual time over the speed', () => {
    expectLognormalMedian(
      sample(() => workSeconds(60, 2, 0.45, random)),
      30,
      0.45,
    );
  });
});

describe('answer quality', () => {
  const moment = { accuracy: 0.8, guessing: 0.5, payPerHour: 1.38, reservationWage: 1.38, hoursWorked: 0 };

  it('[D8] follows skill, hardly pay, and falls with hours worked, never below guessing', () => {
    expect(rightAnswerChance(moment, usual)).toBeCloseTo(0.8);
    const rich = rightAnswerChance({ ...moment, payPerHour: 5 }, usual);
    expect(rich).toBeGreaterThan(0.8);
    expect(rich).toBeLessThan(0.82);
    expect(rightAnswerChance({ ...moment, hoursWorked: 8 }, usual)).toBeLessThan(0.8);
    expect(rightAnswerChance({ ...moment, hoursWorked: 500 }, usual)).toBe(0.5);
    expect(rightAnswerChance({ ...moment, accuracy: 0.33 }, usual)).toBe(0.33);
  });

  it('[E] answers by the rows of a confusion matrix', () => {
    const answers = (kind: (typeof qualityKinds)[number]) =>
      sample(() => answerItem(qualityKinds.indexOf(kind), 1, 4, 0.7, 6, random));
    const ordinary = answers('ordinary');
    expectShare(
      shareOf(draws, (at) => ordinary[at] === 1),
      0.7,
      draws,
    );
    for (const wrong of [0, 2, 3])
      expectShare(
        shareOf(draws, (at) => ordinary[at] === wrong),
        0.1,
        draws,
      );
    const uniform = answers('uniformSpammer');
    for (const option of [0, 1, 2, 3])
      expectShare(
        shareOf(draws, (at) => uniform[at] === option),
        0.25,
        draws,
      );
    expect(answers('constantSpammer').every((option) => option === 2)).toBe(true);
  });

  it('[E] fails attention checks by inattention', () => {
    expectShare(
      shareOf(draws, () => failsAttentionCheck(0.15, random)),
      0.15,
      draws,
    );
  });
});

describe('returnOrAbandon', () => {
  it('[P25] returns 13 % of accepted tasks at usual pay, [D8] more at low pay', () => {
    const outcomes = (pay: number) =>
      Array.from({ length: draws }, () => returnOrAbandon(pay, 3, usual, random));
    const atUsual = outcomes(3);
    expectShare(
      shareOf(draws, (at) => atUsual[at] === 'return'),
      0.13,
      draws,
    );
    expectShare(
      shareOf(draws, (at) => atUsual[at] === 'abandon'),
      usual.abandonShare,
      draws,
    );
    const poor = outcomes(0.5);
    expect(shareOf(draws, (at) => poor[at] === 'return')).toBeGreaterThan(0.18);
  });
});

describe('queueSeveral', () => {
  it('[P28] takes one for those who never queue, several for the others, never more than are left or allowed', () => {
    expect(queueSeveral(false, 100, usual, random)).toBe(1);
    expect(queueSeveral(true, 0, usual, random)).toBe(0);
    expect(queueSeveral(true, 1, usual, random)).toBe(1);
    const counts = sample(() => queueSeveral(true, 1000, usual, random));
    expectMean(counts, 4, 3.5);
    expect(Math.max(...counts)).toBeLessThanOrEqual(25);
    expect(Math.max(...sample(() => queueSeveral(true, 3, usual, random)))).toBe(3);
    expectShare(
      shareOf(20_000, (worker) => population.has(worker, 'queuesSeveral')),
      0.61,
      20_000,
    );
  });
});
