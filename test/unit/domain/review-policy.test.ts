import { describe, expect, it } from 'vitest';
import {
  reviewPolicyRecord,
  scoreMyKnownAnswers,
  simplePlurality,
} from '../../../server/domain/review-policy.ts';

const known = 'ScoreMyKnownAnswers/2011-09-01';
const plurality = 'SimplePlurality/2011-09-01';
const answerKey = { Key: 'AnswerKey', MapEntries: [{ Key: 'q1', Values: ['a'] }] };
const ids = { Key: 'QuestionIds', Values: ['q1'] };
const threshold = { Key: 'QuestionAgreementThreshold', Values: ['50'] };
const one = (Key: string, value: string) => ({ Key, Values: [value] });

const assignmentLevel = (...Parameters: object[]) =>
  reviewPolicyRecord('Assignment', { PolicyName: known, Parameters: [answerKey, ...Parameters] });
const hitLevel = (...Parameters: object[]) =>
  reviewPolicyRecord('HIT', { PolicyName: plurality, Parameters: [ids, threshold, ...Parameters] });

describe('[8.2] review policies are refused', () => {
  it.each([
    ['an unknown name', () => reviewPolicyRecord('HIT', { PolicyName: 'X' }), 'PolicyName'],
    ['the name of the other level', () => reviewPolicyRecord('HIT', { PolicyName: known }), 'PolicyName'],
    ['without an answer key', () => reviewPolicyRecord('Assignment', { PolicyName: known }), 'AnswerKey'],
    [
      'without questions',
      () => reviewPolicyRecord('HIT', { PolicyName: plurality, Parameters: [threshold] }),
      'QuestionIds',
    ],
    ['with 16 questions', () => hitLevelOf(Array.from({ length: 16 }, (_, at) => `q${at}`)), 'QuestionIds'],
    [
      'without a threshold',
      () => reviewPolicyRecord('HIT', { PolicyName: plurality, Parameters: [ids] }),
      'QuestionAgreementThreshold',
    ],
    [
      'a number that is none',
      () => assignmentLevel(one('ExtendMaximumAssignments', 'x')),
      'ExtendMaximumAssignments',
    ],
    [
      'an odd boolean',
      () => hitLevel(one('DisregardAssignmentIfRejected', 'yes')),
      'DisregardAssignmentIfRejected',
    ],
    [
      '[D52] an extension without its ceiling',
      () => hitLevel(one('ExtendIfHITAgreementScoreIsLessThan', '50')),
      'ExtendMaximumAssignments',
    ],
  ])('%s', (_title, make, parameter) => {
    expect(make).toThrowError(
      expect.objectContaining({ details: expect.objectContaining({ Parameter: parameter }) }),
    );
  });

  it.each([
    ['ApproveIfKnownAnswerScoreIsAtLeast', '102', 0, 101],
    ['RejectIfKnownAnswerScoreIsLessThan', '-1', 0, 101],
    ['ExtendMaximumAssignments', '26', 2, 25],
    ['ExtendMinimumTimeInSeconds', '59', 60, 31_536_000],
  ])('%s of %s', (key, value, min, max) => {
    expect(() => assignmentLevel(one(key, value))).toThrowError(
      `The value ${value} is invalid for ${key}. Valid values range from ${min} to ${max}.`,
    );
  });
});

const hitLevelOf = (questions: string[]) =>
  reviewPolicyRecord('HIT', {
    PolicyName: plurality,
    Parameters: [{ Key: 'QuestionIds', Values: questions }, threshold],
  });

describe('[8.2] review policies are read', () => {
  it('with their defaults', () => {
    const policy = assignmentLevel();
    expect(policy && scoreMyKnownAnswers(policy)).toEqual({
      answerKey: [{ question: 'q1', values: ['a'] }],
      approveIfAtLeast: 101,
      approveReason: undefined,
      rejectIfLessThan: 0,
      rejectReason: undefined,
      extension: { ifScoreIsLessThan: 0, maximumAssignments: 5, seconds: 0 },
    });
  });

  it('[D51] with all four spellings of a boolean, and QuestionIDs', () => {
    for (const [text, flag] of [
      ['T', true],
      ['F', false],
      ['true', true],
      ['false', false],
    ] as const) {
      const policy = hitLevel(one('DisregardAssignmentIfRejected', text));
      expect(policy && simplePlurality(policy).disregardRejected).toBe(flag);
    }
    const other = reviewPolicyRecord('HIT', {
      PolicyName: plurality,
      Parameters: [{ Key: 'QuestionIDs', Values: ['q1'] }, threshold],
    });
    expect(other && simplePlurality(other).questions).toEqual(['q1']);
  });

  it('[D52] the time of an extension is optional', () => {
    const policy = hitLevel(
      one('ExtendIfHITAgreementScoreIsLessThan', '50'),
      one('ExtendMaximumAssignments', '7'),
    );
    expect(policy && simplePlurality(policy).extension).toEqual({
      ifScoreIsLessThan: 50,
      maximumAssignments: 7,
      seconds: 0,
    });
  });
});
