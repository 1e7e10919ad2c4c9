import { invalidValue, Refused } from '../../contract/errors.ts';
import type { NotificationRecord } from '../../contract/records.ts';
import type { NotificationSpecification } from '../input/notification.ts';

/** Pages and real clients disagree on the version (D13). */
const versions: readonly string[] = ['2014-08-15', '2006-05-05'];

/** What a destination looks like, in ASCII as all of them are; nobody asks whether it is there. */
const destinationPatterns: Readonly<Record<NotificationRecord['transport'], RegExp>> = {
  SQS: /^https?:\/\/[!-.0-~]+\/[!-~]+$/,
  SNS: /^arn:aws[a-z-]*:sns:[a-z0-9-]*:\d*:[\w-]+(?:\.fifo)?$/,
  Email: /^[!-?A-~]+@[!-?A-~]+$/,
};
const destinationLengthMax = 512;

/** A specification that could be delivered to, active until it is switched off (1.36, 8.1). */
export function notificationOf(specification: NotificationSpecification): NotificationRecord {
  const { Destination, Transport, Version, EventTypes } = specification;
  if (!versions.includes(Version)) throw invalidValue('Version', Version);
  if (EventTypes.length === 0) throw invalidValue('EventTypes', EventTypes);
  if (Destination.length > destinationLengthMax || !destinationPatterns[Transport].test(Destination)) {
    throw new Refused(
      'InvalidTransportEndpoint',
      `The notification endpoint "${Destination}" cannot be used.`,
    );
  }
  return {
    destination: Destination,
    transport: Transport,
    version: Version,
    eventTypes: [...new Set(EventTypes)],
    active: true,
  };
}
