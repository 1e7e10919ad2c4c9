import type { Environment } from './entities.ts';

/** Ids of the system Qualification types (Q87-Q92). All but Masters are the same in both environments. */
export const mastersTypeId: Readonly<Record<Environment, string>> = {
  production: '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH',
  sandbox: '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6',
};
export const hitsApprovedTypeId = '00000000000000000040';
export const localeTypeId = '00000000000000000071';
export const adultTypeId = '00000000000000000060';
export const approvalRateTypeId = '000000000000000000L0';

export type SystemValue = 'approvalRate' | 'hitsApproved' | 'masters' | 'adult' | 'locale';

/** Which system value an id stands for in an environment; undefined for any other id, the other environment's Masters included (Q93). */
export function systemValueOf(typeId: string, environment: Environment): SystemValue | undefined {
  switch (typeId) {
    case hitsApprovedTypeId:
      return 'hitsApproved';
    case localeTypeId:
      return 'locale';
    case adultTypeId:
      return 'adult';
    case approvalRateTypeId:
      return 'approvalRate';
    case mastersTypeId[environment]:
      return 'masters';
    default:
      return undefined;
  }
}

/** The names that workers and requesters see. */
export const systemTypeNames: Readonly<Record<SystemValue, string>> = {
  approvalRate: 'Worker_PercentAssignmentsApproved',
  hitsApproved: 'Worker_NumberHITsApproved',
  masters: 'Masters',
  adult: 'Worker_Adult',
  locale: 'Worker_Locale',
};

export function systemTypeId(value: SystemValue, environment: Environment): string {
  switch (value) {
    case 'approvalRate':
      return approvalRateTypeId;
    case 'hitsApproved':
      return hitsApprovedTypeId;
    case 'masters':
      return mastersTypeId[environment];
    case 'adult':
      return adultTypeId;
    case 'locale':
      return localeTypeId;
  }
}
