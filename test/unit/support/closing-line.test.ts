import { describe, expect, it } from 'vitest';
import { closing } from '../../support/closing-line.ts';

const results = (...statuses: string[]) => ({
  numPassedTests: statuses.filter((status) => status === 'passed').length,
  numFailedTests: statuses.filter((status) => status === 'failed').length,
  testResults: [
    {
      status: statuses.includes('failed') ? 'failed' : 'passed',
      assertionResults: statuses.map((status, at) => ({ status, fullName: `test ${at}` })),
    },
  ],
});

describe('the end of npm test', () => {
  it('is one line with the counts, and exits as the runner did', () => {
    expect(closing(0, results('passed', 'passed'), true)).toEqual({
      lines: ['2 passed, 0 failed, 0 skipped'],
      code: 0,
    });
    expect(closing(1, results('passed', 'failed'), false)).toEqual({
      lines: ['1 passed, 1 failed, 0 skipped'],
      code: 1,
    });
  });

  it('names what was skipped, which fails with CI=true alone', () => {
    const skipping = results('passed', 'pending');
    expect(closing(0, skipping, false).code).toBe(0);
    expect(closing(0, skipping, false).lines[0]).toBe('skipped: test 1');
    expect(closing(0, skipping, true).code).toBe(1);
  });

  it('counts a file that could not be loaded', () => {
    const { testResults, ...counts } = results('passed');
    const broken = { status: 'failed', assertionResults: [] };
    expect(closing(1, { ...counts, testResults: [...testResults, broken] }, false).lines).toEqual([
      '1 passed, 1 failed, 0 skipped',
    ]);
  });

  it('fails if nothing ran or nothing was told', () => {
    expect(closing(0, results(), false).code).toBe(1);
    expect(closing(0, undefined, false).code).toBe(1);
  });
});
