import { Refused } from '../contract/errors.ts';
import type { Assignment } from '../contract/schemas/assignment.ts';
import { dollars } from '../domain/money.ts';
import { indexNames } from '../market/indexes.ts';
import type { Market } from '../market/market.ts';
import { inboxEntryView } from '../push/wire-events.ts';
import type { Page } from './reading.ts';
import { readPage, readRecord, readRecords, settledWith, unknownWorker } from './reading.ts';
import { assignmentView, qualificationRequestView, qualificationView } from './views.ts';

/** What a worker can read of its own, newest first but for the inbox. */
type OwnPage = Page & { readonly worker: string };

export async function listQualifications(market: Market, ask: OwnPage) {
  await settledWith(market, ask.worker);
  const index = indexNames.qualificationsOfWorker(ask.worker);
  const { records, ...rest } = await readPage(market, index, 'qualification', ask);
  const held = records.filter(({ state }) => state.holding === 'held');
  const types = await readRecords(
    market,
    'qualificationType',
    held.map(({ type }) => type),
  );
  return {
    qualifications: held.map((record, at) => qualificationView(record, types[at]?.name)),
    ...rest,
  };
}

export async function listQualificationRequests(market: Market, ask: OwnPage) {
  await settledWith(market, ask.worker);
  const page = await readPage(market, indexNames.requestsOfWorker(ask.worker), 'qualificationRequest', ask);
  const { records, ...rest } = page;
  return { requests: records.map(qualificationRequestView), ...rest };
}

export async function listAssignments(market: Market, ask: OwnPage) {
  await settledWith(market, ask.worker);
  const page = await readPage(market, indexNames.assignmentsOfWorker(ask.worker), 'assignment', ask);
  const { records, ...rest } = page;
  const types = await readRecords(
    market,
    'hitType',
    records.map(({ hitTypeId }) => hitTypeId),
  );
  const assignments = records.map((record, at): Assignment => {
    const title = types[at]?.title;
    return { ...assignmentView(record), ...(title === undefined ? {} : { title }) };
  });
  return { assignments, ...rest };
}

const hourMs = 3_600_000;
/** How many assignments are read at a time for what is still pending. */
const pendingStep = 500;

export async function showEarnings(market: Market, ask: { readonly worker: string }) {
  const worker = await readRecord(market, 'worker', ask.worker);
  if (!worker) throw unknownWorker(ask.worker);
  const hours = worker.workedMs / hourMs;
  const total = worker.earnedMills + worker.bonusMills;
  return {
    earned: dollars(worker.earnedMills),
    pending: dollars(await pendingMills(market, ask.worker)),
    bonuses: dollars(worker.bonusMills),
    assignments: worker.submitted,
    hours: Math.round(hours * 1000) / 1000,
    perHour: hours > 0 ? dollars(Math.round(total / hours / 10) * 10) : null,
    approvalRate: worker.approvalRate,
    hitsApproved: worker.approved,
  };
}

/** Rewards of the assignments that are submitted and undecided. */
async function pendingMills(market: Market, worker: string): Promise<number> {
  let mills = 0;
  let nextToken: string | undefined;
  do {
    const page = await readPage(market, indexNames.openAssignmentsOfWorker(worker), 'assignment', {
      limit: pendingStep,
      nextToken,
    });
    for (const { state, rewardMills } of page.records) if (state === 'Submitted') mills += rewardMills;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return mills;
}

/** The worker's inbox after number `after`, oldest first. */
export async function readInbox(
  market: Market,
  ask: { readonly worker: string; readonly after: number; readonly limit: number },
) {
  await settledWith(market, ask.worker);
  const worker = await readRecord(market, 'worker', ask.worker);
  const page = await market.namespace.inbox(ask.worker, ask.after, ask.limit);
  if (ask.after > 0 && ask.after + 1 < page.first)
    throw new Refused('Gone', `The inbox is kept from number ${page.first} on.`, { first: page.first });
  return {
    entries: page.entries.map(inboxEntryView),
    epoch: market.record.epoch,
    first: page.first,
    seq: Math.max(worker?.inboxSeq ?? 0, page.entries.at(-1)?.event.seq ?? 0),
  };
}
