import type { QualificationTypeRecord, SweepRecord } from '../contract/records.ts';
import { advance } from '../machines/advance.ts';
import type { QualificationTypeEvent } from '../machines/qualification-type.ts';
import { qualificationTypeMachine } from '../machines/qualification-type.ts';
import { indexNames } from '../market/indexes.ts';
import type { Transaction } from '../market/transaction.ts';
import { dropRequest } from './qualification-request.ts';
import { typeNameId } from './qualification-type.ts';
import { takeTypeStep } from './qualification-type-step.ts';

/** Requests that one step rejects: each writes itself, a Qualification and a worker, 64 records in a commit. */
const requestsPerStep = 20;
/** HIT types that one step marks, or looks for HITs in. */
const hitTypesPerStep = 50;
/** HITs of a type that are looked at: the lists lag behind by what is not yet durable. */
const hitsLookedAt = 4;

/** Where a step leads: to a further one, to waiting for the last HIT, or to the end. */
type Outcome = { readonly next: SweepRecord } | 'waits' | 'complete';

/**
 * One step of a deletion (Q43, Q45). The first does nothing: lists hold durable entries only, and by the
 * second all that was decided before the mark is durable.
 */
export async function sweepType(tx: Transaction, type: QualificationTypeRecord): Promise<void> {
  const { sweep } = type;
  if (!sweep) return;
  const outcome = await stages[sweep.stage](tx, type, sweep);
  const now = tx.now;
  if (outcome === 'complete') return complete(tx, type);
  await move(tx, type, { type: 'swept', now, sweep: outcome === 'waits' ? undefined : outcome.next });
}

type Stage = (tx: Transaction, type: QualificationTypeRecord, sweep: SweepRecord) => Promise<Outcome>;

const stages: Readonly<Record<SweepRecord['stage'], Stage>> = {
  marked: async (tx) => ({ next: { stage: 'hitTypes', at: tx.now } }),
  hitTypes: retireHitTypes,
  requests: dropRequests,
  hits: findHits,
};

/** HIT types that require it are gone; HITs made of them go on. */
async function retireHitTypes(
  tx: Transaction,
  type: QualificationTypeRecord,
  sweep: SweepRecord,
): Promise<Outcome> {
  const page = await hitTypesAfter(tx, type, sweep);
  const hitTypes = await tx.getAll(
    'hitType',
    page.map(({ id }) => id),
  );
  for (const hitType of hitTypes) {
    if (!hitType || hitType.gone) continue;
    tx.put('hitType', hitType.id, { ...hitType, gone: true });
    tx.emit('hit-type:changed', { hitTypeId: hitType.id, requester: hitType.requester });
  }
  return furtherPage(tx, sweep, page) ?? { next: { stage: 'requests', at: tx.now } };
}

async function dropRequests(tx: Transaction, type: QualificationTypeRecord): Promise<Outcome> {
  const open = await tx.list(indexNames.openRequestsOfType(type.id), { limit: requestsPerStep });
  for (const { id } of open) await dropRequest(tx, id);
  return { next: { stage: open.length < requestsPerStep ? 'hits' : 'requests', at: tx.now } };
}

/** Whether some HIT that is not disposed of still requires it, anybody's. */
async function findHits(
  tx: Transaction,
  type: QualificationTypeRecord,
  sweep: SweepRecord,
): Promise<Outcome> {
  const page = await hitTypesAfter(tx, type, sweep);
  for (const { id } of page) if (await hasHits(tx, id)) return 'waits';
  return furtherPage(tx, sweep, page) ?? 'complete';
}

async function hasHits(tx: Transaction, hitType: string): Promise<boolean> {
  const listed = await tx.list(indexNames.hitsOfType(hitType), { limit: hitsLookedAt });
  const hits = await tx.getAll(
    'hit',
    listed.map(({ id }) => id),
  );
  return hits.some((hit) => hit && hit.state !== 'Disposed' && hit.hitTypeId === hitType);
}

function hitTypesAfter(tx: Transaction, type: QualificationTypeRecord, { after }: SweepRecord) {
  const range = { limit: hitTypesPerStep, ...(after === undefined ? {} : { after }) };
  return tx.list(indexNames.hitTypesRequiring(type.id), range);
}

function furtherPage(
  tx: Transaction,
  { stage }: SweepRecord,
  page: readonly { readonly sort: string }[],
): { next: SweepRecord } | undefined {
  const last = page[hitTypesPerStep - 1];
  return last && { next: { stage, at: tx.now, after: last.sort } };
}

/** Q4, Q47: the id is unknown from now on, the name free. Qualifications stay with who holds them (D5). */
async function complete(tx: Transaction, type: QualificationTypeRecord): Promise<void> {
  await move(tx, type, { type: 'complete', now: tx.now });
  await tx.get('qualificationTypeName', typeNameId(type.owner, type.name));
  tx.remove('qualificationTypeName', typeNameId(type.owner, type.name));
  tx.remove('qualificationType', type.id);
}

async function move(
  tx: Transaction,
  type: QualificationTypeRecord,
  event: QualificationTypeEvent,
): Promise<void> {
  const step = advance(qualificationTypeMachine, type, event);
  if (!step.taken) throw new Error(`Qualification type ${type.id} in state ${type.state} can't be swept.`);
  takeTypeStep(tx, step);
}
