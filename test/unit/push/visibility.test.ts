import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from '../../../server/contract/entities.ts';
import { accessLevels } from '../../../server/contract/entities.ts';
import type { FeedEvent } from '../../../server/contract/events.ts';
import type { Change } from '../../../server/push/visibility.ts';
import { changesOf, net, visibilityName } from '../../../server/push/visibility.ts';
import type { FeedCommit } from '../../../server/store/store.ts';

const change = (group: string, previous: Access, access: Access, feed: number): Change => ({
  group,
  previous,
  access,
  feed,
  at: feed * 1000,
  cause: { kind: 'hit', event: feed },
});

describe('netting', () => {
  it('leaves changes of different groups as they are, each at its own position', () => {
    const changes = [change('G', 'none', 'accept', 3), change('H', 'accept', 'none', 5)];
    expect(net(changes)).toEqual(changes);
  });

  it('cancels opposite changes, and moves the others to the last position', () => {
    const changes = [
      change('G', 'none', 'accept', 3),
      change('H', 'none', 'preview', 4),
      change('G', 'accept', 'none', 5),
    ];
    expect(net(changes)).toEqual([{ ...change('H', 'none', 'preview', 4), feed: 5, at: 5000 }]);
  });

  it('joins changes in the same direction, from the first level to the last', () => {
    const changes = [change('G', 'none', 'discover', 3), change('G', 'discover', 'accept', 4)];
    expect(net(changes)).toEqual([{ ...change('G', 'none', 'accept', 4), cause: { kind: 'hit', event: 4 } }]);
  });

  it('whatever happens, folding what is left gives the same groups', () => {
    const steps = fc.array(
      fc.record({ group: fc.constantFrom('F', 'G', 'H'), access: fc.constantFrom(...accessLevels) }),
    );
    fc.assert(
      fc.property(steps, (history) => {
        const levels = new Map<string, Access>();
        const changes: Change[] = [];
        for (const [at, { group, access }] of history.entries()) {
          const previous = levels.get(group) ?? 'none';
          if (previous === access) continue;
          levels.set(group, access);
          changes.push(change(group, previous, access, at + 1));
        }
        const folded = new Map<string, Access>();
        let feed = 0;
        for (const each of net(changes)) {
          expect(folded.get(each.group) ?? 'none').toBe(each.previous);
          expect(each.access).not.toBe(each.previous);
          expect(each.feed).toBeGreaterThanOrEqual(feed);
          feed = each.feed;
          folded.set(each.group, each.access);
        }
        for (const [group, access] of levels) expect(folded.get(group) ?? 'none').toBe(access);
      }),
    );
  });
});

describe('causes', () => {
  const commit = (events: Partial<FeedEvent>[]): FeedCommit => ({
    first: 10,
    at: 1000,
    events: events as FeedEvent[],
    facts: [],
  });
  const index = {
    requirementsOf: () => [
      { QualificationTypeId: 'T', Comparator: 'Exists', ActionsGuarded: 'Accept' } as const,
    ],
  };
  const causeOf = (events: Partial<FeedEvent>[], worker = 'A', group = 'G') => {
    const causes: object[] = [];
    const flips = [{ worker, group, access: 'accept', previous: 'none' } as const];
    changesOf({ commit: commit(events), flips, index }, (_worker, { cause }) => causes.push(cause));
    return causes[0];
  };

  it('are the first event that names the group, for all workers to whom nothing happened', () => {
    expect(
      causeOf([
        { type: 'system:changed', worker: 'B', qualificationType: 'T' },
        { type: 'hit:expired', hitTypeId: 'G' },
        { type: 'hit:reviewable', hitTypeId: 'G' },
      ]),
    ).toEqual({ kind: 'hit', event: 11 });
    expect(causeOf([{ type: 'hit:type-changed', hitTypeId: 'H', previous: 'G' }])).toEqual({
      kind: 'hit',
      event: 10,
    });
  });

  it("are the worker's own Qualification that the group asks for, not others", () => {
    const moved = (qualificationType: string) =>
      ({ type: 'system:changed', worker: 'A', qualificationType }) as const;
    expect(causeOf([moved('S'), moved('T'), moved('U')])).toEqual({ kind: 'qualification', event: 11 });
    expect(causeOf([moved('S'), { type: 'assignment:approved', worker: 'A', hitTypeId: 'G' }])).toEqual({
      kind: 'hit',
      event: 11,
    });
  });

  it('are a block of this worker', () => {
    expect(causeOf([{ type: 'worker:blocked', worker: 'A' }])).toEqual({ kind: 'block', event: 10 });
  });
});

it('a push is named by the levels before and after', () => {
  expect(visibilityName({ previous: 'none', access: 'discover' })).toBe('hit:visible');
  expect(visibilityName({ previous: 'accept', access: 'none' })).toBe('hit:hidden');
  expect(visibilityName({ previous: 'accept', access: 'preview' })).toBe('hit:changed');
});
