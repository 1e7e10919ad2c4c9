import type { Locale } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import type { SystemPushValue } from '../contract/events.ts';
import type { WorkerRecord } from '../contract/records.ts';
import type { SystemValue } from '../contract/system-types.ts';
import { systemTypeId, systemTypeNames } from '../contract/system-types.ts';
import type { HeldValue } from '../domain/requirement.ts';
import { advance } from '../machines/advance.ts';
import type { SystemQualificationsEvent, WorkCounts } from '../machines/system-qualifications.ts';
import { systemQualificationsMachine } from '../machines/system-qualifications.ts';
import { newWorkerId } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';
import { systemValues } from './requirements.ts';

/** System values; absent members take their default at creation and stay as they are in a change. */
export interface SystemValues {
  readonly submitted?: number | undefined;
  readonly approved?: number | undefined;
  readonly rejected?: number | undefined;
  readonly masters?: boolean | undefined;
  readonly adult?: boolean | undefined;
  readonly locale?: Locale | undefined;
}
export interface WorkerSpec extends SystemValues {
  /** Absent: a new one. */
  readonly id?: string | undefined;
  readonly seed: number;
  readonly locale: Locale;
  readonly name?: string | undefined;
  /** The worker's own requester account. */
  readonly requester?: string | undefined;
}

/** A new worker; what it holds at birth is no change that it is told of. */
export async function createWorker(tx: Transaction, spec: WorkerSpec): Promise<WorkerRecord> {
  const { id = newWorkerId(tx.ids), seed, locale, name, requester, ...values } = spec;
  if (await tx.get('worker', id)) {
    throw new Refused('Conflict', `A worker ${id} exists already.`, { worker: id });
  }
  const { approved = 0, rejected = 0, submitted = approved + rejected } = values;
  const blank: WorkerRecord = {
    id,
    createdAt: tx.now,
    seed,
    ...(name === undefined ? {} : { name }),
    state: {
      hitsApproved: 'counting',
      approvalRate: 'provisional',
      masters: 'none',
      adult: 'no',
      locale: 'registered',
    },
    submitted: 0,
    approved: 0,
    rejected: 0,
    approvalRate: 100,
    locale,
    ...(requester === undefined ? {} : { requester }),
    earnedMills: 0,
    bonusMills: 0,
    workedMs: 0,
    inboxSeq: 0,
  };
  const worker = moved(blank, { type: 'set', now: tx.now, ...values, submitted });
  tx.put('worker', id, worker);
  tx.emit('worker:created', { worker: id });
  return worker;
}

/** The market changes a worker; it is told of each system value that moved. */
export async function changeWorker(
  tx: Transaction,
  change: { worker: string; name?: string | undefined; requester?: string | undefined } & SystemValues,
): Promise<WorkerRecord> {
  const { worker: id, name, requester, ...values } = change;
  const before = await existingWorker(tx, id);
  tx.put('worker', id, {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(requester === undefined ? {} : { requester }),
  });
  tx.emit('worker:changed', { worker: id });
  return tellWorker(tx, id, { type: 'set', now: tx.now, ...values });
}

/** A simulated worker's session whose work is counted, not watched. */
export async function workSession(
  tx: Transaction,
  { worker, counts }: { worker: string; counts: WorkCounts },
): Promise<WorkerRecord> {
  tx.emit('worker:changed', { worker });
  return tellWorker(tx, worker, { type: 'session', now: tx.now, counts });
}

/** Moves a worker's system Qualifications (Q95) and tells the worker which values changed. */
export async function tellWorker(
  tx: Transaction,
  id: string,
  event: SystemQualificationsEvent,
): Promise<WorkerRecord> {
  const before = await existingWorker(tx, id);
  const after = moved(before, event);
  tx.put('worker', id, after);
  for (const name of Object.keys(systemValues) as SystemValue[]) {
    const [previous, value] = [shown(systemValues[name](before)), shown(systemValues[name](after))];
    if (isSame(previous, value)) continue;
    const type = systemTypeId(name, tx.environment);
    await tx.push(id, 'system:changed', { type, name: systemTypeNames[name], value, previous });
  }
  return (await tx.get('worker', id)) ?? after;
}

function moved(worker: WorkerRecord, event: SystemQualificationsEvent): WorkerRecord {
  const step = advance(systemQualificationsMachine, worker, event);
  return step.taken ? step.record : worker;
}

/** Masters has no value of its own (Q87): who holds it shows 1. */
function shown(value: HeldValue): SystemPushValue {
  return value === 'held' ? 1 : value;
}

function isSame(a: SystemPushValue, b: SystemPushValue): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  return a?.country === b?.country && a?.subdivision === b?.subdivision;
}

export async function existingWorker(tx: Transaction, id: string): Promise<WorkerRecord> {
  const worker = await tx.get('worker', id);
  if (!worker) throw new Refused('NotFound', `There is no worker ${id}.`, { worker: id });
  return worker;
}
