import { z } from 'zod';
import { sendTestNotification } from '../lifecycle/notification.ts';
import { eventTypes, notificationSpecification } from './input/notification.ts';
import { operation } from './operation.ts';
import { notificationOf } from './rules/notification.ts';

/** Sends a notification of any event type at once, about things that don't exist. Source: mturk-api 1.37. */
export const sendTestEventNotification = operation({
  name: 'SendTestEventNotification',
  input: z.object({ Notification: notificationSpecification, TestEventType: z.enum(eventTypes) }),
  fidelity: 'close',
  differences: [
    'Notifications go to the endpoints that --notify names as standing in for queues and topics.',
  ],
  async run({ Notification, TestEventType }, { tx, requester }) {
    const notification = notificationOf(Notification);
    await sendTestNotification(tx, { requester, notification, event: TestEventType });
    return {};
  },
});
