import { describe, expect, it } from 'vitest';
import type {
  ActionsGuarded,
  Comparator,
  Locale,
  Requirement,
  WireLocale,
} from '../../../server/contract/entities.ts';
import { actionsGuarded, comparators } from '../../../server/contract/entities.ts';
import { localeTypeId, mastersTypeId } from '../../../server/contract/system-types.ts';
import { accessByRequirements } from '../../../server/domain/access.ts';
import { type HeldValue, meets } from '../../../server/domain/requirement.ts';

const requirement = (
  type: string,
  Comparator: Comparator,
  values: Pick<Requirement, 'IntegerValues' | 'LocaleValues'> = {},
  ActionsGuarded: ActionsGuarded = 'Accept',
): Requirement => ({ QualificationTypeId: type, Comparator, ActionsGuarded, ...values });

/** Every guard, met and unmet: what a single requirement leaves of the three actions. */
const leaves: Record<ActionsGuarded, string> = {
  Accept: 'preview',
  PreviewAndAccept: 'discover',
  DiscoverPreviewAndAccept: 'none',
};

function expectCell(one: Requirement, value: HeldValue, met: boolean): void {
  expect(meets(one, value)).toBe(met);
  for (const guard of actionsGuarded) {
    const guards = meets({ ...one, ActionsGuarded: guard }, value) ? [] : [guard];
    expect(accessByRequirements(guards)).toBe(met ? 'accept' : leaves[guard]);
  }
}

describe('integer types, value held', () => {
  // Wanted 5; worker's value below, at and above it. In and NotIn list 5 and 7.
  const cells: [Comparator, number[], boolean, boolean, boolean][] = [
    ['LessThan', [5], true, false, false],
    ['LessThanOrEqualTo', [5], true, true, false],
    ['GreaterThan', [5], false, false, true],
    ['GreaterThanOrEqualTo', [5], false, true, true],
    ['EqualTo', [5], false, true, false],
    ['NotEqualTo', [5], true, false, true],
    ['In', [5, 7], false, true, false],
    ['NotIn', [5, 7], true, false, true],
  ];
  for (const [comparator, values, below, at, above] of cells) {
    it.each([
      ['below', 4, below],
      ['equal', 5, at],
      ['above', 6, above],
      ['far below, negative', -2_147_483_648, below],
      ['far above', 2_147_483_647, above],
    ] as const)(`[Q106] ${comparator} with a value %s (%d): %s, under every guard`, (_where, value, met) => {
      expectCell(requirement('T', comparator, { IntegerValues: values }), value, met);
    });
  }
  it('[Q79] a Qualification of value 0 exists', () => {
    expectCell(requirement('T', 'Exists'), 0, true);
    expectCell(requirement('T', 'DoesNotExist'), 0, false);
  });
});

describe('integer types, not held', () => {
  it.each(comparators)('[Q113] [D17] [Q114] %s', (comparator) => {
    const takesValue = comparator !== 'Exists' && comparator !== 'DoesNotExist';
    const one = requirement('T', comparator, takesValue ? { IntegerValues: [5] } : {});
    expectCell(one, null, comparator === 'DoesNotExist');
  });
});

describe('Masters', () => {
  for (const type of Object.values(mastersTypeId)) {
    it.each(comparators)('[Q87] [Q88] [D19] %s, held and not', (comparator) => {
      const takesValue = comparator !== 'Exists' && comparator !== 'DoesNotExist';
      const one = requirement(type, comparator, takesValue ? { IntegerValues: [1] } : {});
      expectCell(one, 'held', comparator === 'Exists');
      expectCell(one, null, comparator === 'DoesNotExist');
    });
  }
});

describe('locale', () => {
  const at = (text: string): Locale => {
    const [country = '', subdivision] = text.split('-');
    return subdivision ? { country, subdivision } : { country };
  };
  const wanted = (text: string): WireLocale[] =>
    text.split(',').map((one) => {
      const [Country = '', Subdivision] = one.split('-');
      return Subdivision ? { Country, Subdivision } : { Country };
    });

  it.each([
    ['Q115', 'US-PA', 'US', true],
    ['Q116', 'US-PA', 'US-PA', true],
    ['Q117', 'US-NY', 'US-PA', false],
    ['Q118', 'US', 'US-PA', false],
    ['Q119', 'IN', 'US-CA', false],
    ['Q120', 'US-CA', 'US-CA,IN', true],
    ['Q121', 'GB', 'US,CA,IN', false],
  ])(
    '[%s] worker in %s, wanted %s: covered %s, under every comparator and guard',
    (_rule, worker, list, covered) => {
      const values = { LocaleValues: wanted(list) };
      if (values.LocaleValues.length === 1) {
        expectCell(requirement(localeTypeId, 'EqualTo', values), at(worker), covered);
        expectCell(requirement(localeTypeId, 'NotEqualTo', values), at(worker), !covered);
      }
      expectCell(requirement(localeTypeId, 'In', values), at(worker), covered);
      expectCell(requirement(localeTypeId, 'NotIn', values), at(worker), !covered);
    },
  );

  it('[Q95] every worker has a place', () => {
    expectCell(requirement(localeTypeId, 'Exists'), { country: 'IN' }, true);
    expectCell(requirement(localeTypeId, 'DoesNotExist'), { country: 'IN' }, false);
  });
});
