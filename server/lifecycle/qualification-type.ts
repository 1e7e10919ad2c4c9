import { createHash } from 'node:crypto';
import { invalidValue, Refused } from '../contract/errors.ts';
import type { QualificationTypeRecord } from '../contract/records.ts';
import { advance } from '../machines/advance.ts';
import type { TypeChange } from '../machines/qualification-type.ts';
import { qualificationTypeMachine } from '../machines/qualification-type.ts';
import { newEntityId } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';
import { writableType } from './qualification.ts';
import { takeTypeStep } from './qualification-type-step.ts';

export interface QualificationTypeSpec {
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  readonly status: 'Active' | 'Inactive';
  readonly keywords?: string | undefined;
  readonly retryDelaySeconds?: number | undefined;
  readonly test?: string | undefined;
  readonly answerKey?: string | undefined;
  readonly testDurationSeconds?: number | undefined;
  readonly autoGranted?: boolean | undefined;
  readonly autoGrantedValue?: number | undefined;
}
/** Absent members stay as they are (Q26). */
export type QualificationTypeChange = { readonly type: string } & Partial<
  Omit<QualificationTypeSpec, 'owner' | 'name' | 'keywords'>
>;

const firstRevision = 1;
/** Where a type grants itself and nobody says with which value (Q16, Q36). */
const grantedValueStandard = 1;

/** CreateQualificationType (4.1); what its members must be among themselves its caller has checked. */
export async function createQualificationType(
  tx: Transaction,
  spec: QualificationTypeSpec,
): Promise<QualificationTypeRecord> {
  const { owner, name, description, status, keywords, retryDelaySeconds } = spec;
  await refuseTakenName(tx, owner, name);
  const id = newEntityId(tx.ids);
  const autoGranted = spec.autoGranted ?? false;
  const type: QualificationTypeRecord = {
    id,
    owner,
    state: status,
    status,
    name,
    description,
    ...(keywords === undefined ? {} : { keywords }),
    createdAt: tx.now,
    ...(retryDelaySeconds === undefined ? {} : { retryDelaySeconds }),
    ...(await firstTest(tx, id, spec)),
    autoGranted,
    ...(autoGranted ? { autoGrantedValue: spec.autoGrantedValue ?? grantedValueStandard } : {}),
  };
  await tx.get('qualificationType', id);
  tx.put('qualificationType', id, type);
  tx.put('qualificationTypeName', typeNameId(owner, name), { type: id });
  tx.emit('qualification-type:created', { qualificationType: id, requester: owner });
  return type;
}

/** Names are hashed, so that any text makes a record's id. */
export function typeNameId(owner: string, name: string): string {
  return `${owner}:${createHash('sha256').update(name).digest('base64url')}`;
}

/** Q2-Q4. */
async function refuseTakenName(tx: Transaction, owner: string, name: string): Promise<void> {
  if (!(await tx.get('qualificationTypeName', typeNameId(owner, name)))) return;
  throw new Refused(
    'QualificationTypeAlreadyExists',
    "You have already created a QualificationType with this name. A QualificationType's name must be unique among all of the QualificationTypes created by the same user.",
  );
}

/** Q15: a duration without a test is dropped. */
async function firstTest(tx: Transaction, type: string, spec: QualificationTypeSpec) {
  if (spec.test === undefined) return {};
  await putTest(tx, type, firstRevision, spec.test, spec.answerKey);
  return { testRevision: firstRevision, testDurationSeconds: spec.testDurationSeconds ?? 0 };
}

async function putTest(
  tx: Transaction,
  type: string,
  revision: number,
  test: string,
  answerKey: string | undefined,
): Promise<void> {
  const id = `${type}:${revision}`;
  await tx.get('test', id);
  tx.put('test', id, { test, ...(answerKey === undefined ? {} : { answerKey }) });
}

/** UpdateQualificationType (4.2). Members that depend on one another the caller has checked, but for what depends on the type. */
export async function updateQualificationType(
  tx: Transaction,
  change: QualificationTypeChange,
): Promise<QualificationTypeRecord> {
  const before = await writableType(tx, change.type);
  refuseBothWays(before, change);
  const step = advance(qualificationTypeMachine, before, {
    type: 'update',
    now: tx.now,
    status: change.status,
    change: {
      ...(change.description === undefined ? {} : { description: change.description }),
      ...(change.retryDelaySeconds === undefined ? {} : { retryDelaySeconds: change.retryDelaySeconds }),
      ...(await nextTest(tx, before, change)),
      ...grantChange(before, change),
    },
  });
  return step.taken ? takeTypeStep(tx, step) : before;
}

/** Q34, Q35: a type has a test or grants itself, never both. */
function refuseBothWays(type: QualificationTypeRecord, change: QualificationTypeChange): void {
  if (change.autoGranted && type.testRevision !== undefined) throw invalidValue('AutoGranted', true);
  if (change.test !== undefined && (change.autoGranted ?? type.autoGranted))
    throw invalidValue('Test', change.test);
}

/** Q30-Q32, Q37: a new test is a new revision; who answers the old one is graded by its key. */
async function nextTest(
  tx: Transaction,
  type: QualificationTypeRecord,
  change: QualificationTypeChange,
): Promise<TypeChange> {
  if (change.test === undefined) return {};
  const testRevision = (type.testRevision ?? firstRevision - 1) + 1;
  await putTest(tx, type.id, testRevision, change.test, change.answerKey);
  return {
    testRevision,
    testDurationSeconds: change.testDurationSeconds ?? type.testDurationSeconds,
  };
}

/** Q15, Q36. */
function grantChange(type: QualificationTypeRecord, change: QualificationTypeChange): TypeChange {
  const autoGranted = change.autoGranted ?? type.autoGranted;
  if (!autoGranted) return { autoGranted, autoGrantedValue: undefined };
  const autoGrantedValue = change.autoGrantedValue ?? type.autoGrantedValue ?? grantedValueStandard;
  return { autoGranted, autoGrantedValue };
}

/** DeleteQualificationType (4.4): marks the type; its deadline works off the rest. */
export async function deleteQualificationType(tx: Transaction, id: string): Promise<void> {
  const type = await writableType(tx, id);
  const step = advance(qualificationTypeMachine, type, { type: 'delete', now: tx.now });
  if (step.taken) takeTypeStep(tx, step);
}
