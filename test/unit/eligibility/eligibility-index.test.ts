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
    expect(index.online.has('A1')).toBe(true);
    index.unwatch('A1');
    index.unwatch('A1');
    expect([index.online.has('A1'), index.onlineCount()]).toEqual([false, 1]);
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
