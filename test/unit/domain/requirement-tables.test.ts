import { describe, expect, it } from 'vitest';
import { type ActionsGuarded, actionsGuarded } from '../../../server/contract/entities.ts';
import { mastersTypeId } from '../../../server/contract/system-types.ts';
import { accessByRequirements } from '../../../server/domain/access.ts';
import { meets } from '../../../server/domain/requirement.ts';
import { cells } from './cells.ts';

/** What a single requirement that is not met leaves of the three actions. */
const leaves: Record<ActionsGuarded, string> = {
  Accept: 'preview',
  PreviewAndAccept: 'discover',
  DiscoverPreviewAndAccept: 'none',
};

describe('comparator tables', () => {
  for (const { rules, title, requirement, value, met } of cells) {
    it(`${rules} ${title}: ${met ? 'met' : 'not met'}, under every guard`, () => {
      for (const guard of actionsGuarded) {
        const isMet = meets({ ...requirement, ActionsGuarded: guard }, value);
        expect(isMet).toBe(met);
        expect(accessByRequirements(isMet ? [] : [guard])).toBe(met ? 'accept' : leaves[guard]);
      }
    });
  }

  it('[Q88] [D19] Masters of production is alike', () => {
    const exists = { QualificationTypeId: mastersTypeId.production, Comparator: 'Exists' } as const;
    expect(meets({ ...exists, ActionsGuarded: 'Accept' }, 'held')).toBe(true);
    expect(meets({ ...exists, ActionsGuarded: 'Accept' }, null)).toBe(false);
  });
});
