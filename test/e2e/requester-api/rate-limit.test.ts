import { GetAccountBalanceCommand } from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { as } from '../../support/start-requester-api.ts';
import { startServer } from '../../support/start-server.ts';

const limited = apiSuite({ settings: { callsPerSecond: 5 } });
const open = apiSuite();

const calls = (suite: typeof open, count: number, account: string) =>
  Promise.all(Array.from({ length: count }, () => suite.api.call('GetAccountBalance', {}, as(account))));

it('[8.6] calls are not limited by default', async () => {
  const answers = await calls(open, 200, 'BUSY');
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

it('[8.6] [2.3] a market may set a limit for each account: then Rate exceeded', async () => {
  const answers = await calls(limited, 40, 'BUSY');
  const refused = answers.filter(({ status }) => status !== 200);
  // The forty may fall into two seconds.
  expect(refused.length).toBeGreaterThanOrEqual(30);
  for (const { status, body } of refused) {
    expect(status).toBe(400);
    expect(body).toEqual({ __type: 'ThrottlingException', message: 'Rate exceeded' });
  }
  const [other] = await calls(limited, 1, 'PATIENT');
  expect(other?.status).toBe(200);
  await expect(
    Promise.all(Array.from({ length: 12 }, () => limited.client.send(new GetAccountBalanceCommand({})))),
  ).rejects.toMatchObject({ name: 'ThrottlingException' });
});

it('[8.6] the limit is a setting that comes and goes', async () => {
  const server = await startServer();
  const set = async (callsPerSecond: unknown) => {
    const response = await fetch(`${server.url}/api/markets/default`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ settings: { callsPerSecond } }),
    });
    return { status: response.status, body: (await response.json()) as { settings?: object } };
  };
  expect((await set(3)).body.settings).toMatchObject({ callsPerSecond: 3 });
  expect((await set(null)).body.settings).toMatchObject({ callsPerSecond: null });
  for (const wrong of [0, -1, 1.5, '3', 1e9]) expect((await set(wrong)).status).toBe(400);
  await server.close();
});
