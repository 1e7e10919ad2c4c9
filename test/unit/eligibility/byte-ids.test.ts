import { describe, expect, it } from 'vitest';
import { ByteIds, hashStart, hashStep } from '../../../server/eligibility/byte-ids.ts';

function find(ids: ByteIds, id: string): number {
  const bytes = Buffer.from(`<${id}>`, 'utf8');
  let hash = hashStart;
  for (const byte of bytes.subarray(1, -1)) hash = hashStep(hash, byte);
  return ids.find(bytes, 1, bytes.length - 1, hash);
}

describe('ids in a buffer', () => {
  it('have the numbers of the list, which may grow meanwhile', () => {
    const list = Array.from({ length: 5000 }, (_, number) => `A${(number * 7919).toString(36)}X`);
    const ids = new ByteIds(list);
    expect(list.map((id) => find(ids, id))).toEqual(list.map((_, number) => number));
    expect(find(ids, 'later')).toBe(-1);
    list.push('later', 'A'.repeat(20_000));
    expect(find(ids, 'later')).toBe(5000);
    expect(find(ids, 'A'.repeat(20_000))).toBe(5001);
  });

  it('are found whole or not at all', () => {
    const ids = new ByteIds(['AB', 'ABC', 'B', '']);
    expect(['A', 'AB', 'ABC', 'ABCD', 'BC', ''].map((id) => find(ids, id))).toEqual([-1, 0, 1, -1, -1, 3]);
  });

  it('of other than plain ASCII are not found, nor taken for ids that look alike in their low bytes', () => {
    const ids = new ByteIds(['\u0161b', 'é']);
    expect(['ab', '\u0161b', 'é', '\u00e9'].map((id) => find(ids, id))).toEqual([-1, -1, -1, -1]);
  });
});
