import type { Comparator, Locale, Requirement, WireLocale } from '../../../server/contract/entities.ts';
import {
  adultTypeId,
  approvalRateTypeId,
  hitsApprovedTypeId,
  localeTypeId,
  mastersTypeId,
} from '../../../server/contract/system-types.ts';
import type { HeldValue } from '../../../server/domain/requirement.ts';

/** One cell of the tables of mturk-api 4.9: a requirement, what a worker has, and whether that meets it. */
export interface Cell {
  readonly rules: string;
  readonly title: string;
  readonly requirement: Omit<Requirement, 'ActionsGuarded'>;
  readonly value: HeldValue;
  readonly met: boolean;
}

export const ownTypeId = '3OWN';

/** Wanted 5 (In and NotIn: 5 and 7); whether a value below, at and above it meets the comparator. */
const integerRows: readonly [Comparator, number[], below: boolean, at: boolean, above: boolean][] = [
  ['LessThan', [5], true, false, false],
  ['LessThanOrEqualTo', [5], true, true, false],
  ['GreaterThan', [5], false, false, true],
  ['GreaterThanOrEqualTo', [5], false, true, true],
  ['EqualTo', [5], false, true, false],
  ['NotEqualTo', [5], true, false, true],
  ['In', [5, 7], false, true, false],
  ['NotIn', [5, 7], true, false, true],
];

function integerCells(type: string, name: string, rule: string, values: readonly number[]): Cell[] {
  return integerRows.flatMap(([Comparator, IntegerValues, below, at, above]) =>
    values.map((value) => ({
      rules: `[${rule}] [Q106]`,
      title: `${name} ${Comparator} ${IntegerValues}, worker has ${value}`,
      requirement: { QualificationTypeId: type, Comparator, IntegerValues },
      value,
      met: value < 5 ? below : value === 5 ? at : above,
    })),
  );
}

/** Wanted 1 (In and NotIn: 1 and 3) of a worker who has 0 or 1. */
const adultCells: Cell[] = integerRows.flatMap(([Comparator, listed, below, at]) =>
  [0, 1].map((value) => ({
    rules: '[Q91] [Q106]',
    title: `Worker_Adult ${Comparator} 1, worker has ${value}`,
    requirement: {
      QualificationTypeId: adultTypeId,
      Comparator,
      IntegerValues: listed.length === 1 ? [1] : [1, 3],
    },
    value,
    met: value === 0 ? below : at,
  })),
);

function existenceCells(type: string, name: string, rules: string, value: HeldValue): Cell[] {
  const held = value === null ? 'without it' : 'with it';
  return [
    {
      rules,
      title: `${name} Exists, worker ${held}`,
      requirement: bare(type, 'Exists'),
      value,
      met: value !== null,
    },
    {
      rules,
      title: `${name} DoesNotExist, worker ${held}`,
      requirement: bare(type, 'DoesNotExist'),
      value,
      met: value === null,
    },
  ];
}

const bare = (QualificationTypeId: string, Comparator: Comparator) => ({ QualificationTypeId, Comparator });

/** D17, Q113: without the Qualification no comparison of values holds. D19: nor does any with Masters. */
function neverCells(type: string, name: string, rules: string, value: HeldValue): Cell[] {
  return integerRows.map(([Comparator, IntegerValues]) => ({
    rules,
    title: `${name} ${Comparator} ${IntegerValues}, worker ${value === null ? 'without it' : 'with it'}`,
    requirement: { QualificationTypeId: type, Comparator, IntegerValues },
    value,
    met: false,
  }));
}

const localeRows: readonly [rule: string, worker: string, wanted: string, covered: boolean][] = [
  ['Q115', 'US-PA', 'US', true],
  ['Q116', 'US-PA', 'US-PA', true],
  ['Q117', 'US-NY', 'US-PA', false],
  ['Q118', 'US', 'US-PA', false],
  ['Q119', 'IN', 'US-CA', false],
  ['Q120', 'US-CA', 'US-CA,IN', true],
  ['Q121', 'GB', 'US,CA,IN', false],
];

function localeOf(text: string): Locale {
  const [country = '', subdivision] = text.split('-');
  return subdivision ? { country, subdivision } : { country };
}

function wantedLocales(text: string): WireLocale[] {
  return text
    .split(',')
    .map(localeOf)
    .map(({ country, subdivision }) =>
      subdivision ? { Country: country, Subdivision: subdivision } : { Country: country },
    );
}

const localeCells: Cell[] = localeRows.flatMap(([rule, worker, wanted, covered]) => {
  const LocaleValues = wantedLocales(wanted);
  const listing: Comparator[] = ['In', 'NotIn'];
  const allowed: Comparator[] = LocaleValues.length === 1 ? ['EqualTo', 'NotEqualTo', ...listing] : listing;
  return allowed.map((Comparator) => ({
    rules: `[${rule}]`,
    title: `Worker_Locale ${Comparator} ${wanted}, worker in ${worker}`,
    requirement: { QualificationTypeId: localeTypeId, Comparator, LocaleValues },
    value: localeOf(worker),
    met: Comparator.startsWith('Not') ? !covered : covered,
  }));
});

const masters = mastersTypeId.sandbox;

/** Every comparator with every kind of value, held and missing, as far as each can be. */
export const cells: readonly Cell[] = [
  ...integerCells(ownTypeId, 'own type', 'Q79', [-2_147_483_648, -3, 0, 4, 5, 6, 2_147_483_647]),
  ...existenceCells(ownTypeId, 'own type', '[Q79]', 0),
  ...existenceCells(ownTypeId, 'own type', '[Q79]', -2_147_483_648),
  ...existenceCells(ownTypeId, 'own type', '[Q113] [Q114]', null),
  ...neverCells(ownTypeId, 'own type', '[Q113] [D17]', null),
  ...integerCells(approvalRateTypeId, 'approval rate', 'Q92', [0, 4, 5, 6, 100]),
  ...existenceCells(approvalRateTypeId, 'approval rate', '[Q95]', 0),
  ...integerCells(hitsApprovedTypeId, 'HITs approved', 'Q89', [0, 4, 5, 6, 100_000]),
  ...existenceCells(hitsApprovedTypeId, 'HITs approved', '[Q95]', 0),
  ...adultCells,
  ...existenceCells(adultTypeId, 'Worker_Adult', '[Q95]', 0),
  ...existenceCells(masters, 'Masters', '[Q87] [Q88]', 'held'),
  ...existenceCells(masters, 'Masters', '[Q87] [Q88]', null),
  ...neverCells(masters, 'Masters', '[D19]', 'held'),
  ...neverCells(masters, 'Masters', '[D19]', null),
  ...localeCells,
  ...existenceCells(localeTypeId, 'Worker_Locale', '[Q95]', { country: 'IN' }),
];
