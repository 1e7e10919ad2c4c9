import { describe, expect, it } from 'vitest';
import { secondsOf } from '../../../load/durations.ts';

describe('a duration of a load script', () => {
  it('is read as k6 reads it, and what is none is refused', () => {
    expect(['500ms', '30s', '1m30s', '2h'].map(secondsOf)).toEqual([0.5, 30, 90, 7200]);
    expect(() => secondsOf('soon')).toThrow('"soon" is no duration');
    expect(() => secondsOf('5')).toThrow('"5" is no duration');
  });
});
