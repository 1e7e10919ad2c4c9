import type { Comparator, Locale, Requirement, Unmet } from '../contract/entities.ts';
import { localeTypeId, type SystemValue, systemValueOf } from '../contract/system-types.ts';
import { localeText } from './locale.ts';
import type { HeldValue } from './requirement.ts';

/** What people call the system values. */
const systemNames: Readonly<Record<SystemValue, string>> = {
  approvalRate: 'approval rate',
  hitsApproved: 'HITs approved',
  masters: 'Masters',
  adult: 'adult content (1 = agreed)',
  locale: 'location',
};

const signs: Readonly<Partial<Record<Comparator, string>>> = {
  LessThan: '<',
  LessThanOrEqualTo: '≤',
  GreaterThan: '>',
  GreaterThanOrEqualTo: '≥',
  EqualTo: '=',
  NotEqualTo: '≠',
};

const grouped = new Intl.NumberFormat('en-US');

/** 412 and 1,000; most numbers need no grouping, which costs more than all else here. */
function groupedText(value: number): string {
  return Math.abs(value) < 1000 ? String(value) : grouped.format(value);
}

/** A failed requirement with what the worker has, and a sentence about it. */
export function unmetRequirement(requirement: Requirement, value: HeldValue, typeName: string): Unmet {
  return {
    requirement,
    value: value === 'held' ? null : value,
    guards: requirement.ActionsGuarded,
    text: explain(requirement, value, typeName),
  };
}

/** "needs HITs approved ≥ 1,000; this worker has 412". `typeName` is used for types that the system does not keep. */
export function explain(requirement: Requirement, value: HeldValue, typeName: string): string {
  const system = systemKind(requirement.QualificationTypeId);
  const name = system ? systemNames[system] : typeName;
  if (requirement.Comparator === 'Exists') return `needs ${name}; this worker does not have it`;
  if (requirement.Comparator === 'DoesNotExist') return `must not have ${name}; this worker has it`;
  if (system === 'masters')
    return `${needs(requirement, name, '')}, which nobody meets: Masters has no value`;
  const unit = system === 'approvalRate' ? ' %' : '';
  return `${needs(requirement, name, unit)}; this worker ${has(value, unit)}`;
}

/** "HITs approved ≥ 1,000": the requirement alone, for tables. `typeName` as above. */
export function requirementText(requirement: Requirement, typeName: string): string {
  const system = systemKind(requirement.QualificationTypeId);
  const name = system ? systemNames[system] : typeName;
  if (requirement.Comparator === 'Exists') return `has ${name}`;
  if (requirement.Comparator === 'DoesNotExist') return `has no ${name}`;
  const unit = system === 'approvalRate' ? ' %' : '';
  return needs(requirement, name, unit).replace(/^needs /, '');
}

function systemKind(typeId: string): SystemValue | undefined {
  return systemValueOf(typeId, 'production') ?? systemValueOf(typeId, 'sandbox');
}

function needs(requirement: Requirement, name: string, unit: string): string {
  const wanted = wantedTexts(requirement, unit);
  const sign = signs[requirement.Comparator];
  if (sign) return `needs ${name} ${sign} ${wanted.join()}`;
  const quantity = requirement.Comparator === 'In' ? 'one of' : 'none of';
  return `needs ${name} to be ${quantity} ${wanted.join(', ')}`;
}

function wantedTexts(requirement: Requirement, unit: string): string[] {
  if (requirement.QualificationTypeId === localeTypeId) {
    return (requirement.LocaleValues ?? []).map((locale) => localeText(locale.Country, locale.Subdivision));
  }
  return (requirement.IntegerValues ?? []).map((value) => groupedText(value) + unit);
}

function has(value: HeldValue, unit: string): string {
  if (value === null || value === 'held') return 'does not have it';
  if (typeof value === 'number') return `has ${groupedText(value)}${unit}`;
  return `is in ${placeOf(value)}`;
}

function placeOf(locale: Locale): string {
  return localeText(locale.country, locale.subdivision);
}
