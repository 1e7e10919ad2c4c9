import { describe, expect, it } from 'vitest';
import { scoreKnownAnswers } from '../../../server/domain/known-answers.ts';

const key = [
  { question: 'q1', values: ['a', 'b'] },
  { question: 'q2', values: ['yes'] },
  { question: 'q3', values: [] },
];
const score = (answers: Record<string, string[]>) => scoreKnownAnswers(key, new Map(Object.entries(answers)));

describe('[8.2] ScoreMyKnownAnswers', () => {
  it.each([
    ['all right, in any order', { q1: ['b', 'a'], q2: [' yes '] }, [true, true, true], 100],
    ['a subset is wrong', { q1: ['a'], q2: ['yes'] }, [false, true, true], 66],
    ['case counts', { q1: ['a', 'b'], q2: ['Yes'] }, [true, false, true], 66],
    ['no answer where values are expected', { q3: [] }, [false, false, true], 33],
    ['an answer where none is expected', { q1: ['a', 'b'], q2: ['yes'], q3: ['x'] }, [true, true, false], 66],
  ])('%s', (_title, answers, correct, percent) => {
    const found = score(answers);
    expect(found.correct.map((each) => each.correct)).toEqual(correct);
    expect(found.score).toBe(percent);
  });
});
