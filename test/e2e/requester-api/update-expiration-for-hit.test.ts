import {
  DeleteHITCommand,
  GetHITCommand,
  UpdateExpirationForHITCommand,
  UpdateHITReviewStatusCommand,
} from '@aws-sdk/client-mturk';
import { beforeEach, describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import {
  accept,
  expectRefusal,
  makeHit,
  unknownHit,
  work,
  wrongRange,
} from '../../support/requester-work.ts';
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const update = (HITId: string | undefined, ExpireAt: Date) =>
  suite.client.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt }));
const now = () => suite.api.market.now();
const increment = (value: number) => wrongRange('ExpirationIncrementInSeconds', value, 60, 31_536_000);

let hit: string;
beforeEach(async () => {
  hit = (await makeHit(suite.client, { LifetimeInSeconds: 3600 })).HITId as string;
});

async function shown() {
  const { HIT } = await suite.client.send(new GetHITCommand({ HITId: hit }));
  return [HIT?.HITStatus, HIT?.Expiration?.getTime()];
}

describe('[1.13] a time that is past', () => {
  it('expires at once, as often as one likes; Expiration stays where it was earlier', async () => {
    const at = now();
    await update(hit, new Date(0));
    expect(await shown()).toEqual(['Reviewable', at]);
    await suite.api.pass(10);
    await update(hit, new Date(0));
    expect(await shown()).toEqual(['Reviewable', at]);
  });

  it('expires by now itself, and by any number that clients send', async () => {
    await update(hit, new Date(now()));
    expect((await shown())[0]).toBe('Reviewable');
    for (const ExpireAt of [0, -1e300, 1.5e9, 1426550400.5]) {
      const { body } = await suite.api.call(
        'UpdateExpirationForHIT',
        { HITId: hit, ExpireAt },
        as('REQUESTER1'),
      );
      expect(body).toEqual({});
    }
  });

  it('lets work in progress be finished', async () => {
    const worker = await suite.api.worker();
    await accept(suite.api, hit, worker.id);
    await update(hit, new Date(0));
    expect((await shown())[0]).toBe('Unassignable');
  });

  it('[D40] not on a deleted HIT', async () => {
    await update(hit, new Date(0));
    await suite.client.send(new DeleteHITCommand({ HITId: hit }));
    await expectRefusal(update(hit, new Date(0)), { code: 'InvalidHITState', text: /state 'Disposed'/ });
  });
});

describe('[1.13] a time to come', () => {
  it('is the new Expiration exactly; an expired HIT with free places is Assignable again', async () => {
    const later = now() + 7200_000;
    await update(hit, new Date(later));
    expect(await shown()).toEqual(['Assignable', later]);
    await update(hit, new Date(0));
    const again = now() + 60_000;
    await update(hit, new Date(again));
    expect(await shown()).toEqual(['Assignable', again]);
  });

  it('[D2] at least 60 s and at most a year after the present Expiration', async () => {
    const expiration = (await shown())[1] as number;
    await expectRefusal(update(hit, new Date(expiration + 59_000)), increment(59));
    await expectRefusal(update(hit, new Date(expiration - 1_000_000)), increment(-1000));
    await expectRefusal(update(hit, new Date(expiration + 31_536_001_000)), increment(31_536_001));
    await update(hit, new Date(expiration + 60_000));
    await expectRefusal(
      suite.client.send(new UpdateExpirationForHITCommand({ HITId: hit, ExpireAt: new Date(8.64e15) })),
      increment((8.64e15 - expiration - 60_000) / 1000),
    );
  });

  it('of an expired HIT at least 60 s from now', async () => {
    await update(hit, new Date(0));
    await suite.api.pass(1000);
    await expectRefusal(update(hit, new Date(now() + 30_000)), increment(30));
    await update(hit, new Date(now() + 60_000));
  });

  it('[2.4] in whole seconds of clients that send no others: 60 more than what they were shown are 60', async () => {
    await suite.api.pass(0.81);
    const { HITId } = await makeHit(suite.client, { LifetimeInSeconds: 3600 });
    hit = HITId as string;
    const whole = (time: number) => new Date(Math.floor(time / 1000) * 1000);
    const expiration = (await shown())[1] as number;
    expect(expiration % 1000).toBe(810);
    await expectRefusal(update(hit, whole(expiration + 59_000)), increment(59));
    await expectRefusal(update(hit, new Date(expiration + 59_900)), increment(59));
    await update(hit, whole(expiration + 60_000));
    await update(hit, new Date(0));
    await expectRefusal(update(hit, whole(now() + 59_000)), increment(59));
    await update(hit, whole(now() + 60_000));
    expect(await shown()).toEqual(['Assignable', whole(now() + 60_000).getTime()]);
  });

  it('[D42] cannot be said twice within 24 hours', async () => {
    const later = new Date(Date.UTC(2026, 6, 14, 20, 26, 6));
    await update(hit, later);
    await expectRefusal(update(hit, later), {
      text: `The idempotency token "${hit}Tue Jul 14 20:26:06 UTC 2026" has already been processed.`,
    });
    await update(hit, new Date(0));
    await expectRefusal(update(hit, later), { text: /has already been processed/ });
    await suite.api.pass(86_400);
    await update(hit, later);
    expect((await shown())[1]).toBe(later.getTime());
  });

  it('not while Reviewing', async () => {
    await work(suite.api, hit, (await suite.api.worker()).id);
    await suite.client.send(new UpdateHITReviewStatusCommand({ HITId: hit }));
    await expectRefusal(update(hit, new Date(now() + 7_200_000)), {
      code: 'InvalidHITState',
      text: "This HIT is currently in the state 'Reviewing'.  This operation can be called with a status of: Assignable, Unassignable, Reviewable",
    });
  });
});

it('[1.13] an unknown HIT', async () => {
  await expectRefusal(update('3NO', new Date(0)), unknownHit('3NO'));
});
