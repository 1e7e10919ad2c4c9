import type { HitTypeRecord, NotificationRecord } from '../contract/records.ts';
import { newEntityId, newUuid } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';
import { post } from './outbox.ts';

/** Events of section 8.1. */
export type NoticeType =
  | 'AssignmentAccepted'
  | 'AssignmentAbandoned'
  | 'AssignmentReturned'
  | 'AssignmentSubmitted'
  | 'AssignmentRejected'
  | 'AssignmentApproved'
  | 'HITCreated'
  | 'HITExpired'
  | 'HITReviewable'
  | 'HITExtended'
  | 'HITDisposed';

/** What an event notification is about. */
interface Notice {
  readonly EventType: string;
  readonly HITTypeId: string;
  readonly HITId: string;
  readonly AssignmentId?: string;
}

/** Notifies the requester, if the HIT type has an active notification for such events (8.1). */
export async function notifyRequester(
  tx: Transaction,
  about: { hitType: HitTypeRecord; hit: string; event: NoticeType; assignment?: string | undefined },
): Promise<void> {
  const { notification, requester } = about.hitType;
  if (!notification?.active || !notification.eventTypes.includes(about.event)) return;
  await postNotice(tx, requester, notification, {
    EventType: about.event,
    HITTypeId: about.hitType.id,
    HITId: about.hit,
    ...(about.assignment === undefined ? {} : { AssignmentId: about.assignment }),
  });
}

/** SendTestEventNotification (1.37): sent whatever the specification lists, about things that don't exist. */
export async function sendTestNotification(
  tx: Transaction,
  test: { requester: string; notification: NotificationRecord; event: string },
): Promise<void> {
  const notice: Notice = {
    EventType: test.event,
    HITTypeId: newEntityId(tx.ids),
    HITId: newEntityId(tx.ids),
    ...(test.event.startsWith('Assignment') ? { AssignmentId: newEntityId(tx.ids) } : {}),
  };
  await postNotice(tx, test.requester, test.notification, notice);
}

async function postNotice(
  tx: Transaction,
  requester: string,
  notification: NotificationRecord,
  notice: Notice,
): Promise<void> {
  const document = {
    EventDocVersion: notification.version,
    EventDocId: newUuid(tx.ids),
    CustomerId: requester,
    Events: [{ ...notice, EventTimestamp: wholeSeconds(tx.now) }],
  };
  await post(tx, { kind: 'notification', to: notification.destination, document });
}

function wholeSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** A mail to a worker, to be read in the outbox. */
export async function mailWorker(
  tx: Transaction,
  mail: { worker: string; subject: string; text: string },
): Promise<void> {
  await post(tx, { kind: 'mail', to: mail.worker, subject: mail.subject, text: mail.text });
}

/** As the real service words the failure of a single worker in NotifyWorkers (1.23). */
const strangerText = 'Cannot send a notification to a worker who has not done any work for you';

/** Part of NotifyWorkers for one worker: the text of its failure entry, or undefined if the mail was written. */
export async function messageWorker(
  tx: Transaction,
  message: { requester: string; worker: string; subject: string; text: string },
): Promise<string | undefined> {
  const { requester, worker, subject, text } = message;
  const acquaintance = await tx.get('acquaintance', `${requester}:${worker}`);
  if (!acquaintance?.decided) return strangerText;
  await mailWorker(tx, { worker, subject, text });
  await tx.push(worker, 'message', { subject, text, from: requester });
  return undefined;
}
