import { request } from 'node:http';
import {
  GetAccountBalanceCommand,
  GetQualificationTypeCommand,
  ListHITsCommand,
} from '@aws-sdk/client-mturk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amzInstant, authorization, type Signing } from '../../support/sign.ts';
import { as, type RequesterApiServer, startRequesterApi } from '../../support/start-requester-api.ts';

const secret = 'a-secret/with+signs';
const body = '{}';
let api: RequesterApiServer;

beforeAll(async () => {
  api = await startRequesterApi({ keys: new Map([['AKIDTEST', { secret, name: 'Tester' }]]) });
});
afterAll(() => api.close());

/** Sends what is given as it is, the Host header too, which fetch would not let through. */
function send(
  headers: Record<string, string>,
  sentBody = body,
  path = '/',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${api.url}${path}`, { method: 'POST', headers, setHost: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(sentBody);
  });
}

const target = 'MTurkRequesterServiceV20170117.GetAccountBalance';

function signed(change: Partial<Signing> & { at?: number; unsigned?: Record<string, string> } = {}) {
  const instant = amzInstant(change.at ?? Date.now());
  const headers = change.headers ?? {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(api.url).host,
    'x-amz-date': instant,
    'x-amz-target': target,
  };
  const signing = { accessKeyId: 'AKIDTEST', secret, body, instant, ...change, headers };
  return { 'x-amz-target': target, ...change.unsigned, ...headers, authorization: authorization(signing) };
}

const kind = (answer: { body: string }) => JSON.parse(answer.body).__type;

describe('[2.1] a signature that stands', () => {
  it("is the official client's, with and without a session token", async () => {
    const client = api.client('AKIDTEST', secret);
    await expect(client.send(new GetAccountBalanceCommand({}))).resolves.toBeDefined();
    await expect(client.send(new ListHITsCommand({ MaxResults: 5 }))).resolves.toMatchObject({
      NumResults: 0,
    });
  });

  it.each([
    ['of the headers that boto3 signs', {}],
    ['of host and date alone', { headers: { host: 'any.example', 'x-amz-date': amzInstant(Date.now()) } }],
    [
      'for the name of the real service',
      {
        headers: {
          host: 'mturk-requester-sandbox.us-east-1.amazonaws.com',
          'x-amz-date': amzInstant(Date.now()),
        },
      },
    ],
    ['with the pseudo region of sandbox users', { region: 'sandbox' }],
    [
      'with a session token among the headers',
      { headers: { host: 'h', 'x-amz-date': amzInstant(Date.now()), 'x-amz-security-token': 'token' } },
    ],
    [
      'with a Date header in place of X-Amz-Date',
      { headers: { host: 'h', date: new Date(Math.floor(Date.now() / 1000) * 1000).toUTCString() } },
    ],
    ['14 minutes old', { at: Date.now() - 14 * 60_000 }],
  ] as [string, Parameters<typeof signed>[0]][])('%s', async (_title, change) => {
    expect(await send(signed(change))).toMatchObject({ status: 200 });
  });

  it('stands for a market by its path', async () => {
    expect(await send(signed({ path: '/markets/default/' }), body, '/markets/default/')).toMatchObject({
      status: 200,
    });
  });
});

describe('[2.3, D36] a signature that falls', () => {
  it.each([
    ['none', {}, 'MissingAuthenticationTokenException'],
    ['another scheme', { authorization: 'Basic abc' }, 'IncompleteSignatureException'],
    [
      'half a header',
      { authorization: 'AWS4-HMAC-SHA256 Credential=AKIDTEST' },
      'IncompleteSignatureException',
    ],
    ['an unknown key', as('NOBODY'), 'UnrecognizedClientException'],
    ['a signature out of the air', as('AKIDTEST'), 'IncompleteSignatureException'],
  ])('%s', async (_title, headers, expected) => {
    const answer = await send({ host: 'h', 'x-amz-target': target, ...headers });
    expect([answer.status, kind(answer)]).toEqual([400, expected]);
  });

  it.each([
    ['another secret', { secret: 'wrong' }],
    ['16 minutes old', { at: Date.now() - 16 * 60_000 }],
    ['16 minutes ahead', { at: Date.now() + 16 * 60_000 }],
    ['another service', { service: 's3' }],
    ['another path', { path: '/other' }],
  ] as [string, Parameters<typeof signed>[0]][])('%s', async (_title, change) => {
    const answer = await send(signed(change));
    expect([answer.status, kind(answer)]).toEqual([400, 'InvalidSignatureException']);
  });

  it('another body, another host, another target than was signed', async () => {
    expect(kind(await send(signed(), '{"a":1}'))).toBe('InvalidSignatureException');
    expect(kind(await send({ ...signed(), host: 'elsewhere' }))).toBe('InvalidSignatureException');
    const other = 'MTurkRequesterServiceV20170117.ListHITs';
    expect(kind(await send({ ...signed(), 'x-amz-target': other }))).toBe('InvalidSignatureException');
  });

  it('[1.0] comes after the target and before everything else', async () => {
    const unknown = { ...signed({ secret: 'wrong' }), 'x-amz-target': 'MTurkRequesterServiceV20170117.No' };
    expect(kind(await send(unknown))).toBe('UnknownOperationException');
    expect(kind(await send(signed({ secret: 'wrong' }), 'no JSON'))).toBe('InvalidSignatureException');
  });

  it('reaches the official client as the error of its name', async () => {
    const wrong = api.client('AKIDTEST', 'wrong');
    await expect(wrong.send(new GetAccountBalanceCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    const stranger = api.client('NOBODY', 'wrong');
    await expect(stranger.send(new GetAccountBalanceCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  });
});

describe('with verification off', () => {
  let open: RequesterApiServer;
  beforeAll(async () => {
    open = await startRequesterApi();
  });
  afterAll(() => open.close());

  it('any key names an account, none is the account DEFAULT', async () => {
    await open.client('SOMEBODY').send(new GetAccountBalanceCommand({}));
    await open.call('GetAccountBalance', {});
    expect(await open.market.look('requester', 'SOMEBODY')).toMatchObject({ name: 'SOMEBODY' });
    expect(await open.market.look('requester', 'DEFAULT')).toBeDefined();
  });

  it('[2.1] a key that no key can be is refused all the same', async () => {
    const fake = open.client('fake key id');
    await expect(
      fake.send(new GetQualificationTypeCommand({ QualificationTypeId: 'A' })),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });
});
