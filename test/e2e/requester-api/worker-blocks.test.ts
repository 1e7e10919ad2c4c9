import {
  CreateWorkerBlockCommand,
  DeleteWorkerBlockCommand,
  ListWorkerBlocksCommand,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../server/contract/limits.ts';
import type { RequesterRecord } from '../../../server/contract/records.ts';
import { apiSuite } from '../../support/api-suite.ts';
import { accept, expectRefusal, makeHit, wrongValue } from '../../support/requester-work.ts';

const suite = apiSuite();
const creating = apiSuite({ settings: { unknownWorkers: 'create' } });
const block = (WorkerId: string, Reason = 'spam', client = suite.client) =>
  client.send(new CreateWorkerBlockCommand({ WorkerId, Reason }));
const unblock = (WorkerId: string, client = suite.client) =>
  client.send(new DeleteWorkerBlockCommand({ WorkerId }));
const list = async (client = suite.client) =>
  (await client.send(new ListWorkerBlocksCommand({}))).WorkerBlocks;

describe('[1.20-1.22] worker blocks', () => {
  it('keep a worker from accepting; the order is that of the blocks, a new reason replaces the old', async () => {
    const { api } = suite;
    const client = api.client('BLOCKER');
    const [one, two] = [await api.worker(), await api.worker()].map(({ id }) => id) as [string, string];
    await block(two, 'first', client);
    await api.pass(1);
    await block(one, 'second', client);
    await api.pass(1);
    await block(two, 'again', client);
    expect(new Map((await list(client))?.map(({ WorkerId, Reason }) => [WorkerId, Reason]))).toEqual(
      new Map([
        [one, 'second'],
        [two, 'again'],
      ]),
    );
    const { HITId } = await makeHit(client);
    await expect(accept(api, HITId, one)).rejects.toMatchObject({ code: 'WorkerBlocked' });
    await unblock(one, client);
    await accept(api, HITId, one);
    expect(await list(client)).toEqual([{ WorkerId: two, Reason: 'again' }]);
    expect(await list()).toEqual([]);
  });

  it('[D16] take an empty reason, but not none', async () => {
    const { id } = await suite.api.worker();
    await block(id, '');
    await expectRefusal(
      suite.client.send(new CreateWorkerBlockCommand({ WorkerId: id, Reason: undefined as never })),
      {
        type: 'ValidationException',
        text: "1 validation error detected: Value null at 'reason' failed to satisfy constraint: Member must not be null",
      },
    );
  });

  it('of a worker who is not known here', async () => {
    await expectRefusal(block('ANOBODY'), wrongValue('WorkerId', 'ANOBODY'));
    await expectRefusal(unblock('ANOBODY'), { ...wrongValue('WorkerId', ''), text: 'WorkerId is invalid.' });
    await expectRefusal(unblock('nobody'), {
      type: 'ValidationException',
      text: /Value 'nobody' at 'workerId'/,
    });
  });

  it('are a hundred thousand at most; who is blocked already can be blocked again, and lifting one makes room', async () => {
    const { api } = suite;
    const client = api.client('STRICT');
    const workers = await Promise.all(Array.from({ length: 4 }, () => api.worker()));
    const [first, second, third, fourth] = workers.map(({ id }) => id) as [string, string, string, string];
    await Promise.all([block(first, 'r', client), block(second, 'r', client)]);
    expect(await api.market.look('requester', 'STRICT')).toMatchObject({ blocked: 2 });
    await api.act(async (tx) => {
      const account = (await tx.get('requester', 'STRICT')) as RequesterRecord;
      tx.put('requester', 'STRICT', { ...account, blocked: limits.blocksPerRequesterMax - 1 });
      tx.emit('requester:created', { requester: 'STRICT' });
    });
    await block(third, 'the last', client);
    await expectRefusal(block(fourth, 'r', client), wrongValue('WorkerId', fourth));
    await block(third, 'again', client);
    await unblock(first, client);
    await block(fourth, 'r', client);
    await expectRefusal(block(first, 'r', client), wrongValue('WorkerId', first));
    await block(first);
  });

  it('lifting one that is not there succeeds', async () => {
    await unblock((await suite.api.worker()).id);
  });
});

it('a market that makes unknown workers makes those that requesters name', async () => {
  await block('ANEWCOMER1', 'r', creating.client);
  await unblock('ANEWCOMER2', creating.client);
  for (const id of ['ANEWCOMER1', 'ANEWCOMER2'])
    expect(await creating.api.market.look('worker', id)).toMatchObject({ locale: { country: 'US' } });
});
