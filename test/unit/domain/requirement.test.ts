import { describe, expect, it } from 'vitest';
import type { QualificationRequirementInput, Requirement } from '../../../server/contract/entities.ts';
import { errorTable, Refused } from '../../../server/contract/errors.ts';
import {
  adultTypeId,
  approvalRateTypeId,
  hitsApprovedTypeId,
  localeTypeId,
  mastersTypeId,
} from '../../../server/contract/system-types.ts';
import {
  type HeldValue,
  identity,
  normaliseRequirements,
  wireRequirement,
} from '../../../server/domain/requirement.ts';
import { explain } from '../../../server/domain/unmet.ts';

const ownType = '3OWNTYPE';
const masters = mastersTypeId.sandbox;

function refusalOf(...inputs: QualificationRequirementInput[]): Refused {
  try {
    normaliseRequirements(inputs, 'sandbox');
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error(`Not refused: ${JSON.stringify(inputs)}`);
}

function accepted(input: QualificationRequirementInput): Requirement {
  const [requirement] = normaliseRequirements([input], 'sandbox');
  if (!requirement) throw new Error('No requirement came back.');
  return requirement;
}

const integers = (count: number) => Array.from({ length: count }, (_, at) => at);
const locales = (count: number) => Array.from({ length: count }, () => ({ Country: 'US' }));
const single = [
  'LessThan',
  'LessThanOrEqualTo',
  'GreaterThan',
  'GreaterThanOrEqualTo',
  'EqualTo',
  'NotEqualTo',
] as const;
const order = single.slice(0, 4);

describe('rules of requirements that need no store', () => {
  it('[Q102] ten requirements pass, eleven are refused by the value template', () => {
    const one: QualificationRequirementInput = { QualificationTypeId: ownType, Comparator: 'Exists' };
    expect(normaliseRequirements(Array(10).fill(one), 'sandbox')).toHaveLength(10);
    expect(normaliseRequirements([], 'sandbox')).toEqual([]);
    const refusal = refusalOf(...Array<QualificationRequirementInput>(11).fill(one));
    expect(refusal.code).toBe('InvalidParameterValue');
    expect(refusal.details.Parameter).toBe('QualificationRequirements');
    expect(refusal.message).toBe(
      `The value "${JSON.stringify(Array(11).fill(one))}" is not valid for the parameter QualificationRequirements.`,
    );
    expect(errorTable[refusal.code].wire).toBe('ParameterValidationError');
  });

  it('[Q104] one type may occur twice', () => {
    const both: QualificationRequirementInput[] = [
      { QualificationTypeId: ownType, Comparator: 'GreaterThanOrEqualTo', IntegerValues: [5] },
      { QualificationTypeId: ownType, Comparator: 'LessThanOrEqualTo', IntegerValues: [9] },
    ];
    expect(normaliseRequirements(both, 'sandbox')).toHaveLength(2);
  });

  it.each(['Exists', 'DoesNotExist'] as const)(
    '[Q105] %s takes no integers, and an empty list is none',
    (comparator) => {
      const refusal = refusalOf({ QualificationTypeId: ownType, Comparator: comparator, IntegerValues: [5] });
      expect(refusal.message).toBe('The value "[5]" is not valid for the parameter IntegerValues.');
      const plain = accepted({ QualificationTypeId: ownType, Comparator: comparator, IntegerValues: [] });
      expect(plain).toEqual({
        QualificationTypeId: ownType,
        Comparator: comparator,
        ActionsGuarded: 'Accept',
      });
    },
  );

  for (const type of [ownType, hitsApprovedTypeId, approvalRateTypeId, adultTypeId, masters]) {
    it.each(single)(`[Q106] %s on ${type} takes exactly one integer`, (comparator) => {
      const ask = (values?: number[]) => ({
        QualificationTypeId: type,
        Comparator: comparator,
        ...(values && { IntegerValues: values }),
      });
      expect(accepted(ask([7])).IntegerValues).toEqual([7]);
      expect(refusalOf(ask()).message).toBe('The value "" is not valid for the parameter IntegerValues.');
      expect(refusalOf(ask([])).message).toBe('The value "" is not valid for the parameter IntegerValues.');
      expect(refusalOf(ask([1, 2])).message).toBe(
        'The value "[1,2]" is not valid for the parameter IntegerValues.',
      );
    });
    it.each(['In', 'NotIn'] as const)(`[Q106] %s on ${type} takes 1 to 15 integers`, (comparator) => {
      const ask = (count: number) => ({
        QualificationTypeId: type,
        Comparator: comparator,
        IntegerValues: integers(count),
      });
      expect(accepted(ask(1)).IntegerValues).toHaveLength(1);
      expect(accepted(ask(15)).IntegerValues).toHaveLength(15);
      expect(refusalOf(ask(0)).details.Parameter).toBe('IntegerValues');
      expect(refusalOf(ask(16)).details.Parameter).toBe('IntegerValues');
    });
    it(`[Q107] ${type} takes no locales`, () => {
      const refusal = refusalOf({
        QualificationTypeId: type,
        Comparator: 'EqualTo',
        LocaleValues: locales(1),
      });
      expect(refusal.message).toBe(
        'The value "[{"Country":"US"}]" is not valid for the parameter LocaleValues.',
      );
    });
    it(`[Q108] ${type} never takes both kinds of value`, () => {
      const refusal = refusalOf({
        QualificationTypeId: type,
        Comparator: 'EqualTo',
        LocaleValues: locales(1),
        IntegerValues: [1],
      });
      expect(refusal.details.Parameter).toBe('LocaleValues');
    });
  }

  it.each(order)('[Q107] %s on Worker_Locale is refused, naming Comparator', (comparator) => {
    for (const values of [undefined, locales(1), locales(2)]) {
      const refusal = refusalOf({
        QualificationTypeId: localeTypeId,
        Comparator: comparator,
        ...(values && { LocaleValues: values }),
      });
      expect(refusal.message).toBe(`The value "${comparator}" is not valid for the parameter Comparator.`);
    }
  });

  it.each(['Exists', 'DoesNotExist'] as const)('[Q107] %s on Worker_Locale stands alone', (comparator) => {
    expect(accepted({ QualificationTypeId: localeTypeId, Comparator: comparator }).Comparator).toBe(
      comparator,
    );
    const refusal = refusalOf({
      QualificationTypeId: localeTypeId,
      Comparator: comparator,
      LocaleValues: locales(1),
    });
    expect(refusal.details.Parameter).toBe('Comparator');
  });

  it.each(['EqualTo', 'NotEqualTo'] as const)('[Q107] [D20] %s takes exactly one locale', (comparator) => {
    const ask = (count: number) => ({
      QualificationTypeId: localeTypeId,
      Comparator: comparator,
      LocaleValues: locales(count),
    });
    expect(accepted(ask(1)).LocaleValues).toEqual([{ Country: 'US' }]);
    expect(refusalOf(ask(0)).message).toBe('The value "" is not valid for the parameter LocaleValues.');
    expect(refusalOf(ask(2)).details.Parameter).toBe('LocaleValues');
  });

  it.each(['In', 'NotIn'] as const)('[Q107] %s takes 1 to 30 locales', (comparator) => {
    const ask = (count: number) => ({
      QualificationTypeId: localeTypeId,
      Comparator: comparator,
      LocaleValues: locales(count),
    });
    expect(accepted(ask(30)).LocaleValues).toHaveLength(30);
    expect(refusalOf(ask(0)).details.Parameter).toBe('LocaleValues');
    expect(refusalOf(ask(31)).details.Parameter).toBe('LocaleValues');
  });

  it('[Q108] integers never go with Worker_Locale, with or without locales', () => {
    for (const values of [undefined, locales(1)]) {
      const refusal = refusalOf({
        QualificationTypeId: localeTypeId,
        Comparator: 'EqualTo',
        IntegerValues: [1],
        ...(values && { LocaleValues: values }),
      });
      expect(refusal.message).toBe('The value "[1]" is not valid for the parameter IntegerValues.');
    }
  });

  it.each([
    ['ZZ', undefined, 'The value "ZZ" is not valid for the parameter Country.'],
    ['us', undefined, 'The value "us" is not valid for the parameter Country.'],
    [
      'UK',
      undefined,
      'The value "UK" is not valid for the parameter Country. Use GB for the United Kingdom.',
    ],
    ['GB', 'EN', 'The value "EN" is not valid for the parameter Subdivision.'],
    ['US', 'PR', 'The value "PR" is not valid for the parameter Subdivision.'],
    ['US', 'pa', 'The value "pa" is not valid for the parameter Subdivision.'],
  ])('[Q122] the locale %s %s is refused', (country, subdivision, message) => {
    const locale = { Country: country, ...(subdivision && { Subdivision: subdivision }) };
    const refusal = refusalOf({
      QualificationTypeId: localeTypeId,
      Comparator: 'In',
      LocaleValues: [{ Country: 'IN' }, locale],
    });
    expect(refusal).toMatchObject({ code: 'InvalidParameterValue', message });
  });

  it('[Q122] states and the District of Columbia pass', () => {
    const values = [
      { Country: 'US', Subdivision: 'PA' },
      { Country: 'US', Subdivision: 'DC' },
      { Country: 'GB' },
    ];
    const input = { QualificationTypeId: localeTypeId, Comparator: 'In', LocaleValues: values } as const;
    expect(accepted({ ...input, LocaleValues: [...values] }).LocaleValues).toEqual(values);
  });

  it.each([
    [undefined, undefined, 'Accept', false],
    [false, undefined, 'Accept', false],
    [true, undefined, 'PreviewAndAccept', true],
    [false, 'Accept', 'Accept', false],
    [true, 'PreviewAndAccept', 'PreviewAndAccept', true],
    [false, 'PreviewAndAccept', 'PreviewAndAccept', true],
    [true, 'DiscoverPreviewAndAccept', 'DiscoverPreviewAndAccept', true],
    [false, 'DiscoverPreviewAndAccept', 'DiscoverPreviewAndAccept', true],
    [undefined, 'DiscoverPreviewAndAccept', 'DiscoverPreviewAndAccept', true],
  ] as const)(
    '[Q110] [Q111] [Q112] RequiredToPreview %s with ActionsGuarded %s is %s, shown with %s',
    (preview, guards, stored, shown) => {
      const requirement = accepted({
        QualificationTypeId: ownType,
        Comparator: 'Exists',
        ...(preview !== undefined && { RequiredToPreview: preview }),
        ...(guards && { ActionsGuarded: guards }),
      });
      expect(requirement.ActionsGuarded).toBe(stored);
      expect(wireRequirement(requirement)).toEqual({
        QualificationTypeId: ownType,
        Comparator: 'Exists',
        ActionsGuarded: stored,
        RequiredToPreview: shown,
      });
    },
  );

  it('[Q111] RequiredToPreview with Accept is refused as a combination', () => {
    const refusal = refusalOf({
      QualificationTypeId: ownType,
      Comparator: 'Exists',
      RequiredToPreview: true,
      ActionsGuarded: 'Accept',
    });
    expect(refusal).toMatchObject({
      code: 'InvalidParameterCombination',
      message:
        'The combination of parameters supplied to the request is invalid: ActionsGuarded, RequiredToPreview.',
    });
  });

  it('[Q93] Masters of the other environment does not exist here', () => {
    const refusal = refusalOf({ QualificationTypeId: mastersTypeId.production, Comparator: 'Exists' });
    expect(refusal).toMatchObject({
      code: 'QualificationTypeDoesNotExist',
      message: `QualificationType [${mastersTypeId.production}] does not exist.`,
    });
    expect(accepted({ QualificationTypeId: masters, Comparator: 'Exists' }).QualificationTypeId).toBe(
      masters,
    );
  });
});

describe('identity of a set', () => {
  const first: Requirement = {
    QualificationTypeId: ownType,
    Comparator: 'In',
    IntegerValues: [1, 2],
    ActionsGuarded: 'Accept',
  };
  const second: Requirement = { QualificationTypeId: 'B', Comparator: 'Exists', ActionsGuarded: 'Accept' };

  it('neither the order of requirements nor that of listed values counts', () => {
    expect(identity([first, second])).toBe(identity([second, { ...first, IntegerValues: [2, 1] }]));
    expect(identity([])).toBe(identity([]));
  });

  it.each<[string, Requirement]>([
    ['another type', { ...first, QualificationTypeId: 'C' }],
    ['another comparator', { ...first, Comparator: 'NotIn' }],
    ['other values', { ...first, IntegerValues: [1, 3] }],
    ['another guard', { ...first, ActionsGuarded: 'PreviewAndAccept' }],
  ])('%s makes another set', (_what, other) => {
    expect(identity([other, second])).not.toBe(identity([first, second]));
  });
});

describe('sentences', () => {
  const sentence = (
    typeId: string,
    comparator: Requirement['Comparator'],
    values: object,
    value: HeldValue,
  ) =>
    explain(
      { QualificationTypeId: typeId, Comparator: comparator, ActionsGuarded: 'Accept', ...values },
      value,
      'Color test',
    );

  it.each<[string, string]>([
    [
      sentence(hitsApprovedTypeId, 'GreaterThanOrEqualTo', { IntegerValues: [1000] }, 412),
      'needs HITs approved ≥ 1,000; this worker has 412',
    ],
    [
      sentence(approvalRateTypeId, 'GreaterThan', { IntegerValues: [95] }, 90),
      'needs approval rate > 95 %; this worker has 90 %',
    ],
    [sentence(ownType, 'EqualTo', { IntegerValues: [5] }, 3), 'needs Color test = 5; this worker has 3'],
    [
      sentence(ownType, 'NotEqualTo', { IntegerValues: [5] }, null),
      'needs Color test ≠ 5; this worker does not have it',
    ],
    [
      sentence(ownType, 'NotIn', { IntegerValues: [5, 6] }, 6),
      'needs Color test to be none of 5, 6; this worker has 6',
    ],
    [sentence(ownType, 'Exists', {}, null), 'needs Color test; this worker does not have it'],
    [sentence(ownType, 'DoesNotExist', {}, 8), 'must not have Color test; this worker has it'],
    [sentence(masters, 'Exists', {}, null), 'needs Masters; this worker does not have it'],
    [
      sentence(masters, 'EqualTo', { IntegerValues: [1] }, 'held'),
      'needs Masters = 1, which nobody meets: Masters has no value',
    ],
    [
      sentence(
        localeTypeId,
        'In',
        { LocaleValues: [{ Country: 'US', Subdivision: 'PA' }, { Country: 'IN' }] },
        { country: 'GB' },
      ),
      'needs location to be one of US-PA, IN; this worker is in GB',
    ],
  ])('%s', (said, expected) => {
    expect(said).toBe(expected);
  });
});
