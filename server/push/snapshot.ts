import type { QualificationRecord, WorkerRecord } from '../contract/records.ts';
import type { Snapshot } from '../contract/schemas/sockets.ts';
import { indexNames } from '../market/indexes.ts';
import type { Market } from '../market/market.ts';
import type { Transaction } from '../market/transaction.ts';
import {
  assignmentView,
  groupView,
  instant,
  qualificationRequestView,
  qualificationView,
} from '../worker/views.ts';
import { summaryOf } from '../worker/workers.ts';

/** What a worker has, all at one number of its inbox; groups and position are added when it is sent. */
export type OwnState = Pick<Snapshot, 'worker' | 'qualifications' | 'requests' | 'assignments' | 'seq'>;

/** Of each list the newest; a worker with more pages the routes for the rest. */
const entriesMax = 1000;

/**
 * Reads what a worker has. Every change of it gives the worker's record another number, and lists show durable
 * entries alone, so a reading between two equal numbers, the first of them durable, is of one state. Undefined
 * for a worker that is gone.
 */
export async function readOwnState(market: Market, worker: string): Promise<OwnState | undefined> {
  let durable = await market.run([], (tx) => tx.get('worker', worker));
  for (;;) {
    if (!durable) return undefined;
    const seq: number = durable.inboxSeq;
    const reading = await market.run([], (tx) => readAt(tx, worker, seq));
    if ('qualifications' in reading) {
      const { record, ...lists } = reading;
      await caughtUp(market);
      return { worker: await summaryOf(market, record), ...lists, seq };
    }
    durable = reading.record;
  }
}

/** Where servers share a store, what was read may be ahead of this server's feed. */
async function caughtUp(market: Market): Promise<void> {
  const { end } = await market.namespace.feed(Number.MAX_SAFE_INTEGER, 1);
  await market.applied(end);
}

type Lists = Pick<OwnState, 'qualifications' | 'requests' | 'assignments'>;

async function readAt(
  tx: Transaction,
  worker: string,
  seq: number,
): Promise<({ record: WorkerRecord } & Lists) | { record: WorkerRecord | undefined }> {
  const record = await tx.get('worker', worker);
  if (record?.inboxSeq !== seq) return { record };
  return {
    record,
    qualifications: await heldBy(tx, worker),
    requests: (await listed(tx, indexNames.openRequestsOfWorker(worker), 'qualificationRequest')).map(
      qualificationRequestView,
    ),
    assignments: (await listed(tx, indexNames.openAssignmentsOfWorker(worker), 'assignment')).map(
      assignmentView,
    ),
  };
}

async function listed<K extends 'qualification' | 'qualificationRequest' | 'assignment'>(
  tx: Transaction,
  index: string,
  kind: K,
) {
  const entries = await tx.list(index, { limit: entriesMax, reverse: true });
  const ids = entries.map(({ id }) => id);
  const records = await tx.peekAll(kind, ids);
  return records.filter((record) => record !== undefined);
}

async function heldBy(tx: Transaction, worker: string): Promise<Snapshot['qualifications']> {
  const records: QualificationRecord[] = await listed(
    tx,
    indexNames.qualificationsOfWorker(worker),
    'qualification',
  );
  const held = records.filter(({ state }) => state.holding === 'held');
  const types = await tx.peekAll(
    'qualificationType',
    held.map(({ type }) => type),
  );
  return held.map((record, at) => qualificationView(record, types[at]?.name));
}

/** The whole snapshot, at the position that the index is at now. */
export function completeSnapshot(
  market: Market,
  own: OwnState,
  options: { readonly groupsLimit: number; readonly reset: boolean },
): Snapshot {
  const worker = own.worker.id;
  const page = market.index.groups(worker, { limit: Math.max(1, options.groupsLimit) });
  return {
    ...own,
    groups: page.groups.slice(0, options.groupsLimit).map(groupView),
    groupsTotal: page.total,
    epoch: market.record.epoch,
    feed: market.position,
    at: instant(market.now()),
    reset: options.reset,
  };
}

/** What is told of a worker that is gone. */
export function emptySnapshot(market: Market, worker: string): Snapshot {
  return {
    worker: { id: worker },
    qualifications: [],
    requests: [],
    assignments: [],
    groups: [],
    groupsTotal: 0,
    seq: 0,
    epoch: market.record.epoch,
    feed: market.position,
    at: instant(market.now()),
    reset: true,
  };
}
