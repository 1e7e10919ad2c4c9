import {
  ApproveAssignmentCommand,
  NotifyWorkersCommand,
  type NotifyWorkersCommandInput,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { indexNames } from '../../../server/market/indexes.ts';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, work, wrongValue } from '../../support/requester-work.ts';

const suite = apiSuite();
const notify = (input: Partial<NotifyWorkersCommandInput>) =>
  suite.client.send(
    new NotifyWorkersCommand({ Subject: 'Hello', MessageText: 'New work', WorkerIds: [], ...input }),
  );

const mails = () =>
  suite.api.act(async (tx) => {
    const entries = await tx.list(indexNames.outbox, { limit: 500 });
    const found = await tx.peekAll(
      'outbox',
      entries.map(({ id }) => id),
    );
    return found.filter((entry) => entry?.kind === 'mail');
  });

/** Workers whose work was approved. */
async function known(count: number): Promise<string[]> {
  const { HITId } = await makeHit(suite.client, { MaxAssignments: count });
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const { id } = await suite.api.worker();
    const AssignmentId = await work(suite.api, HITId, id);
    await suite.client.send(new ApproveAssignmentCommand({ AssignmentId }));
    ids.push(id);
  }
  return ids;
}

describe('[1.23, 8.5] NotifyWorkers', () => {
  it('[D35] mails those whose work was decided, and names the others', async () => {
    const [worker] = (await known(1)) as [string];
    const stranger = await suite.api.worker();
    const { HITId } = await makeHit(suite.client);
    await work(suite.api, HITId, stranger.id);
    const { NotifyWorkersFailureStatuses } = await notify({ WorkerIds: [stranger.id, worker, 'ANOBODY'] });
    const failed = (WorkerId: string) => ({
      NotifyWorkersFailureCode: 'HardFailure',
      NotifyWorkersFailureMessage: 'Cannot send a notification to a worker who has not done any work for you',
      WorkerId,
    });
    expect(NotifyWorkersFailureStatuses).toEqual([failed(stranger.id), failed('ANOBODY')]);
    expect(await mails()).toMatchObject([{ to: worker, subject: 'Hello', text: 'New work' }]);
  });

  it('mails a hundred in one call, each once, and answers an empty list', async () => {
    const workers = await known(100);
    const before = (await mails()).length;
    const answer = await notify({ WorkerIds: [...workers.slice(1), workers[1] as string] });
    expect(answer.NotifyWorkersFailureStatuses).toEqual([]);
    expect((await mails()).length - before).toBe(99);
  });

  it('refuses the whole call where a limit is broken', async () => {
    const [worker] = (await known(1)) as [string];
    const before = (await mails()).length;
    const many = Array.from({ length: 101 }, () => worker);
    await expectRefusal(notify({ WorkerIds: many }), wrongValue('WorkerIds', many));
    await expectRefusal(notify({}), wrongValue('WorkerIds', []));
    const long = 's'.repeat(201);
    await expectRefusal(notify({ WorkerIds: [worker], Subject: long }), wrongValue('Subject', long));
    const text = 't'.repeat(4097);
    await expectRefusal(notify({ WorkerIds: [worker], MessageText: text }), wrongValue('MessageText', text));
    expect((await mails()).length).toBe(before);
  });
});
