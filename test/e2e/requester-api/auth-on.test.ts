import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetAccountBalanceCommand, ListHITsCommand, MTurkClient } from '@aws-sdk/client-mturk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseKeys } from '../../../server/http/keys.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'turksim-keys-'));
const keys = join(folder, 'keys.json');
const secret = 'topsecret';
let server: TestServer;

beforeAll(async () => {
  writeFileSync(keys, JSON.stringify({ AKIDONE: { secret, name: 'First Requester' } }));
  server = await startServer({ auth: 'on', keys, adminKey: 'admin-key' });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const clientOf = (accessKeyId: string, secretAccessKey: string, path = '') =>
  new MTurkClient({
    endpoint: server.url + path,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });

describe('a whole server with --auth on', () => {
  it.each(['', '/markets/default'])(
    'lets a configured key in, by %s too, and names its account',
    async (path) => {
      const { AvailableBalance } = await clientOf('AKIDONE', secret, path).send(
        new GetAccountBalanceCommand({}),
      );
      expect(AvailableBalance).toBe('10000.00');
      const market = await server.app.markets.get('default');
      expect(await market.look('requester', 'AKIDONE')).toMatchObject({ name: 'First Requester' });
    },
  );

  it('keeps all others out', async () => {
    const refusedAs = async (client: MTurkClient) =>
      client.send(new ListHITsCommand({})).then(
        () => 'let in',
        ({ name }: Error) => name,
      );
    expect(await refusedAs(clientOf('AKIDONE', 'wrong'))).toBe('InvalidSignatureException');
    expect(await refusedAs(clientOf('AKIDTWO', secret))).toBe('UnrecognizedClientException');
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'MTurkRequesterServiceV20170117.ListHITs' },
      body: '{}',
    });
    expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  it('keeps secrets and signatures out of the request log', async () => {
    const response = await fetch(`${server.url}/api/markets/default/requests`, {
      headers: { authorization: 'Bearer admin-key' },
    });
    const text = await response.text();
    expect(text).toContain('GetAccountBalance');
    expect(text).not.toContain(secret);
    expect(text).not.toContain('Signature=');
  });
});

describe('a key file', () => {
  it.each([
    ['nonsense', 'is not valid JSON'],
    ['[]', 'is wrong'],
    ['{"bad key":{"secret":"s3cret-text"}}', 'is wrong'],
    ['{"AKID":{"secret":""}}', 'is wrong at AKID.secret'],
    ['{"AKID":{"secret":5}}', 'is wrong at AKID.secret'],
  ])('%s is refused without telling secrets', (text, complaint) => {
    const read = () => parseKeys(text, 'keys.json');
    expect(read).toThrowError(complaint);
    expect(read).not.toThrowError('s3cret-text');
  });

  it('needs no name', () => {
    expect(parseKeys('{"AKID":{"secret":"s"}}', 'f').get('AKID')).toEqual({ secret: 's', name: 'AKID' });
  });
});
