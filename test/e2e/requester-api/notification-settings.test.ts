import {
  type EventType,
  type NotificationSpecification,
  SendTestEventNotificationCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk';
import { beforeEach, describe, expect, it } from 'vitest';
import { indexNames } from '../../../server/market/indexes.ts';
import { apiSuite } from '../../support/api-suite.ts';
import { accept, expectRefusal, makeHit, wrongValue } from '../../support/requester-work.ts';

const suite = apiSuite();
const queue: NotificationSpecification = {
  Destination: 'https://sqs.us-east-1.amazonaws.com/123456789012/mturk',
  Transport: 'SQS',
  Version: '2014-08-15',
  EventTypes: ['AssignmentAccepted'],
};
const update = (
  HITTypeId: string | undefined,
  Notification?: Partial<NotificationSpecification>,
  Active?: boolean,
) =>
  suite.client.send(
    new UpdateNotificationSettingsCommand({
      HITTypeId,
      ...(Notification && { Notification: { ...queue, ...Notification } }),
      ...(Active !== undefined && { Active }),
    }),
  );
const sendTest = (TestEventType: EventType, Notification: Partial<NotificationSpecification> = {}) =>
  suite.client.send(
    new SendTestEventNotificationCommand({ TestEventType, Notification: { ...queue, ...Notification } }),
  );

const notifications = () =>
  suite.api.act(async (tx) => {
    const entries = await tx.list(indexNames.outbox, { limit: 500 });
    const found = await tx.peekAll(
      'outbox',
      entries.map(({ id }) => id),
    );
    return found.filter((entry) => entry?.kind === 'notification');
  });

let hitType: string;
let hit: string;
beforeEach(async () => {
  // The outbox is ordered by time: what a test adds comes behind what others did.
  await suite.api.pass(1);
  const made = await makeHit(suite.client, {
    Title: `Title ${suite.api.market.position}`,
    MaxAssignments: 9,
  });
  hitType = made.HITTypeId as string;
  hit = made.HITId as string;
});

async function acceptedBySomebody(): Promise<string> {
  return accept(suite.api, hit, (await suite.api.worker()).id);
}

describe('[1.36] UpdateNotificationSettings', () => {
  it('[8.1, D14] writes the document of an event that was asked for into the outbox', async () => {
    await update(hitType, {});
    const before = (await notifications()).length;
    const AssignmentId = await acceptedBySomebody();
    await makeHit(suite.client);
    const added = (await notifications()).slice(before);
    expect(added).toMatchObject([
      {
        to: queue.Destination,
        document: {
          EventDocVersion: '2014-08-15',
          EventDocId: expect.any(String),
          CustomerId: 'REQUESTER1',
          Events: [
            {
              EventType: 'AssignmentAccepted',
              EventTimestamp: expect.stringMatching(/^2026-01-05T09:00:\d\dZ$/),
              HITTypeId: hitType,
              HITId: hit,
              AssignmentId,
            },
          ],
        },
      },
    ]);
  });

  it('switches off and on again; another specification replaces the first', async () => {
    await update(hitType, {});
    await update(hitType, undefined, false);
    const before = (await notifications()).length;
    await acceptedBySomebody();
    expect((await notifications()).length).toBe(before);
    await update(hitType, undefined, true);
    await acceptedBySomebody();
    await update(hitType, { EventTypes: ['AssignmentReturned'] });
    await acceptedBySomebody();
    expect((await notifications()).length).toBe(before + 1);
  });

  it('needs a specification or a switch, and a specification to switch', async () => {
    await expectRefusal(update(hitType), wrongValue('Notification', ''));
    await expectRefusal(update(hitType, undefined, true), wrongValue('Notification', ''));
  });

  it("refuses a HIT type that is unknown or another requester's", async () => {
    const foreign = await makeHit(suite.stranger, { Title: 'theirs' });
    for (const id of ['3NO', foreign.HITTypeId]) {
      await expectRefusal(update(id, {}), {
        code: 'HITTypeDoesNotExist',
        text: `HITType [${id}] does not exist.`,
      });
    }
  });

  it('[D13] refuses Ping, no event types, an unknown version; takes both known ones', async () => {
    await expectRefusal(update(hitType, { EventTypes: ['Ping'] }), wrongValue('EventTypes', ['Ping']));
    await expectRefusal(update(hitType, { EventTypes: [] }), wrongValue('EventTypes', []));
    await expectRefusal(update(hitType, { Version: '2020-01-01' }), wrongValue('Version', '2020-01-01'));
    await update(hitType, { Version: '2006-05-05' });
  });

  it.each([
    ['SNS', 'arn:aws:sns:us-east-1:123456789012:topic', true],
    ['SNS', 'https://sqs.us-east-1.amazonaws.com/123/q', false],
    ['SQS', 'arn:aws:sns:us-east-1:123456789012:topic', false],
    ['SQS', 'https://queue.amazonaws.com/123/q', true],
    ['Email', 'somebody@example.com', true],
    ['Email', 'nobody', false],
  ] as const)('%s to %s: %s', async (Transport, Destination, allowed) => {
    const call = update(hitType, { Transport, Destination });
    if (allowed) await call;
    else {
      await expectRefusal(call, {
        code: 'InvalidTransportEndpoint',
        text: `The notification endpoint "${Destination}" cannot be used.`,
      });
    }
  });
});

describe('[1.37] SendTestEventNotification', () => {
  it.each(['Ping', 'AssignmentSubmitted', 'HITReviewable'] as const)(
    'sends %s at once, though it was not asked for',
    async (event) => {
      const before = (await notifications()).length;
      await sendTest(event);
      const added = (await notifications()).slice(before);
      expect(added).toMatchObject([{ to: queue.Destination, document: { Events: [{ EventType: event }] } }]);
    },
  );

  it('refuses what UpdateNotificationSettings refuses, Ping aside', async () => {
    await sendTest('Ping', { EventTypes: ['Ping'] });
    await expectRefusal(sendTest('Ping', { Version: '1' }), wrongValue('Version', '1'));
    await expectRefusal(sendTest('Ping', { Destination: 'x' }), {
      code: 'InvalidTransportEndpoint',
      text: 'The notification endpoint "x" cannot be used.',
    });
  });
});
