import { GetHITCommand, UpdateHITReviewStatusCommand } from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, unknownHit, work } from '../../support/requester-work.ts';

const suite = apiSuite();
const update = (HITId: string | undefined, Revert?: boolean) =>
  suite.client.send(new UpdateHITReviewStatusCommand({ HITId, Revert }));
const wrongState = (state: string, wanted: string) => ({
  code: 'InvalidHITState',
  text: `This HIT is currently in the state '${state}'.  This operation can be called with a status of: ${wanted}`,
});

it('[1.14] Reviewable to Reviewing and back, nothing else', async () => {
  const { HITId } = await makeHit(suite.client);
  const status = async () => (await suite.client.send(new GetHITCommand({ HITId }))).HIT?.HITStatus;
  await expectRefusal(update(HITId), wrongState('Assignable', 'Reviewable'));
  await work(suite.api, HITId, (await suite.api.worker()).id);
  await expectRefusal(update(HITId, true), wrongState('Reviewable', 'Reviewing'));
  await update(HITId);
  expect(await status()).toBe('Reviewing');
  await expectRefusal(update(HITId, false), wrongState('Reviewing', 'Reviewable'));
  await update(HITId, true);
  expect(await status()).toBe('Reviewable');
  await expectRefusal(update('3NO'), unknownHit('3NO'));
});
