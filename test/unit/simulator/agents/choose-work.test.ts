import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../../../server/contract/entities.ts';
import { approvalRateTypeId } from '../../../../server/contract/system-types.ts';
import { EligibilityIndex } from '../../../../server/eligibility/eligibility-index.ts';
import { temptation } from '../../../../simulator/agents/choose-work.ts';

const atLeast = (QualificationTypeId: string, value: number): Requirement => ({
  QualificationTypeId,
  Comparator: 'GreaterThanOrEqualTo',
  IntegerValues: [value],
  ActionsGuarded: 'Accept',
});

function indexWith(requirements: readonly Requirement[]): EligibilityIndex {
  const index = new EligibilityIndex({ environment: 'production' });
  index.apply([
    {
      kind: 'worker',
      id: 'WORKER',
      version: 1,
      value: { approvalRate: 97, hitsApproved: 500, masters: false, adult: false, locale: { country: 'US' } },
    },
    {
      kind: 'hitType',
      id: 'TYPE',
      version: 2,
      value: {
        requester: 'REQUESTER',
        requesterName: 'Requester',
        title: 'Labels',
        description: 'Labels',
        rewardMills: 50,
        assignmentDurationSeconds: 600,
        requirements,
      },
    },
  ]);
  return index;
}

describe('a group that a worker may not take yet', () => {
  const tempted = (requirements: readonly Requirement[]) => {
    const index = indexWith(requirements);
    return temptation(index, 'WORKER', index.listing('TYPE'));
  };

  it("tempts where requesters' own Qualifications alone stand in the way", () => {
    const found = tempted([atLeast(approvalRateTypeId, 95), atLeast('TEST', 8), atLeast('KNOWN', 1)]);
    expect(found).toMatchObject({ hitTypeId: 'TYPE', unmetTypes: ['TEST', 'KNOWN'] });
  });

  it('does not where the approval rate does too: asking would not help', () => {
    expect(tempted([atLeast(approvalRateTypeId, 98), atLeast('TEST', 8)])).toBeUndefined();
  });

  it('does not where nothing stands in the way', () => {
    expect(tempted([atLeast(approvalRateTypeId, 95)])).toBeUndefined();
  });
});
