import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../../server/contract/entities.ts';
import { Refused } from '../../../server/contract/errors.ts';
import { EligibilityIndex } from '../../../server/eligibility/eligibility-index.ts';
import type { Fact } from '../../../server/eligibility/facts.ts';
import { hitFact, hitTypeFact, workerFact } from './facts.ts';

const atLeast = (
  type: string,
  value: number,
  guarded: Requirement['ActionsGuarded'] = 'Accept',
): Requirement => ({
  QualificationTypeId: type,
  Comparator: 'GreaterThanOrEqualTo',
  IntegerValues: [value],
  ActionsGuarded: guarded,
});
const qualified = (worker: string, type: string, version: number, value: number | null): Fact => ({
  kind: 'qualification',
  worker,
  type,
  version,
  value,
});
/** Worker A1 and an open HIT H1 of group G1, told of with versions 1 to 3. */
function market(...more: Fact[]): EligibilityIndex {
  const index = new EligibilityIndex({ environment: 'sandbox' });
  index.apply([workerFact('A1', 1), hitTypeFact('G1', 2), hitFact('H1', 3, { hitType: 'G1' }), ...more]);
  return index;
}

function refusalOf(ask: () => unknown): string {
  try {
    ask();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return 'none';
}

describe('types that many workers come to have', () => {
  const people = 200;
  const types = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'];
  const heldBy = (worker: number, type: number) => (worker * 7 + type * 3) % 11;

  /** Every worker gets every type, after HITs ask for them; versions tell when. */
  function spread(): EligibilityIndex {
    const index = new EligibilityIndex({ environment: 'sandbox' });
    for (const [at, type] of types.entries()) {
      const both = [atLeast(type, 5), atLeast('T1', 2, 'PreviewAndAccept')];
      index.apply([
        hitTypeFact(`G${at}`, 1, { requirements: both }),
        hitFact(`H${at}`, 1, { hitType: `G${at}` }),
      ]);
    }
    for (let at = 0; at < people; at++) index.apply([workerFact(`A${at}`, 1)]);
    for (const [number, type] of types.entries()) {
      for (let at = 0; at < people; at++) index.apply([qualified(`A${at}`, type, 10, heldBy(at, number))]);
    }
    return index;
  }

  it('are asked for as before', () => {
    const index = spread();
    for (let at = 0; at < people; at++) {
      for (const number of types.keys()) {
        const expected = heldBy(at, 0) < 2 ? 'discover' : heldBy(at, number) < 5 ? 'preview' : 'accept';
        expect(index.check(`A${at}`, `H${number}`)).toBe(expected);
      }
    }
  });

  it('keep the versions of their facts', () => {
    const index = spread();
    const counts = types.map((type) => index.audience([atLeast(type, 5)]).eligible.accept);
    for (const type of types) {
      for (let at = 0; at < people; at++)
        index.apply([qualified(`A${at}`, type, 9, null), qualified(`A${at}`, type, 10, 0)]);
    }
    expect(types.map((type) => index.audience([atLeast(type, 5)]).eligible.accept)).toEqual(counts);
    for (let at = 0; at < people; at++) index.apply([qualified(`A${at}`, 'T2', 11, null)]);
    expect(index.audience([atLeast('T2', -9)]).eligible.accept).toBe(0);
  });
});

describe('browsing', () => {
  const created = (at: number) => ({ hitType: `G${at}`, createdAt: 1000 + at });
  function browsed(): EligibilityIndex {
    const index = market();
    for (let at = 2; at < 12; at++)
      index.apply([hitTypeFact(`G${at}`, at * 10), hitFact(`H${at}`, at * 10, created(at))]);
    return index;
  }

  it('pages go on from where they ended, whatever came meanwhile', () => {
    const index = browsed();
    const first = index.groups('A1', { limit: 4 });
    expect(first.groups.map((group) => group.hitTypeId)).toEqual(['G11', 'G10', 'G9', 'G8']);
    index.apply([hitTypeFact('G20', 900), hitFact('H20', 901, created(20))]);
    index.apply([hitFact('H8', 902, { ...created(8), available: 0 })]);
    const second = index.groups('A1', { limit: 4, after: first.next ?? '' });
    expect(second.groups.map((group) => group.hitTypeId)).toEqual(['G7', 'G6', 'G5', 'G4']);
    expect(second.total).toBe(11);
  });

  it('the last page has no next', () => {
    const page = browsed().groups('A1', { limit: 11 });
    expect([page.groups.length, page.next]).toEqual([11, undefined]);
  });

  it.each(['x', '12', '12.', 'G1.G1', '.'])('a page after %j is refused', (after) => {
    expect(refusalOf(() => browsed().groups('A1', { limit: 4, after }))).toBe('BadRequest');
    expect(refusalOf(() => browsed().groups('A1', { limit: 4, after, sort: 'title' }))).toBe('BadRequest');
  });

  it('counts HITs with a place, and dates the group by the newest of them', () => {
    const index = market(
      hitFact('H2', 4, { hitType: 'G1', createdAt: 5000, available: 7 }),
      hitFact('H3', 5, { hitType: 'G1', createdAt: 9000, available: 0 }),
    );
    expect(index.groups('A1', { limit: 1 }).groups).toMatchObject([{ available: 2, created: 5000 }]);
  });
});

describe('audiences', () => {
  it('[Q102] the funnel keeps the order given, whatever the requirements guard', () => {
    const index = market(
      workerFact('A2', 4),
      workerFact('A3', 5),
      qualified('A1', 'T1', 6, 9),
      qualified('A2', 'T1', 7, 3),
    );
    index.watch('A2');
    const asked = [atLeast('T1', 1, 'DiscoverPreviewAndAccept'), atLeast('T1', 5, 'PreviewAndAccept')];
    expect(index.audience(asked)).toEqual({
      eligible: { discover: 2, preview: 1, accept: 1 },
      online: { discover: 1, preview: 0, accept: 0 },
      population: 3,
      funnel: [
        { requirement: asked[0], alone: 2, remaining: 2 },
        { requirement: asked[1], alone: 1, remaining: 1 },
      ],
    });
  });

  it('contradictory requirements admit nobody', () => {
    const below = { ...atLeast('T1', 5), Comparator: 'LessThan' } as const;
    const audience = market(qualified('A1', 'T1', 4, 5)).audience([atLeast('T1', 5), below]);
    expect(audience.funnel.map(({ alone, remaining }) => [alone, remaining])).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  it('lists workers in pages', () => {
    const index = market();
    index.apply(Array.from({ length: 70 }, (_, at) => workerFact(`A${at + 2}`, at + 10)));
    const first = index.audienceWorkers([], 'accept', { limit: 40 });
    const second = index.audienceWorkers([], 'accept', { limit: 40, after: first.next ?? '' });
    expect([...first.workers, ...second.workers]).toEqual(
      Array.from({ length: 71 }, (_, at) => `A${at + 1}`),
    );
    expect(second.next).toBeUndefined();
    expect(refusalOf(() => index.audienceWorkers([], 'accept', { limit: 1, after: 'B1' }))).toBe(
      'BadRequest',
    );
  });

  it('figures of many sets asked for are all kept right while the population grows', () => {
    const index = market();
    for (let round = 0; round < 3; round++) {
      for (let value = 0; value < 50; value++) {
        const expected = round === 0 || value > 10 + round ? 0 : 1;
        expect(index.audience([atLeast('T1', value)]).eligible.accept).toBe(expected);
      }
      index.apply([qualified('A1', 'T1', 100 + round, 11 + round)]);
      index.apply(Array.from({ length: 200 }, (_, at) => workerFact(`B${round}X${at}`, at + 10)));
    }
  });
});

describe('samples', () => {
  it('are pairs of existing ids, the same for the same seed', () => {
    const index = market(workerFact('A2', 4), { kind: 'worker', id: 'A2', version: 5, value: null });
    expect(index.sample(3, 1)).toEqual(Array(3).fill({ worker: 'A1', hit: 'H1' }));
    index.apply(Array.from({ length: 50 }, (_, at) => workerFact(`A${at + 3}`, at + 10)));
    expect(index.sample(40, 5)).toEqual(index.sample(40, 5));
    expect(index.sample(40, 5)).not.toEqual(index.sample(40, 6));
    expect(new EligibilityIndex({ environment: 'sandbox' }).sample(3, 1)).toEqual([]);
  });
});
