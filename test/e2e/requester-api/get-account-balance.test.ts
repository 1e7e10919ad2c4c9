import { GetAccountBalanceCommand, RejectAssignmentCommand, SendBonusCommand } from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, work } from '../../support/requester-work.ts';
import { as } from '../../support/start-requester-api.ts';
import { startServer } from '../../support/start-server.ts';

const sandbox = apiSuite();
const production = apiSuite({ environment: 'production' });
const poor = apiSuite({ environment: 'production', settings: { startBalance: '0.50' } });

it('[1.17, 8.3, D46] the sandbox always says 10,000.00, and AvailableBalance alone', async () => {
  await makeHit(sandbox.client, { Reward: '500', MaxAssignments: 100 });
  const { body } = await sandbox.api.call('GetAccountBalance', {}, as('REQUESTER1'));
  expect(body).toEqual({ AvailableBalance: '10000.00' });
});

describe('[8.4, D33] production holds reward and fee of every assignment', () => {
  it.each([
    ['0.05', 9, false, 0.54],
    ['0.01', 1, false, 0.02],
    ['0.10', 9, false, 1.08],
    ['0.10', 10, false, 1.4],
    ['1.00', 5, true, 6.25],
    ['1.00', 10, true, 14.5],
    ['0', 1, false, 0.01],
  ])('%s × %i, Masters %s: %d', async (Reward, MaxAssignments, masters, held) => {
    const client = production.api.client(`R${Reward.replace('.', '_')}x${MaxAssignments}`);
    const QualificationRequirements = masters
      ? [{ QualificationTypeId: '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH', Comparator: 'Exists' as const }]
      : [];
    await makeHit(client, { Reward, MaxAssignments, QualificationRequirements });
    const { AvailableBalance, OnHoldBalance } = await client.send(new GetAccountBalanceCommand({}));
    expect([AvailableBalance, OnHoldBalance]).toEqual([(10_000 - held).toFixed(2), undefined]);
  });

  it('a bonus costs its fee, 0.01 at least; a rejection gives back what was held', async () => {
    const { api } = production;
    const client = api.client('BONUS');
    const { HITId } = await makeHit(client, { Reward: '1.00' });
    const { id: WorkerId } = await api.worker();
    const AssignmentId = await work(api, HITId, WorkerId);
    await client.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: 'no' }));
    await client.send(new SendBonusCommand({ AssignmentId, WorkerId, BonusAmount: '0.02', Reason: 'sorry' }));
    expect((await client.send(new GetAccountBalanceCommand({}))).AvailableBalance).toBe('9999.97');
  });
});

it('[8.3] what a new account has to begin with is a setting of the market', async () => {
  const { client, stranger } = poor;
  const balance = async (of = client) => (await of.send(new GetAccountBalanceCommand({}))).AvailableBalance;
  expect(await balance()).toBe('0.50');
  await makeHit(client, { Reward: '0.40' });
  expect(await balance()).toBe('0.02');
  await expectRefusal(makeHit(client, { Reward: '0.02' }), {
    code: 'InsufficientFunds',
    text: /insufficient funds/,
  });
  expect(await balance(stranger)).toBe('0.50');
});

it('[8.3] the control API sets it, for accounts that are new then', async () => {
  const server = await startServer();
  const set = async (startBalance: unknown) => {
    const response = await fetch(`${server.url}/api/markets/default`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ settings: { startBalance } }),
    });
    return { status: response.status, body: (await response.json()) as { settings?: object } };
  };
  expect((await set('25')).body.settings).toMatchObject({ startBalance: '25' });
  expect((await set('7.25')).body.settings).toMatchObject({ startBalance: '7.25' });
  expect((await set(null)).body.settings).toMatchObject({ startBalance: null });
  for (const wrong of ['-1', '1.234', '1e3', '$5', 5, '9'.repeat(10)])
    expect((await set(wrong)).status).toBe(400);
  await server.close();
});
