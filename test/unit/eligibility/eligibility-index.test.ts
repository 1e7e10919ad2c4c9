import { describe, expect, it } from 'vitest';
import type { Obstacle, Requirement } from '../../../server/contract/entities.ts';
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
const took = (worker: string, hit: string, version: number, value = true): Fact => ({
  kind: 'participation',
  worker,
  hit,
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

describe('obstacles', () => {
  it.each<[Obstacle, string, Fact]>([
    ['blocked', 'preview', { kind: 'block', requester: 'R1', worker: 'A1', version: 9, value: true }],
    ['own-hit', 'preview', workerFact('A1', 9, { requester: 'R1' })],
    ['already-done', 'preview', took('A1', 'H1', 9)],
    ['none-left', 'none', hitFact('H1', 9, { hitType: 'G1', available: 0, status: 'Unassignable' })],
    ['expired', 'none', hitFact('H1', 9, { hitType: 'G1', expired: true, status: 'Reviewable' })],
    ['not-assignable', 'none', hitFact('H1', 9, { hitType: 'G1', status: 'Reviewing' })],
  ])('[Q127] [Q132] %s leaves %s', (reason, access, fact) => {
    const index = market(fact);
    expect(index.explain('A1', 'H1')).toEqual({ access, unmet: [], reasons: [reason] });
    expect(index.groupAccess('A1', 'G1')).toBe(access);
    expect(index.groups('A1', { limit: 9 }).total).toBe(access === 'none' ? 0 : 1);
    expect(index.groups('A1', { limit: 9, access: 'accept' }).total).toBe(0);
  });

  it('[Q127] all that hold are named, in their order, beside what is unmet', () => {
    const index = market(
      hitTypeFact('G1', 4, { requirements: [atLeast('T1', 5, 'DiscoverPreviewAndAccept')] }),
      hitFact('H1', 5, { hitType: 'G1', available: 0, expired: true, status: 'Disposed' }),
      workerFact('A1', 6, { requester: 'R1' }),
      { kind: 'block', requester: 'R1', worker: 'A1', version: 7, value: true },
      took('A1', 'H1', 8),
    );
    const { access, reasons, unmet } = index.explain('A1', 'H1');
    expect(access).toBe('none');
    expect(reasons).toEqual(['blocked', 'own-hit', 'already-done', 'none-left', 'expired', 'not-assignable']);
    expect(unmet).toMatchObject([{ value: null, guards: 'DiscoverPreviewAndAccept' }]);
  });

  it('[D43] a HIT given back may be taken again', () => {
    const index = market(took('A1', 'H1', 4), took('A1', 'H1', 5, false));
    expect(index.check('A1', 'H1')).toBe('accept');
  });

  it("a group's access is the highest over its HITs", () => {
    const index = market(took('A1', 'H1', 4), hitFact('H2', 5, { hitType: 'G1', createdAt: 900 }));
    expect(index.groupAccess('A1', 'G1')).toBe('accept');
    expect(index.workableHits('G1')).toEqual(['H2', 'H1']);
    expect(index.workableHits('G1', 'A1')).toEqual(['H2']);
    expect(index.nextWorkableHit('A1', 'G1')).toBe('H2');
    index.apply([took('A1', 'H2', 6)]);
    expect(index.explainGroup('A1', 'G1')).toEqual({
      access: 'preview',
      unmet: [],
      reasons: ['already-done'],
    });
    expect(index.nextWorkableHit('A1', 'G1')).toBeUndefined();
  });
});

describe('facts', () => {
  it('older and equal versions change nothing', () => {
    const index = market(qualified('A1', 'T1', 5, 50));
    index.apply([
      workerFact('A1', 1, { requester: 'R1' }),
      hitFact('H1', 3, { hitType: 'G1', available: 0 }),
      hitTypeFact('G1', 2, { requirements: [atLeast('T9', 1)] }),
      qualified('A1', 'T1', 5, null),
    ]);
    expect(index.check('A1', 'H1')).toBe('accept');
    expect(index.audience([atLeast('T1', 50)]).eligible.accept).toBe(1);
  });

  it('versions beyond 32 bits are told apart', () => {
    const index = market();
    const large = 2 ** 40;
    index.apply([hitFact('H1', large, { hitType: 'G1', available: 0 })]);
    index.apply([hitFact('H1', large + 1, { hitType: 'G1', available: 1 })]);
    index.apply([hitFact('H1', large, { hitType: 'G1', available: 0 })]);
    expect(index.check('A1', 'H1')).toBe('accept');
  });

  it('may come before what they speak of', () => {
    const index = new EligibilityIndex({ environment: 'sandbox' });
    index.apply([
      qualified('A1', 'T1', 1, 7),
      took('A1', 'H2', 2),
      { kind: 'block', requester: 'R2', worker: 'A1', version: 3, value: true },
      hitFact('H1', 4, { hitType: 'G1' }),
      hitFact('H2', 5, { hitType: 'G1', createdAt: 2000 }),
      hitFact('H3', 6, { hitType: 'G2' }),
    ]);
    expect(refusalOf(() => index.check('A1', 'H1'))).toBe('NotFound');
    index.apply([
      hitTypeFact('G1', 7, { requirements: [atLeast('T1', 7)] }),
      hitTypeFact('G2', 8, { requester: 'R2' }),
      workerFact('A1', 9),
    ]);
    expect(['H1', 'H2', 'H3'].map((hit) => index.check('A1', hit))).toEqual(['accept', 'preview', 'preview']);
  });

  it('take workers and HITs away again', () => {
    const index = market();
    index.apply([{ kind: 'worker', id: 'A1', version: 4, value: null }]);
    expect(index.population()).toBe(0);
    expect(refusalOf(() => index.check('A1', 'H1'))).toBe('NotFound');
    index.apply([workerFact('A1', 5), { kind: 'hit', id: 'H1', version: 6, value: null }]);
    expect(refusalOf(() => index.check('A1', 'H1'))).toBe('NotFound');
    expect(index.groupAccess('A1', 'G1')).toBe('none');
  });

  it('[Q94] system types are the market’s own: a Qualification fact of one is of no account', () => {
    const index = market(qualified('A1', '00000000000000000040', 5, 9000));
    expect(index.audience([atLeast('00000000000000000040', 5000)]).eligible.accept).toBe(0);
  });
});

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

describe('unknown ids', () => {
  it('are refused as not found', () => {
    const index = market();
    expect(refusalOf(() => index.check('A2', 'H1'))).toBe('NotFound');
    expect(refusalOf(() => index.explain('A1', 'H2'))).toBe('NotFound');
    expect(refusalOf(() => index.groupAccess('A1', 'G2'))).toBe('NotFound');
    expect(refusalOf(() => index.groups('A2', { limit: 1 }))).toBe('NotFound');
    expect(refusalOf(() => index.workableHits('G2'))).toBe('NotFound');
    expect(refusalOf(() => index.audienceOfGroup('G2'))).toBe('NotFound');
    expect([index.workerNumber('A2'), index.hitNumber('H2')]).toEqual([-1, -1]);
  });
});

describe('watching', () => {
  it('is counted per worker', () => {
    const index = market(workerFact('A2', 4));
    for (const worker of ['A1', 'A1', 'A2']) index.watch(worker);
    expect(index.onlineCount()).toBe(2);
    index.unwatch('A1');
    expect(index.isWatched('A1')).toBe(true);
    index.unwatch('A1');
    index.unwatch('A1');
    expect([index.isWatched('A1'), index.onlineCount()]).toEqual([false, 1]);
  });

  it('tells flips of watched workers only, net of the whole commit', () => {
    const index = market(workerFact('A2', 4), hitTypeFact('G1', 5, { requirements: [atLeast('T1', 5)] }));
    index.watch('A1');
    const flips = index.apply([qualified('A1', 'T1', 6, 5), qualified('A2', 'T1', 6, 5)]);
    expect(flips).toEqual([{ worker: 'A1', group: 'G1', access: 'accept', previous: 'preview' }]);
    expect(
      index.apply([qualified('A1', 'T1', 7, null), hitFact('H1', 7, { hitType: 'G1', available: 0 })]),
    ).toEqual([{ worker: 'A1', group: 'G1', access: 'none', previous: 'accept' }]);
    expect(index.apply([qualified('A1', 'T1', 8, 9), qualified('A1', 'T1', 9, null)])).toEqual([]);
  });

  it('the same history gives the same flips in the same order', () => {
    const history = (index: EligibilityIndex) => {
      for (let at = 0; at < 30; at++) {
        index.apply([hitTypeFact(`G${at}`, 10 + at, { requirements: [atLeast('T1', at % 7)] })]);
        index.apply([hitFact(`H${at}`, 50 + at, { hitType: `G${at}` })]);
      }
      index.watch('A1');
      return index.apply([qualified('A1', 'T1', 99, 4)]);
    };
    expect(history(market())).toEqual(history(market()));
    expect(history(market()).length).toBeGreaterThan(10);
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
