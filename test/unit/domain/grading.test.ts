import { beforeAll, describe, expect, it } from 'vitest';
import { type AnswerKey, grade, type ValueMapping } from '../../../server/domain/grading.ts';
import { readAnswers } from '../../../server/questions/answers.ts';
import { readTest } from '../../../server/questions/question.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import {
  answerKey,
  formQuestion,
  keyQuestion,
  mapping,
  questionForm,
  selection,
} from '../questions/fixtures/documents.ts';

beforeAll(loadXml);

const test = questionForm(
  formQuestion('Q1', selection(['A', 'B', 'C'], '<MaxSelectionCount>3</MaxSelectionCount>')) +
    formQuestion('Q2', selection(['C', 'D'])) +
    formQuestion('Q3', selection(['X'])),
);
const questions =
  keyQuestion(
    'Q1',
    [
      ['A,B', 15],
      ['A', 10],
      ['B', 10],
    ],
    '<DefaultScore>5</DefaultScore>',
  ) + keyQuestion('Q2', [['D', 10]]);

const percentage = (maximum: number) =>
  mapping(`<PercentageMapping><MaximumSummedScore>${maximum}</MaximumSummedScore></PercentageMapping>`);
const scale = (multiplier: string) =>
  mapping(`<ScaleMapping><SummedScoreMultiplier>${multiplier}</SummedScoreMultiplier></ScaleMapping>`);
const ranges = (written: readonly [number, number, number][], otherwise: number) =>
  mapping(
    `<RangeMapping>${written
      .map(
        ([lower, upper, value]) =>
          `<SummedScoreRange><InclusiveLowerBound>${lower}</InclusiveLowerBound><InclusiveUpperBound>${upper}</InclusiveUpperBound><QualificationValue>${value}</QualificationValue></SummedScoreRange>`,
      )
      .join('')}<OutOfRangeQualificationValue>${otherwise}</OutOfRangeQualificationValue></RangeMapping>`,
  );
const workedRanges = ranges(
  [
    [5, 9, 5],
    [10, 19, 10],
    [20, 25, 20],
  ],
  0,
);

function graded(written: string, answer: Record<string, unknown>): number {
  const { form, key } = readTest(test, answerKey(questions + written));
  if (key === undefined) throw new Error('no key was read');
  return grade(key, readAnswers(form, answer).answers);
}

describe('[7.4] worked examples', () => {
  const rows: [string, Record<string, unknown>, number, number, number, number, number, number][] = [
    ['A,B; D', { Q1: ['A', 'B'], Q2: 'D' }, 25, 100, 83, 75, 13, 20],
    ['B,A; D: order is nothing', { Q1: ['B', 'A'], Q2: 'D' }, 25, 100, 83, 75, 13, 20],
    ['A; D', { Q1: 'A', Q2: 'D' }, 20, 80, 67, 60, 10, 20],
    ['A,B,C; D: no exact match', { Q1: ['A', 'B', 'C'], Q2: 'D' }, 15, 60, 50, 45, 8, 10],
    ['B; C', { Q1: 'B', Q2: 'C' }, 10, 40, 33, 30, 5, 10],
    ['none; none', {}, 5, 20, 17, 15, 3, 5],
  ];
  it.each(rows)('%s', (_, answer, sum, of25, of30, times3, half, inRange) => {
    expect(graded('', answer)).toBe(sum);
    expect(graded(percentage(25), answer)).toBe(of25);
    expect(graded(percentage(30), answer)).toBe(of30);
    expect(graded(scale('3'), answer)).toBe(times3);
    expect(graded(scale('0.5'), answer)).toBe(half);
    expect(graded(workedRanges, answer)).toBe(inRange);
  });

  it('questions that the key leaves out count nothing', () => {
    expect(graded('', { Q1: 'A', Q2: 'D', Q3: 'X' })).toBe(20);
  });
});

/** A key whose summed score is what the worker's one answer is named after. */
function keyOf(sum: number, valueMapping?: ValueMapping): AnswerKey {
  return {
    questions: [{ identifier: 'q', options: [{ selections: ['s'], score: sum }], defaultScore: -1 }],
    ...(valueMapping && { mapping: valueMapping }),
  };
}
const value = (sum: number, valueMapping?: ValueMapping) =>
  grade(keyOf(sum, valueMapping), [{ question: 'q', selections: ['s'] }]);

describe('[7.4] range edges', () => {
  const worked: ValueMapping = {
    kind: 'range',
    ranges: [
      { lower: 5, upper: 9, value: 5 },
      { lower: 10, upper: 19, value: 10 },
      { lower: 20, upper: 25, value: 20 },
    ],
    otherwise: 0,
  };
  it.each([
    [4, 0],
    [5, 5],
    [9, 5],
    [10, 10],
    [19, 10],
    [20, 20],
    [25, 20],
    [26, 0],
  ])('%i → %i', (sum, expected) => {
    expect(value(sum, worked)).toBe(expected);
  });

  it('[D25] of overlapping ranges the first wins', () => {
    const overlapping: ValueMapping = {
      kind: 'range',
      ranges: [
        { lower: 0, upper: 10, value: 1 },
        { lower: 5, upper: 20, value: 2 },
      ],
      otherwise: 3,
    };
    expect([4, 5, 10, 11, 21].map((sum) => value(sum, overlapping))).toEqual([1, 1, 1, 2, 3]);
  });

  it('a range the wrong way round holds nothing', () => {
    expect(value(5, { kind: 'range', ranges: [{ lower: 9, upper: 1, value: 1 }], otherwise: 7 })).toBe(7);
  });
});

