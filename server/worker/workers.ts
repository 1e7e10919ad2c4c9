import type { Locale } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import type { WorkerRecord } from '../contract/records.ts';
import type { WorkerDetail, WorkerPatch, WorkerSummary } from '../contract/schemas/worker.ts';
import { checkLocale } from '../domain/locale.ts';
import { setQualification } from '../lifecycle/qualification.ts';
import { openAccount } from '../lifecycle/requester.ts';
import { changeWorker } from '../lifecycle/worker.ts';
import { indexNames } from '../market/indexes.ts';
import type { Market } from '../market/market.ts';
import type { Transaction } from '../market/transaction.ts';
import { listQualifications } from './own-lists.ts';
import type { Page } from './reading.ts';
import { readPage, readRecord, unknownWorker, workerIn } from './reading.ts';
import { workerView } from './views.ts';
import { workerName } from './worker-name.ts';

/** Workers as the market itself sees and changes them. */

export async function summaryOf(market: Market, record: WorkerRecord): Promise<WorkerSummary> {
  return workerView(record, { name: await workerName(record), online: market.index.online.has(record.id) });
}

export async function listWorkers(market: Market, page: Page) {
  const { records, ...rest } = await readPage(market, indexNames.workers, 'worker', page);
  return { workers: await Promise.all(records.map((record) => summaryOf(market, record))), ...rest };
}

/** All that a worker holds is shown with it; who holds more than this pages the list of Qualifications. */
const qualificationsShown = 1000;

export async function showWorker(market: Market, worker: string): Promise<WorkerDetail> {
  const record = await readRecord(market, 'worker', worker);
  if (!record) throw unknownWorker(worker);
  const { qualifications } = await listQualifications(market, { worker, limit: qualificationsShown });
  return { ...(await summaryOf(market, record)), qualifications };
}

/** Changes what is named, in one commit, as the market's own act. */
export async function patchWorker(market: Market, worker: string, patch: WorkerPatch): Promise<WorkerDetail> {
  const locale = patch.locale && checkedPlace(patch.locale, 'body.locale');
  await market.run([`worker/${worker}`], async (tx) => {
    const before = await workerIn(tx, worker);
    checkHistory({
      approved: patch.approved ?? before.approved,
      rejected: patch.rejected ?? before.rejected,
      submitted: patch.submitted ?? before.submitted,
    });
    if (patch.requester !== undefined) await openAccount(tx, { id: patch.requester });
    const { qualifications = [], ...values } = patch;
    if (Object.keys(values).length > 0) await changeWorker(tx, { ...values, locale, worker });
    for (const { type, value } of qualifications) await giveOrTake(tx, { worker, type, value });
  });
  return showWorker(market, worker);
}

/** A null value for what is not held changes nothing. */
export async function giveOrTake(
  tx: Transaction,
  change: { readonly worker: string; readonly type: string; readonly value: number | null },
): Promise<void> {
  const type = await tx.get('qualificationType', change.type);
  if (!type) throw unknownType(change.type);
  if (change.value === null) {
    const held = await tx.get('qualification', `${change.worker}:${change.type}`);
    if (held?.state.holding !== 'held') return;
  }
  await setQualification(tx, change);
}

export function unknownType(type: string): Refused {
  return new Refused('QualificationTypeDoesNotExist', `There is no Qualification type ${type}.`, { type });
}

/** Numbers of a history that can't be. */
export function checkHistory(
  history: { approved: number; rejected: number; submitted: number },
  path = 'body',
): void {
  const decided = history.approved + history.rejected;
  if (history.submitted >= decided) return;
  throw new Refused(
    'BadRequest',
    `${path}.submitted: ${history.submitted} is not allowed: at least approved + rejected, ${decided}.`,
    { path: `${path}.submitted`, value: history.submitted, allowed: `at least ${decided}` },
  );
}

/** A place as MTurk registers them (Q122): a country of ISO 3166-1, a state of the US. */
export function checkedPlace(
  place: { country: string; subdivision?: string | undefined },
  path: string,
): Locale {
  const { country, subdivision } = place;
  try {
    checkLocale({ Country: country, ...(subdivision === undefined ? {} : { Subdivision: subdivision }) });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused('BadRequest', `${path}: ${error.message}`, {
      path,
      value: place,
      allowed: 'a country of ISO 3166-1 in two capital letters, with a subdivision for US states alone',
    });
  }
  return subdivision === undefined ? { country } : { country, subdivision };
}
