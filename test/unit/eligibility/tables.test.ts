import { describe, expect, it } from 'vitest';
import { type ActionsGuarded, actionsGuarded } from '../../../server/contract/entities.ts';
import { systemValueOf } from '../../../server/contract/system-types.ts';
import type { HeldValue } from '../../../server/domain/requirement.ts';
import { EligibilityIndex } from '../../../server/eligibility/eligibility-index.ts';
import type { WorkerValue } from '../../../server/eligibility/facts.ts';
import { type Cell, cells } from '../domain/cells.ts';
import { hitFact, hitTypeFact, ordinaryWorker } from './facts.ts';

const leaves: Record<ActionsGuarded, string> = {
  Accept: 'preview',
  PreviewAndAccept: 'discover',
  DiscoverPreviewAndAccept: 'none',
};

/** A worker with the cell's value, where that is a system value. */
function workerWith(type: string, value: HeldValue): WorkerValue {
  const system = systemValueOf(type, 'sandbox');
  if (!system) return ordinaryWorker;
  if (system === 'masters') return { ...ordinaryWorker, masters: value === 'held' };
  return { ...ordinaryWorker, [system]: system === 'adult' ? value === 1 : value };
}

function indexWith({ requirement, value }: Cell): EligibilityIndex {
  const index = new EligibilityIndex({ environment: 'sandbox' });
  const type = requirement.QualificationTypeId;
  index.apply([{ kind: 'worker', id: 'A1', version: 1, value: workerWith(type, value) }]);
  if (typeof value === 'number' && !systemValueOf(type, 'sandbox')) {
    index.apply([{ kind: 'qualification', worker: 'A1', type, version: 2, value }]);
  }
  for (const guard of actionsGuarded) {
    const requirements = [{ ...requirement, ActionsGuarded: guard }];
    index.apply([
      hitTypeFact(`G${guard}`, 3, { requirements }),
      hitFact(`H${guard}`, 4, { hitType: `G${guard}` }),
    ]);
  }
  return index;
}

describe('comparator tables, asked of the index', () => {
  for (const cell of cells) {
    it(`${cell.rules} ${cell.title}: ${cell.met ? 'met' : 'not met'}, under every guard`, () => {
      const index = indexWith(cell);
      for (const guard of actionsGuarded) {
        const access = cell.met ? 'accept' : leaves[guard];
        const requirement = { ...cell.requirement, ActionsGuarded: guard };
        expect(index.check('A1', `H${guard}`)).toBe(access);
        expect(index.groupAccess('A1', `G${guard}`)).toBe(access);
        const { unmet } = index.explain('A1', `H${guard}`);
        expect(unmet.map((one) => one.requirement)).toEqual(cell.met ? [] : [requirement]);
        expect(unmet.every((one) => one.guards === guard)).toBe(true);
        expect(index.audience([requirement]).funnel[0]).toMatchObject({ alone: cell.met ? 1 : 0 });
        expect(index.audience([requirement]).eligible.accept).toBe(cell.met ? 1 : 0);
      }
    });
  }
});