describe('[D25] rounding and bounds', () => {
  it.each<[string, number, ValueMapping | undefined, number]>([
    ['a half goes up', 5, { kind: 'scale', multiplier: 0.5 }, 3],
    ['below 0 too', -5, { kind: 'scale', multiplier: 0.5 }, -2],
    ['just below a half goes down', 1, { kind: 'scale', multiplier: 0.49999 }, 0],
    ['decimals are the requester’s, not the processor’s', 35, { kind: 'scale', multiplier: 0.7 }, 25],
    ['so are these', 1005, { kind: 'scale', multiplier: 0.1 }, 101],
    ['a half percent goes up', 7, { kind: 'percentage', maximumScore: 40 }, 18],
    ['a percentage above 100 stays', 50, { kind: 'percentage', maximumScore: 25 }, 200],
    ['a negative one too', -5, { kind: 'percentage', maximumScore: 25 }, -20],
    ['0 is 0', -1, { kind: 'scale', multiplier: 0.1 }, 0],
    ['no value leaves 32 bits', 2_147_483_647, { kind: 'scale', multiplier: 1e300 }, 2_147_483_647],
    ['nor below', -2_147_483_648, { kind: 'scale', multiplier: 3 }, -2_147_483_648],
    ['a negative sum', -12, undefined, -12],
  ])('%s', (_, sum, valueMapping, expected) => {
    expect(value(sum, valueMapping)).toBe(expected);
  });
});

describe('[7.4] exact sets', () => {
  const key: AnswerKey = {
    questions: [
      {
        identifier: 'q',
        options: [
          { selections: ['a', 'b'], score: 1 },
          { selections: ['b', 'a'], score: 2 },
          { selections: ['c', 'c'], score: 3 },
        ],
        defaultScore: -4,
      },
    ],
  };
  it.each<[string, readonly string[] | undefined, number]>([
    ['[D25] the first of two equal options wins', ['b', 'a'], 1],
    ['a subset is no match', ['a'], -4],
    ['a superset is no match', ['a', 'b', 'c'], -4],
    ['an identifier written twice counts once', ['c'], 3],
    ['nothing selected', [], -4],
    ['a free text', undefined, -4],
  ])('%s', (_, selections, expected) => {
    const answer = selections === undefined ? { question: 'q' } : { question: 'q', selections };
    expect(grade(key, [answer])).toBe(expected);
  });

  it('no answer at all scores the default, and 0 without one', () => {
    expect(grade(key, [])).toBe(-4);
    expect(grade({ questions: [{ identifier: 'q', options: [], defaultScore: 0 }] }, [])).toBe(0);
  });
});

describe('[7.4] keys as they are written', () => {
  const read = (written: string) => readTest(test, answerKey(questions + written)).key?.mapping;
  it.each([
    [percentage(25), { kind: 'percentage', maximumScore: 25 }],
    [scale('1.5'), { kind: 'scale', multiplier: 1.5 }],
    [scale(' .5E1 '), { kind: 'scale', multiplier: 5 }],
    [ranges([[-5, 0, 1]], -1), { kind: 'range', ranges: [{ lower: -5, upper: 0, value: 1 }], otherwise: -1 }],
    ['', undefined],
  ])('%s', (written, expected) => {
    expect(read(written)).toEqual(expected);
  });

  it.each([
    [percentage(1.5), 'MaximumSummedScore must be an integer from -2147483648 to 2147483647, not "1.5"'],
    [scale('INF'), 'SummedScoreMultiplier must be a decimal number, not "INF"'],
    [scale('1,5'), 'SummedScoreMultiplier must be a decimal number'],
    [scale(`${'1'.repeat(50_000)}x`), 'SummedScoreMultiplier must be a decimal number'],
    [scale('1e999'), 'SummedScoreMultiplier must be a decimal number'],
    [ranges([], 0), 'in RangeMapping SummedScoreRange was expected'],
    [
      mapping(''),
      'in QualificationValueMapping PercentageMapping or ScaleMapping or RangeMapping was expected',
    ],
    [mapping('<OtherMapping/>'), 'but OtherMapping found'],
    [keyQuestion('Q3', []), 'in Question AnswerOption was expected, but its end found'],
    [keyQuestion('Q3', [['X', 2_147_483_648]]), 'AnswerScore must be an integer'],
    [keyQuestion('Q3', [['X', 1]], '<DefaultScore/>'), 'DefaultScore must be an integer'],
  ])('[Q13] %s is refused', (written, message) => {
    expect(() => read(written)).toThrow(message);
  });
});
