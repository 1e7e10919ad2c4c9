import type { Environment } from '../../server/contract/entities.ts';
import {
  approvalRateTypeId,
  hitsApprovedTypeId,
  localeTypeId,
  systemTypeId,
} from '../../server/contract/system-types.ts';

/** A QualificationRequirement as operations take it. */
export type RequirementInput = Readonly<Record<string, unknown>>;

/** A bar of approval rate, percent. */
export const approvalBar = (percent: number): RequirementInput => atLeast(approvalRateTypeId, percent);

export const hitsApprovedBar = (count: number): RequirementInput => atLeast(hitsApprovedTypeId, count);

export const fromCountries = (codes: readonly string[]): RequirementInput => ({
  QualificationTypeId: localeTypeId,
  Comparator: codes.length === 1 ? 'EqualTo' : 'In',
  LocaleValues: codes.map((Country) => ({ Country })),
});

export const mastersOnly = (environment: Environment): RequirementInput => ({
  QualificationTypeId: systemTypeId('masters', environment),
  Comparator: 'Exists',
});

export const atLeast = (QualificationTypeId: string, value: number): RequirementInput => ({
  QualificationTypeId,
  Comparator: 'GreaterThanOrEqualTo',
  IntegerValues: [value],
});

export const holds = (QualificationTypeId: string): RequirementInput => ({
  QualificationTypeId,
  Comparator: 'Exists',
});

export const lacks = (QualificationTypeId: string): RequirementInput => ({
  QualificationTypeId,
  Comparator: 'DoesNotExist',
});
