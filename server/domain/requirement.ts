import type {
  Comparator,
  Environment,
  Locale,
  QualificationRequirementInput,
  Requirement,
} from '../contract/entities.ts';
import { invalidValue, Refused } from '../contract/errors.ts';
import { localeTypeId, mastersTypeId } from '../contract/system-types.ts';
import { checkLocale, covers } from './locale.ts';

/** Q102. */
export const requirementsMax = 10;
/** Q106. */
export const integerListMax = 15;
/** Q107. */
export const localeListMax = 30;

/** What a worker has of a type: an integer, a place, or (Masters) the mere fact; null: does not have it. */
export type HeldValue = number | Locale | 'held' | null;

/** A requirement as answers show it (Q112). */
export interface WireRequirement extends Requirement {
  readonly RequiredToPreview: boolean;
}

/** Checks all rules of requirements that need no store, and fills in what they guard. Whether own types exist is the caller's to ask. */
export function normaliseRequirements(
  inputs: readonly QualificationRequirementInput[],
  environment: Environment,
): Requirement[] {
  const requirements = checkedRequirements(inputs);
  for (const { QualificationTypeId } of requirements) refuseForeignMasters(QualificationTypeId, environment);
  return requirements;
}

/** As `normaliseRequirements`, where every type's existence is asked later, after all other parameters (1.0). */
export function checkedRequirements(inputs: readonly QualificationRequirementInput[]): Requirement[] {
  if (inputs.length > requirementsMax) throw invalidValue('QualificationRequirements', inputs);
  return inputs.map(normalise);
}

function normalise(input: QualificationRequirementInput): Requirement {
  const integers = input.IntegerValues?.length ? input.IntegerValues : undefined;
  const locales = input.LocaleValues?.length ? input.LocaleValues : undefined;
  if (input.QualificationTypeId === localeTypeId) checkLocaleRequirement(input.Comparator, integers, locales);
  else checkIntegerRequirement(input.Comparator, integers, locales);
  return {
    QualificationTypeId: input.QualificationTypeId,
    Comparator: input.Comparator,
    ...(integers && { IntegerValues: [...integers] }),
    ...(locales && { LocaleValues: locales.map(plainLocale) }),
    ActionsGuarded: guarded(input),
  };
}

type Integers = QualificationRequirementInput['IntegerValues'];
type Locales = QualificationRequirementInput['LocaleValues'];

/** Q107, Q108, Q122. */
function checkLocaleRequirement(comparator: Comparator, integers: Integers, locales: Locales): void {
  if (integers) throw invalidValue('IntegerValues', integers);
  const range = countAllowed(comparator, localeListMax);
  if (isOrder(comparator) || (range.max === 0 && locales)) throw invalidValue('Comparator', comparator);
  if (!isWithin(locales?.length ?? 0, range)) throw invalidValue('LocaleValues', locales);
  for (const locale of locales ?? []) checkLocale(locale);
}

/** Q105-Q108; of Masters the same is asked, though it has no value to compare (D19). */
function checkIntegerRequirement(comparator: Comparator, integers: Integers, locales: Locales): void {
  if (locales) throw invalidValue('LocaleValues', locales);
  if (!isWithin(integers?.length ?? 0, countAllowed(comparator, integerListMax))) {
    throw invalidValue('IntegerValues', integers);
  }
}

function countAllowed(comparator: Comparator, listMax: number): { min: number; max: number } {
  if (comparator === 'Exists' || comparator === 'DoesNotExist') return { min: 0, max: 0 };
  if (comparator === 'In' || comparator === 'NotIn') return { min: 1, max: listMax };
  return { min: 1, max: 1 };
}

function isWithin(count: number, range: { min: number; max: number }): boolean {
  return count >= range.min && count <= range.max;
}

function isOrder(comparator: Comparator): boolean {
  return comparator.startsWith('LessThan') || comparator.startsWith('GreaterThan');
}

function plainLocale(locale: { Country: string; Subdivision?: string | undefined }) {
  const { Country, Subdivision } = locale;
  return Subdivision === undefined ? { Country } : { Country, Subdivision };
}

/** Q110, Q111. */
function guarded(input: QualificationRequirementInput): Requirement['ActionsGuarded'] {
  if (input.ActionsGuarded === undefined) return input.RequiredToPreview ? 'PreviewAndAccept' : 'Accept';
  if (input.ActionsGuarded === 'Accept' && input.RequiredToPreview) {
    throw new Refused(
      'InvalidParameterCombination',
      'The combination of parameters supplied to the request is invalid: ActionsGuarded, RequiredToPreview.',
    );
  }
  return input.ActionsGuarded;
}

/** Q93. */
function refuseForeignMasters(typeId: string, environment: Environment): void {
  const foreign = environment === 'sandbox' ? mastersTypeId.production : mastersTypeId.sandbox;
  if (typeId !== foreign) return;
  throw new Refused('QualificationTypeDoesNotExist', `QualificationType [${typeId}] does not exist.`);
}

export function wireRequirement(requirement: Requirement): WireRequirement {
  return { ...requirement, RequiredToPreview: requirement.ActionsGuarded !== 'Accept' };
}

/** Whether what a worker has meets a requirement (tables of 4.9). Everything that is faster must agree with this. */
export function meets(requirement: Requirement, value: HeldValue): boolean {
  const { Comparator: comparator } = requirement;
  if (comparator === 'Exists') return value !== null;
  if (comparator === 'DoesNotExist') return value === null;
  // Q113: without the Qualification no comparison holds, the negative ones included. D19: Masters has no value to compare.
  if (value === null || value === 'held') return false;
  if (typeof value === 'number') return meetsInteger(comparator, requirement.IntegerValues ?? [], value);
  return meetsLocale(comparator, requirement.LocaleValues ?? [], value);
}

function meetsInteger(comparator: Comparator, wanted: readonly number[], value: number): boolean {
  const [first = Number.NaN] = wanted;
  switch (comparator) {
    case 'LessThan':
      return value < first;
    case 'LessThanOrEqualTo':
      return value <= first;
    case 'GreaterThan':
      return value > first;
    case 'GreaterThanOrEqualTo':
      return value >= first;
    case 'EqualTo':
    case 'In':
      return wanted.includes(value);
    default:
      return !wanted.includes(value);
  }
}

/** Q115-Q121. */
function meetsLocale(
  comparator: Comparator,
  wanted: Requirement['LocaleValues'] & {},
  value: Locale,
): boolean {
  const covered = wanted.some((locale) => covers(locale, value));
  if (comparator === 'EqualTo' || comparator === 'In') return covered;
  return (comparator === 'NotEqualTo' || comparator === 'NotIn') && !covered;
}

/** One text for all sets that ask the same: neither the order of requirements nor that of listed values counts. */
export function identity(requirements: readonly Requirement[]): string {
  return requirements.map(requirementIdentity).sort().join('\n');
}

function requirementIdentity(requirement: Requirement): string {
  const { QualificationTypeId, Comparator: comparator, ActionsGuarded: guards } = requirement;
  const integers = [...(requirement.IntegerValues ?? [])].sort((a, b) => a - b);
  const locales = (requirement.LocaleValues ?? []).map((l) => `${l.Country}${l.Subdivision ?? ''}`).sort();
  return JSON.stringify([QualificationTypeId, comparator, [...integers, ...locales], guards]);
}
