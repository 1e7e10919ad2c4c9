import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderedList } from '../../../server/eligibility/ordered-list.ts';
import { testSeed } from '../../support/runs.ts';

function walked(list: OrderedList, from = Number.NEGATIVE_INFINITY): number[] {
  const found: number[] = [];
  list.walk(
    (number) => found.push(number) > 0,
    (number) => number < from,
  );
  return found;
}

describe('ordered list', () => {
  it('holds what was added and not removed, in order, over many chunks', () => {
    const changes = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1500, maxLength: 4000 });
    const property = fc.property(changes, fc.integer({ min: 0, max: 3000 }), (numbers, from) => {
      const list = new OrderedList((a, b) => a - b);
      const expected = new Set<number>();
      for (const number of numbers) {
        if (expected.has(number)) list.remove(number);
        else list.add(number);
        if (!expected.delete(number)) expected.add(number);
      }
      const sorted = [...expected].sort((a, b) => a - b);
      expect([list.size, list.last]).toEqual([sorted.length, sorted.at(-1)]);
      expect(walked(list)).toEqual(sorted);
      expect(walked(list, from)).toEqual(sorted.filter((number) => number >= from));
      list.fill([...sorted].reverse());
      expect(walked(list, from)).toEqual(sorted.filter((number) => number >= from));
    });
    fc.assert(property, { seed: testSeed(), numRuns: 20 });
  });

  it('refuses to remove what it does not hold', () => {
    expect(() => new OrderedList((a, b) => a - b).remove(1)).toThrow('1 is not in the list.');
  });
});
