import type { ActionsGuarded, Comparator } from '../../server/contract/entities.ts';
import {
  adultTypeId,
  approvalRateTypeId,
  hitsApprovedTypeId,
  localeTypeId,
  mastersTypeId,
} from '../../server/contract/system-types.ts';
import type { WireRequirement } from '../api/requester-entities.ts';

/** A requirement as it stands in the form. */
export interface RequirementDraft {
  readonly key: number;
  readonly type: string;
  readonly comparator: Comparator;
  /** Integers or locales, separated by commas. */
  readonly values: string;
  readonly guards: ActionsGuarded;
}

export const guardTitles: readonly (readonly [ActionsGuarded, string])[] = [
  ['Accept', 'to accept; all see and preview it'],
  ['PreviewAndAccept', 'to preview and accept; all see it listed'],
  ['DiscoverPreviewAndAccept', 'to see it at all'],
];

export const comparatorTitles: Readonly<Record<Comparator, string>> = {
  GreaterThanOrEqualTo: '≥',
  GreaterThan: '>',
  LessThanOrEqualTo: '≤',
  LessThan: '<',
  EqualTo: '=',
  NotEqualTo: '≠',
  In: 'is one of',
  NotIn: 'is none of',
  Exists: 'is held',
  DoesNotExist: 'is not held',
};

const all = Object.keys(comparatorTitles) as Comparator[];
const mastersIds: readonly string[] = Object.values(mastersTypeId);

export const isLocale = (type: string): boolean => type === localeTypeId;

/** The comparators that a type takes (Q105–Q108). */
export function comparatorsOf(type: string): Comparator[] {
  if (mastersIds.includes(type)) return ['Exists', 'DoesNotExist'];
  if (isLocale(type)) return ['EqualTo', 'NotEqualTo', 'In', 'NotIn'];
  return all;
}

export const takesNoValue = (comparator: Comparator): boolean =>
  comparator === 'Exists' || comparator === 'DoesNotExist';
export const takesMany = (comparator: Comparator): boolean => comparator === 'In' || comparator === 'NotIn';

let last = 0;

export function newRequirement(type: string): RequirementDraft {
  const [comparator = 'Exists'] = comparatorsOf(type);
  return { key: ++last, type, comparator, values: standardValues(type), guards: 'Accept' };
}

/** What the draft becomes when another type is chosen in it. */
export function withType(draft: RequirementDraft, type: string): RequirementDraft {
  const allowed = comparatorsOf(type);
  const [first = 'Exists'] = allowed;
  const comparator = allowed.includes(draft.comparator) ? draft.comparator : first;
  return { ...draft, type, comparator, values: standardValues(type) };
}

function standardValues(type: string): string {
  switch (type) {
    case approvalRateTypeId:
      return '95';
    case hitsApprovedTypeId:
      return '1000';
    case localeTypeId:
      return 'US';
    case adultTypeId:
      return '1';
    default:
      return mastersIds.includes(type) ? '' : '80';
  }
}

/** Up to where a slider for a threshold goes, and in what steps. */
export function sliderOf(type: string): { readonly max: number; readonly step: number } {
  if (type === hitsApprovedTypeId) return { max: 10_000, step: 50 };
  return type === adultTypeId ? { max: 1, step: 1 } : { max: 100, step: 1 };
}

export function requirementOf(draft: RequirementDraft): WireRequirement {
  const { type, comparator, guards } = draft;
  const values = draft.values.split(',').map((value) => value.trim());
  const common = { QualificationTypeId: type, Comparator: comparator, ActionsGuarded: guards };
  if (takesNoValue(comparator)) return common;
  if (!isLocale(type)) return { ...common, IntegerValues: values.map(Number) };
  return {
    ...common,
    LocaleValues: values.map((value) => {
      const [country = '', subdivision] = value.toUpperCase().split('-');
      return { Country: country, ...(subdivision === undefined ? {} : { Subdivision: subdivision }) };
    }),
  };
}

/** What is wrong with the values, in words. */
export function problemOf({ type, comparator, values }: RequirementDraft): string | undefined {
  if (takesNoValue(comparator)) return undefined;
  const given = values.split(',').map((value) => value.trim());
  if (!takesMany(comparator) && given.length > 1) return 'One value alone; choose “is one of” for more.';
  if (isLocale(type)) {
    const isWrong = given.some((value) => !/^[A-Za-z]{2}(-[A-Za-z]{2})?$/.test(value));
    return isWrong ? 'Countries of two letters, US states as US-CA.' : undefined;
  }
  return given.some((value) => !/^-?\d{1,10}$/.test(value)) ? 'Whole numbers.' : undefined;
}

export function requirementsOf(drafts: readonly RequirementDraft[]): WireRequirement[] {
  return drafts.map(requirementOf);
}
