import { DeleteHITCommand, GetHITCommand, UpdateExpirationForHITCommand } from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { accept, expectRefusal, makeHit, unknownHit, work } from '../../support/requester-work.ts';

const suite = apiSuite();
const get = (HITId: string | undefined) => suite.client.send(new GetHITCommand({ HITId }));

it("[1.4, D37] an unknown HIT, and another requester's", async () => {
  await expectRefusal(get('3NO'), unknownHit('3NO'));
  const { HITId } = await makeHit(suite.stranger);
  await expectRefusal(get(HITId), unknownHit(HITId));
});

it('[2.1] blanks around an id are cut off', async () => {
  const { HITId } = await makeHit(suite.client);
  expect((await get(` ${HITId}\n`)).HIT?.HITId).toBe(HITId);
});

it('[6.3, D45] counts places as the guide does', async () => {
  const { api } = suite;
  const { HITId } = await makeHit(suite.client, { MaxAssignments: 3 });
  const figures = async () => {
    const { HIT } = await get(HITId);
    return [HIT?.HITStatus, HIT?.NumberOfAssignmentsAvailable, HIT?.NumberOfAssignmentsPending];
  };
  expect(await figures()).toEqual(['Assignable', 3, 0]);
  const workers = [await api.worker(), await api.worker(), await api.worker()];
  await accept(api, HITId, workers[0]?.id as string);
  expect(await figures()).toEqual(['Assignable', 2, 1]);
  await work(api, HITId, workers[1]?.id as string);
  await accept(api, HITId, workers[2]?.id as string);
  expect(await figures()).toEqual(['Unassignable', 0, 2]);
});

it('[D10] a deleted HIT is shown as Disposed', async () => {
  const { HITId } = await makeHit(suite.client);
  await suite.client.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
  await suite.client.send(new DeleteHITCommand({ HITId }));
  expect((await get(HITId)).HIT?.HITStatus).toBe('Disposed');
});
