import type { Requirement, Unmet } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import type { WorkerRecord } from '../contract/records.ts';
import type { SystemValue } from '../contract/system-types.ts';
import { systemValueOf } from '../contract/system-types.ts';
import type { HeldValue } from '../domain/requirement.ts';
import { meets } from '../domain/requirement.ts';
import { unmetRequirement } from '../domain/unmet.ts';
import { advance } from '../machines/advance.ts';
import { qualificationTypeMachine } from '../machines/qualification-type.ts';
import type { Transaction } from '../market/transaction.ts';

/** What a worker has of each system type (4.8). */
export const systemValues: { readonly [V in SystemValue]: (worker: WorkerRecord) => HeldValue } = {
  approvalRate: (worker) => worker.approvalRate,
  hitsApproved: (worker) => worker.approved,
  masters: (worker) => (worker.state.masters === 'held' ? 'held' : null),
  adult: (worker) => (worker.state.adult === 'yes' ? 1 : 0),
  locale: (worker) => worker.locale,
};

export const typeDoesNotExist = (type: string): Refused =>
  new Refused('QualificationTypeDoesNotExist', `QualificationType [${type}] does not exist.`);

/** The requirements that a worker fails by the records as they stand. */
export async function unmetRequirements(
  tx: Transaction,
  worker: WorkerRecord,
  requirements: readonly Requirement[],
): Promise<Unmet[]> {
  const unmet: Unmet[] = [];
  for (const requirement of requirements) {
    const type = requirement.QualificationTypeId;
    const value = await heldValue(tx, worker, type);
    if (meets(requirement, value)) continue;
    const record = systemValueOf(type, tx.environment) ? undefined : await tx.get('qualificationType', type);
    unmet.push(unmetRequirement(requirement, value, record?.name ?? type));
  }
  return unmet;
}

/** Revoked, or merely asked for, is as if never granted (Q75). */
async function heldValue(tx: Transaction, worker: WorkerRecord, type: string): Promise<HeldValue> {
  const system = systemValueOf(type, tx.environment);
  if (system) return systemValues[system](worker);
  const qualification = await tx.get('qualification', `${worker.id}:${type}`);
  return qualification?.state.holding === 'held' ? (qualification.value ?? null) : null;
}

/** Own types, each once: those that have records. */
export function ownTypesIn(tx: Transaction, requirements: readonly Requirement[]): string[] {
  const types = new Set(requirements.map(({ QualificationTypeId }) => QualificationTypeId));
  return [...types].filter((type) => systemValueOf(type, tx.environment) === undefined);
}

/** Q40, Q45, Q109: what a new HIT or HIT type requires must exist and be Active. */
export async function checkRequirable(tx: Transaction, requirements: readonly Requirement[]): Promise<void> {
  const ids = ownTypesIn(tx, requirements);
  const types = await tx.getAll('qualificationType', ids);
  for (const [at, type] of types.entries()) {
    if (!type) throw typeDoesNotExist(ids[at] as string);
    const step = advance(qualificationTypeMachine, type, { type: 'require', now: tx.now });
    if (!step.taken) throw inactive();
  }
}

/** Q40, Q66. */
export const inactive = (): Refused =>
  new Refused('InvalidQualificationTypeState', 'This operation can be called with a status of: Active');
