import {
  ApproveAssignmentCommand,
  DeleteHITCommand,
  ListHITsCommand,
  UpdateExpirationForHITCommand,
  UpdateHITReviewStatusCommand,
} from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, unknownHit, work } from '../../support/requester-work.ts';

const suite = apiSuite();
const remove = (HITId: string | undefined) => suite.client.send(new DeleteHITCommand({ HITId }));
const inState = (state: string) => ({
  code: 'InvalidHITState',
  text: `This HIT is currently in the state '${state}'.  This operation can be called with a status of: Reviewing, Reviewable`,
});

it('[1.16] not while Assignable, not while work is undecided, and only once', async () => {
  const { HITId } = await makeHit(suite.client);
  await expectRefusal(remove(HITId), inState('Assignable'));
  const id = await work(suite.api, HITId, (await suite.api.worker()).id);
  await expectRefusal(remove(HITId), inState('Reviewable'));
  await suite.client.send(new ApproveAssignmentCommand({ AssignmentId: id }));
  await remove(HITId);
  await expectRefusal(remove(HITId), inState('Disposed'));
  expect((await suite.client.send(new ListHITsCommand({}))).NumResults).toBe(0);
});

it('[1.16] while Reviewing as well', async () => {
  const { HITId } = await makeHit(suite.client);
  await suite.client.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
  await suite.client.send(new UpdateHITReviewStatusCommand({ HITId }));
  await remove(HITId);
});

it("[1.16] an unknown HIT, and another requester's", async () => {
  await expectRefusal(remove('3NO'), unknownHit('3NO'));
  const { HITId } = await makeHit(suite.stranger);
  await expectRefusal(remove(HITId), unknownHit(HITId));
});
