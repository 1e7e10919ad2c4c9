import {
  CreateAdditionalAssignmentsForHITCommand,
  GetHITCommand,
  UpdateExpirationForHITCommand,
  UpdateHITReviewStatusCommand,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, unknownHit, work, wrongRange } from '../../support/requester-work.ts';
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const add = (HITId: string | undefined, NumberOfAdditionalAssignments: number, UniqueRequestToken?: string) =>
  suite.client.send(
    new CreateAdditionalAssignmentsForHITCommand({
      HITId,
      NumberOfAdditionalAssignments,
      UniqueRequestToken,
    }),
  );

async function figures(HITId: string | undefined) {
  const { HIT } = await suite.client.send(new GetHITCommand({ HITId }));
  return [HIT?.HITStatus, HIT?.MaxAssignments, HIT?.NumberOfAssignmentsAvailable];
}

describe('[1.12] CreateAdditionalAssignmentsForHIT', () => {
  it('adds places; a Reviewable HIT whose lifetime runs becomes Assignable', async () => {
    const { HITId } = await makeHit(suite.client);
    await work(suite.api, HITId, (await suite.api.worker()).id);
    expect(await figures(HITId)).toEqual(['Reviewable', 1, 0]);
    await add(HITId, 2);
    expect(await figures(HITId)).toEqual(['Assignable', 3, 2]);
  });

  it('an expired HIT stays expired, though it has more places', async () => {
    const { HITId } = await makeHit(suite.client);
    await suite.client.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
    await add(HITId, 2);
    expect(await figures(HITId)).toEqual(['Reviewable', 3, 3]);
  });

  it('up to nine where it began with fewer than ten, without limit where with ten', async () => {
    const { HITId } = await makeHit(suite.client, { MaxAssignments: 8 });
    await add(HITId, 1);
    await expectRefusal(add(HITId, 1), {
      code: 'InvalidMaximumAssignmentsIncrease',
      text: 'A HIT created with fewer than 10 assignments cannot be extended to 10 or more assignments.',
    });
    const large = await makeHit(suite.client, { MaxAssignments: 10 });
    await add(large.HITId, 90);
    expect(await figures(large.HITId)).toEqual(['Assignable', 100, 100]);
  });

  it('not while Reviewing', async () => {
    const { HITId } = await makeHit(suite.client);
    await work(suite.api, HITId, (await suite.api.worker()).id);
    await suite.client.send(new UpdateHITReviewStatusCommand({ HITId }));
    await expectRefusal(add(HITId, 1), {
      code: 'InvalidHITState',
      text: "This HIT is currently in the state 'Reviewing'.  This operation can be called with a status of: Assignable, Unassignable, Reviewable",
    });
  });

  it('an unknown HIT, and numbers out of range', async () => {
    await expectRefusal(add('3NO', 1), unknownHit('3NO'));
    await expectRefusal(add('3NO', 0), wrongRange('NumberOfAdditionalAssignments', 0, 1, 1_000_000_000));
  });

  it('[1.0] a repeated token names the first request', async () => {
    const { HITId } = await makeHit(suite.client);
    const input = { HITId, NumberOfAdditionalAssignments: 1, UniqueRequestToken: 'more' };
    const first = await suite.api.call('CreateAdditionalAssignmentsForHIT', input, as('REQUESTER1'));
    expect(first.body).toEqual({});
    await expectRefusal(add(HITId, 1, 'more'), {
      text: `The idempotency token "more" has already been processed. The first request was ${first.headers.get('x-amzn-requestid')}.`,
    });
    expect(await figures(HITId)).toEqual(['Assignable', 2, 2]);
  });

  it('[1.0] of 50 calls at once with one token one extends', async () => {
    const { HITId } = await makeHit(suite.client);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => add(HITId, 1, 'rush')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await figures(HITId)).toEqual(['Assignable', 2, 2]);
  });
});
