import type { QualificationRecord } from '../../contract/records.ts';
import { seconds } from './time.ts';

/** A Qualification of an own type, held or revoked; the latter with its last value (Q78). */
export function wireQualification({ type, worker, state, value, grantedAt }: QualificationRecord) {
  return {
    QualificationTypeId: type,
    WorkerId: worker,
    GrantTime: seconds(grantedAt ?? 0),
    IntegerValue: value ?? 1,
    Status: state.holding === 'held' ? 'Granted' : 'Revoked',
  };
}
