import {
  DeleteHITCommand,
  ListHITsCommand,
  paginateListHITs,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, wrongValue } from '../../support/requester-work.ts';
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();

async function made(key: string, count: number) {
  const client = suite.api.client(key);
  const ids: (string | undefined)[] = [];
  for (let at = 0; at < count; at++) {
    ids.unshift((await makeHit(client)).HITId);
    await suite.api.pass(1);
  }
  return { client, ids };
}

describe('[1.0] paging', () => {
  it('[D1] NextToken with every page that holds something; the end is an empty page', async () => {
    const { client, ids } = await made('PAGES', 5);
    const first = await client.send(new ListHITsCommand({ MaxResults: 3 }));
    expect([first.NumResults, first.HITs?.map(({ HITId }) => HITId)]).toEqual([3, ids.slice(0, 3)]);
    const second = await client.send(new ListHITsCommand({ MaxResults: 3, NextToken: first.NextToken }));
    expect([second.NumResults, second.HITs?.map(({ HITId }) => HITId)]).toEqual([2, ids.slice(3)]);
    const end = await client.send(new ListHITsCommand({ MaxResults: 3, NextToken: second.NextToken }));
    expect([end.NumResults, end.HITs, end.NextToken]).toEqual([0, [], undefined]);
  });

  it('an empty listing has its list and NumResults on the wire', async () => {
    const { body } = await suite.api.call('ListHITs', {}, as('NOTHING'));
    expect(body).toEqual({ NumResults: 0, HITs: [] });
  });

  it("[D39] ten to a page unless said otherwise, and the client's paginator sees all", async () => {
    const { client, ids } = await made('MANY', 23);
    const sizes: (number | undefined)[] = [];
    const seen: (string | undefined)[] = [];
    for await (const page of paginateListHITs({ client }, {})) {
      sizes.push(page.NumResults);
      seen.push(...(page.HITs ?? []).map(({ HITId }) => HITId));
    }
    expect(sizes).toEqual([10, 10, 3, 0]);
    expect(seen).toEqual(ids);
  });

  it('skips and repeats nothing while HITs appear and go', async () => {
    const { client, ids } = await made('MOVING', 6);
    const first = await client.send(new ListHITsCommand({ MaxResults: 2 }));
    await makeHit(client);
    await remove(client, ids[1]);
    const second = await client.send(new ListHITsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    expect(second.HITs?.map(({ HITId }) => HITId)).toEqual(ids.slice(2, 4));
  });

  it.each([
    ['made up', () => 'nonsense'],
    ['changed', (token: string) => `${token.slice(0, -2)}AA`],
    ['cut', (token: string) => token.slice(0, 22)],
  ])('a token that was %s', async (_title, change) => {
    const { client } = await made(`T${_title.replace(' ', '')}`, 2);
    const { NextToken } = await client.send(new ListHITsCommand({ MaxResults: 1 }));
    const token = change(NextToken as string);
    await expectRefusal(
      client.send(new ListHITsCommand({ MaxResults: 1, NextToken: token })),
      wrongValue('NextToken', token),
    );
  });

  it('a token belongs to its caller and its other parameters', async () => {
    const { client } = await made('OWNER', 3);
    const { NextToken } = await client.send(new ListHITsCommand({ MaxResults: 1 }));
    const refusal = wrongValue('NextToken', NextToken);
    await expectRefusal(suite.client.send(new ListHITsCommand({ MaxResults: 1, NextToken })), refusal);
    await expectRefusal(client.send(new ListHITsCommand({ MaxResults: 2, NextToken })), refusal);
  });
});

async function remove(client: typeof suite.client, HITId: string | undefined): Promise<void> {
  await client.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
  await client.send(new DeleteHITCommand({ HITId }));
}

it('[1.5, D38] all own HITs but deleted ones, newest first', async () => {
  const { client, ids } = await made('DELETES', 3);
  await makeHit(suite.stranger);
  await remove(client, ids[1]);
  const { HITs } = await client.send(new ListHITsCommand({}));
  expect(HITs?.map(({ HITId }) => HITId)).toEqual([ids[0], ids[2]]);
});

it('a page of 100 HITs of as many types', async () => {
  const client = suite.api.client('HUNDRED');
  for (let at = 0; at < 100; at++) await makeHit(client, { Title: `Title ${at}` });
  const { HITs, NumResults } = await client.send(new ListHITsCommand({ MaxResults: 100 }));
  expect([NumResults, new Set(HITs?.map(({ Title }) => Title)).size]).toEqual([100, 100]);
});
