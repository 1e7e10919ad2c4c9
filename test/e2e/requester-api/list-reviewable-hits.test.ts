import { ListReviewableHITsCommand, UpdateHITReviewStatusCommand } from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { makeHit } from '../../support/requester-work.ts';

const suite = apiSuite();

it('[1.6, D9] one status at a time, latest Expiration first, of each HIT its id alone', async () => {
  const { client, api } = suite;
  const early = await makeHit(client, { LifetimeInSeconds: 60, Title: 'early' });
  const late = await makeHit(client, { LifetimeInSeconds: 120 });
  const live = await makeHit(client, { LifetimeInSeconds: 86_400 });
  const list = async (input = {}) => (await client.send(new ListReviewableHITsCommand(input))).HITs;
  expect(await list()).toEqual([]);
  await api.pass(120);
  expect(await list()).toEqual([{ HITId: late.HITId }, { HITId: early.HITId }]);
  await client.send(new UpdateHITReviewStatusCommand({ HITId: late.HITId }));
  expect(await list()).toEqual([{ HITId: early.HITId }]);
  expect(await list({ Status: 'Reviewing' })).toEqual([{ HITId: late.HITId }]);
  expect(await list({ HITTypeId: live.HITTypeId })).toEqual([]);
  expect(await list({ HITTypeId: '3UNKNOWN' })).toEqual([]);
  expect(await list({ HITTypeId: early.HITTypeId })).toEqual([{ HITId: early.HITId }]);
});
