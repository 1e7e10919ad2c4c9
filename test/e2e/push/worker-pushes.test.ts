import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WorkerClient } from '../../../server/client/index.ts';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import { type Recorder, record } from '../../support/pushes.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let market: MarketFixture;
const clients: WorkerClient[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  market = await openMarket(server);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

async function connected(
  worker: string,
  transports?: ('polling' | 'websocket')[],
): Promise<[WorkerClient, Recorder]> {
  const client = market.connect(worker, transports ? { transports } : {});
  clients.push(client);
  const recorder = record(client);
  await recorder.next('snapshot');
  return [client, recorder];
}

const above = (type: string, value: number, actionsGuarded = 'DiscoverPreviewAndAccept') => ({
  QualificationRequirements: [
    {
      QualificationTypeId: type,
      Comparator: 'GreaterThan',
      IntegerValues: [value],
      ActionsGuarded: actionsGuarded,
    },
  ],
});
const assign = (type: string, worker: string, value: number) =>
  market.request('AssociateQualificationWithWorker', {
    QualificationTypeId: type,
    WorkerId: worker,
    IntegerValue: value,
  });

describe.each([['websocket'], ['polling']] as const)('over %s', (transport) => {
  it('tells a grant, then the group that it opens; an update; a revocation, then the group that it closes', async () => {
    const worker = await market.worker();
    const type = await market.qualificationType();
    const { group } = await market.hit(above(type, 18));
    const [client, pushes] = await connected(worker, [transport]);
    expect(client.state?.groups.size).toBe(0);

    await assign(type, worker, 20);
    const visible = await pushes.next('hit:visible');
    const granted = await pushes.next('qualification:granted');
    expect(granted).toMatchObject({ type, value: 20, seq: 1 });
    expect(visible).toMatchObject({
      hitTypeId: group,
      access: 'accept',
      previous: 'none',
      cause: { kind: 'qualification', event: granted.feed },
      group: { hitTypeId: group, access: 'accept', unmet: [], available: 1, reward: '0.10' },
    });
    expect(pushes.names()).toEqual(['snapshot', 'qualification:granted', 'hit:visible']);

    await assign(type, worker, 25);
    expect(await pushes.next('qualification:updated')).toMatchObject({ type, value: 25, seq: 2 });
    await market.request('DisassociateQualificationFromWorker', {
      QualificationTypeId: type,
      WorkerId: worker,
      Reason: 'no more',
    });
    expect(await pushes.next('hit:hidden')).toMatchObject({
      hitTypeId: group,
      access: 'none',
      previous: 'accept',
    });
    expect(await pushes.next('qualification:revoked')).toMatchObject({ type, reason: 'no more', seq: 3 });
    expect(client.state).toMatchObject({ seq: 3 });
    expect(client.state?.groups.size).toBe(0);
    expect(client.state?.qualifications.size).toBe(0);
  });

  it('[D5] keeps what is held of a type that is gone, under its id', async () => {
    const worker = await market.worker();
    const type = await market.qualificationType();
    await assign(type, worker, 9);
    await market.request('DeleteQualificationType', { QualificationTypeId: type });
    const { body } = await market.call('GET', `/workers/${worker}/qualifications`);
    expect(body.qualifications).toMatchObject([{ type, name: type, value: 9 }]);
    const [client] = await connected(worker);
    expect([...(client.state?.qualifications.values() ?? [])]).toMatchObject([
      { type, name: type, value: 9 },
    ]);
  });
});

describe('visibility', () => {
  it('follows posting, the last place taken and given back, expiry', async () => {
    const worker = await market.worker();
    const other = await market.worker();
    const [, pushes] = await connected(worker);
    const hit = await market.hit({ LifetimeInSeconds: 3600, AssignmentDurationInSeconds: 60 });
    const created = await pushes.next('hit:visible');
    expect(created.cause.kind).toBe('hit');

    const { body: assignment } = await market.call('POST', `/hits/${hit.id}/accept`, { worker: other });
    expect(await pushes.next('hit:hidden')).toMatchObject({ hitTypeId: hit.group, cause: { kind: 'hit' } });
    pushes.clear();
    await market.call('POST', `/assignments/${assignment.id}/return`, { worker: other });
    expect(await pushes.next('hit:visible')).toMatchObject({ hitTypeId: hit.group, cause: { kind: 'hit' } });
    pushes.clear();
    await market.advance(3601);
    const hidden = await pushes.next('hit:hidden');
    const { body: feed } = await market.call('GET', `/feed?after=${hidden.cause.event - 1}&limit=1`);
    expect(feed.events[0]).toMatchObject({ type: 'hit:expired', hit: hit.id });
  });

  it('tells each level with access now and before, and lets a block cap it', async () => {
    const worker = await market.worker();
    const type = await market.qualificationType();
    const { group } = await market.hit(above(type, 5, 'PreviewAndAccept'));
    const [client, pushes] = await connected(worker);
    expect(client.state?.groups.get(group)).toMatchObject({ access: 'discover', unmet: [{ value: null }] });
    await assign(type, worker, 9);
    expect(await pushes.next('hit:changed')).toMatchObject({ access: 'accept', previous: 'discover' });
    pushes.clear();
    await market.request('CreateWorkerBlock', { WorkerId: worker, Reason: 'bad work' });
    expect(await pushes.next('hit:changed')).toMatchObject({
      access: 'preview',
      previous: 'accept',
      cause: { kind: 'block' },
    });
  });

  it('goes to the worker concerned alone', async () => {
    const [first, second] = [await market.worker(), await market.worker()];
    const type = await market.qualificationType();
    await market.hit(above(type, 0));
    const [, firstPushes] = await connected(first);
    const [, secondPushes] = await connected(second);
    await assign(type, first, 1);
    await firstPushes.next('hit:visible');
    await assign(type, second, 1);
    await secondPushes.next('hit:visible');
    expect(firstPushes.names()).toEqual(['snapshot', 'qualification:granted', 'hit:visible']);
  });
});

describe('addressed pushes', () => {
  it('tell the life of an assignment and what it changes', async () => {
    const worker = await market.worker();
    const hit = await market.hit();
    const [client, pushes] = await connected(worker);
    const assignment = await client.ask('assignment:accept', { hit: hit.id });
    expect(await pushes.next('assignment:accepted')).toMatchObject({
      assignment: assignment.id,
      hit: hit.id,
      hitTypeId: hit.group,
      deadline: assignment.deadline,
      reward: '0.10',
    });
    expect(client.state?.assignments.get(assignment.id)?.status).toBe('Accepted');
    await client.ask('assignment:submit', { assignment: assignment.id, answer: { text: 'done' } });
    await pushes.next('assignment:submitted');
    await market.request('ApproveAssignment', {
      AssignmentId: assignment.id,
      RequesterFeedback: 'well done',
    });
    expect(await pushes.next('assignment:approved')).toMatchObject({ feedback: 'well done' });
    expect(
      await pushes.next('system:changed', ({ name }) => name === 'Worker_NumberHITsApproved'),
    ).toMatchObject({
      value: 1,
      previous: 0,
    });
    await market.request('SendBonus', {
      AssignmentId: assignment.id,
      WorkerId: worker,
      BonusAmount: '1.50',
      Reason: 'thanks',
    });
    expect(await pushes.next('bonus')).toMatchObject({
      assignment: assignment.id,
      amount: '1.50',
      reason: 'thanks',
    });
    await market.request('NotifyWorkers', {
      Subject: 'Hello',
      MessageText: 'There is more',
      WorkerIds: [worker],
    });
    expect(await pushes.next('message')).toMatchObject({ subject: 'Hello', text: 'There is more' });
    const numbers = pushes.all
      .flatMap(({ push }) => (push.epoch === undefined ? [push.seq] : []))
      .filter(Number);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    expect(client.state?.assignments.size).toBe(0);
  });

  it('tell abandonment, rejection, and a request that is pending, rejected or runs out', async () => {
    const worker = await market.worker();
    const type = await market.qualificationType({ RetryDelayInSeconds: 0 });
    const hit = await market.hit({ AssignmentDurationInSeconds: 30 });
    const [client, pushes] = await connected(worker);
    await client.ask('assignment:accept', { group: hit.group });
    await market.advance(31);
    await pushes.next('assignment:abandoned');
    const { id } = await client.ask('qualification:request', { type });
    expect(await pushes.next('request:pending')).toMatchObject({ id, type });
    expect(client.state?.requests.get(id)?.state).toBe('pending');
    await market.request('RejectQualificationRequest', { QualificationRequestId: id, Reason: 'not now' });
    expect(await pushes.next('request:rejected')).toMatchObject({ id, type, reason: 'not now' });
    const again = await client.ask('qualification:request', { type });
    await market.request('AcceptQualificationRequest', { QualificationRequestId: again.id, IntegerValue: 7 });
    expect(await pushes.next('qualification:granted')).toMatchObject({ type, value: 7 });
    expect(client.state?.requests.size).toBe(0);
  });

  it('tell system values that the market or the worker itself sets', async () => {
    const worker = await market.worker();
    const [client, pushes] = await connected(worker);
    await market.call('PATCH', `/workers/${worker}`, {
      adult: true,
      masters: true,
      locale: { country: 'DE' },
      submitted: 200,
      approved: 150,
      rejected: 50,
    });
    await pushes.next('system:changed', ({ name }) => name === 'Worker_Locale');
    const changed = pushes.all.filter(({ name }) => name === 'system:changed').map(({ push }) => push.name);
    expect(changed.sort()).toEqual([
      'Masters',
      'Worker_Adult',
      'Worker_Locale',
      'Worker_NumberHITsApproved',
      'Worker_PercentAssignmentsApproved',
    ]);
    const { body } = await market.call('GET', `/workers/${worker}`);
    for (const name of ['adult', 'masters', 'locale', 'approvalRate', 'hitsApproved'] as const)
      expect(client.state?.worker[name]).toEqual(body[name]);
  });
});
