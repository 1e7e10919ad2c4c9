import { describe, expect, it } from 'vitest';
import { findPlurality } from '../../../server/domain/plurality.ts';

/** Each worker's answers to q1, q2, …; a list is a set of selections. */
function given(...workers: readonly (string | readonly string[] | undefined)[][]) {
  return workers.map((answers, at) => ({
    assignment: `a${at + 1}`,
    answers: new Map(
      answers.map((answer, question) => [
        `q${question + 1}`,
        answer === undefined ? [] : typeof answer === 'string' ? [answer] : answer,
      ]),
    ),
  }));
}
const questions = ['q1', 'q2', 'q3', 'q4'];

describe('[8.2] SimplePlurality', () => {
  it('the documented example: three of four questions agreed, workers 100, 66, 66', () => {
    const found = findPlurality(
      { questions, agreementThreshold: 50 },
      given(['x', 'y', 'z', '1'], ['x', 'n', 'z', '2'], ['n', 'y', 'z', '3']),
    );
    expect(found.questions).toEqual([
      { question: 'q1', agreed: ['x'], score: 66 },
      { question: 'q2', agreed: ['y'], score: 66 },
      { question: 'q3', agreed: ['z'], score: 100 },
      { question: 'q4' },
    ]);
    expect(found.score).toBe(75);
    expect(found.workers).toEqual([
      { assignment: 'a1', correct: 3, incorrect: 0, score: 100 },
      { assignment: 'a2', correct: 2, incorrect: 1, score: 66 },
      { assignment: 'a3', correct: 2, incorrect: 1, score: 66 },
    ]);
  });

  it('[D44] the share must exceed the threshold, but 100 is reached at 100', () => {
    const one = (agreementThreshold: number, ...answers: string[]) =>
      findPlurality({ questions: ['q1'], agreementThreshold }, given(...answers.map((answer) => [answer])))
        .questions[0]?.agreed;
    expect(one(50, 'a', 'a', 'b', 'c')).toBeUndefined();
    expect(one(49, 'a', 'a', 'b', 'c')).toEqual(['a']);
    expect(one(66, 'a', 'a', 'b')).toEqual(['a']);
    expect(one(100, 'a', 'a')).toEqual(['a']);
    expect(one(100, 'a', 'a', 'b')).toBeUndefined();
    expect(one(0, 'a', 'b')).toBeUndefined();
  });

  it('[D53] compares whole sets, without surrounding blanks, by case and punctuation', () => {
    const found = findPlurality(
      { questions: ['q1', 'q2'], agreementThreshold: 50 },
      given([['A', 'B'], ' yes'], [['B', 'A'], 'yes '], [['A'], 'Yes']),
    );
    expect(found.questions).toEqual([
      { question: 'q1', agreed: ['A', 'B'], score: 66 },
      { question: 'q2', agreed: ['yes'], score: 66 },
    ]);
  });

  it('ignores answers above 256 characters and missing ones', () => {
    const long = 'x'.repeat(257);
    const found = findPlurality(
      { questions: ['q1'], agreementThreshold: 60 },
      given([long], [long], [undefined], ['a']),
    );
    expect(found.questions).toEqual([{ question: 'q1', agreed: ['a'], score: 100 }]);
    expect(found.workers[0]).toEqual({ assignment: 'a1', correct: 0, incorrect: 0 });
  });

  it('no question with an agreed answer gives no worker a score', () => {
    const found = findPlurality({ questions: ['q1'], agreementThreshold: 50 }, given(['a'], ['b']));
    expect(found.score).toBe(0);
    expect(found.workers.every(({ score }) => score === undefined)).toBe(true);
  });
});
