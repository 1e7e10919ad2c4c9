import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { invalidValue } from '../contract/errors.ts';
import { flag } from './input/fields.ts';
import { notificationSpecification } from './input/notification.ts';
import { operation } from './operation.ts';
import { ownHitType } from './rules/existing.ts';
import { notificationOf } from './rules/notification.ts';

/** Sets, replaces or switches the event notification of an own HIT type. Source: mturk-api 1.36. */
export const updateNotificationSettings = operation({
  name: 'UpdateNotificationSettings',
  input: z.object({
    HITTypeId: entityId,
    Notification: notificationSpecification.optional(),
    Active: flag.optional(),
  }),
  fidelity: 'close',
  differences: [
    'Notifications go to the endpoints that --notify names as standing in for queues and topics.',
  ],
  async run({ HITTypeId, Notification, Active }, { tx, ...caller }) {
    if (Notification === undefined && Active === undefined) throw invalidValue('Notification', undefined);
    if (Notification?.EventTypes.includes('Ping')) throw invalidValue('EventTypes', Notification.EventTypes);
    const wanted = Notification && notificationOf(Notification);
    const hitType = await ownHitType({ tx, ...caller }, HITTypeId);
    const notification = wanted ?? hitType.notification;
    if (notification === undefined) throw invalidValue('Notification', undefined);
    tx.put('hitType', HITTypeId, {
      ...hitType,
      notification: { ...notification, active: Active ?? notification.active },
    });
    tx.emit('hit-type:changed', { hitTypeId: HITTypeId, requester: caller.requester });
    return {};
  },
});
