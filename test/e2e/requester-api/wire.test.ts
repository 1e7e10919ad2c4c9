import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { externalQuestion, makeHit, makeType, plainHit } from '../../support/requester-work.ts';
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const production = apiSuite({ environment: 'production' });
const me = as('REQUESTER1');

describe('[2.2] an answer', () => {
  it('has the content type, a length and a request id', async () => {
    const { status, headers } = await suite.api.call('GetAccountBalance', {}, me);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(headers.get('content-length')).toBe('31');
    expect(headers.get('date')).not.toBeNull();
    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('without output is exactly {}', async () => {
    const { HITId } = await makeHit(suite.client);
    const { body } = await suite.api.call('UpdateExpirationForHIT', { HITId, ExpireAt: 0 }, me);
    expect(JSON.stringify(body)).toBe('{}');
  });

  it('says times as numbers of seconds, money as text, and leaves out what is absent', async () => {
    const { body } = await suite.api.call('CreateHIT', { ...plainHit, Keywords: null }, me);
    const hit = body.HIT as Record<string, unknown>;
    expect(typeof hit.CreationTime).toBe('number');
    expect(hit.Expiration).toBe((hit.CreationTime as number) + 86_400);
    expect(hit.Reward).toBe('0.05');
    expect(hit).not.toHaveProperty('Keywords');
    expect(Object.values(hit)).not.toContain(null);
    expect(hit.Question).toBe(externalQuestion);
  });
});

describe('[2.1] a request', () => {
  it('with another content type, or none that is known, is read as JSON all the same', async () => {
    const headers = { ...me, 'content-type': 'application/json' };
    expect((await suite.api.call('GetAccountBalance', {}, headers)).status).toBe(200);
  });

  it('with an unknown target, or one of another service', async () => {
    const unknown = { __type: 'UnknownOperationException', message: 'The requested operation is not known.' };
    expect(await suite.api.call('SearchHITs', {}, me)).toMatchObject({ status: 400, body: unknown });
    const headers = { ...me, 'x-amz-target': 'DynamoDB_20120810.GetItem' };
    expect(await suite.api.call('', {}, headers)).toMatchObject({ status: 400, body: unknown });
  });

  it('that is no JSON object', async () => {
    for (const body of ['', 'nonsense', '[]', '5', '{"HITId":']) {
      expect(await suite.api.call('GetHIT', body, me)).toMatchObject({
        status: 400,
        body: { __type: 'SerializationException' },
      });
    }
  });

  it('[2.4] takes a fraction, an exponent and 0 as times', async () => {
    const { HITId } = await makeHit(suite.client);
    for (const text of ['0', '1426550400.5', '1.4265504E9']) {
      const { body } = await suite.api.call(
        'UpdateExpirationForHIT',
        `{"HITId":"${HITId}","ExpireAt":${text}}`,
        me,
      );
      expect(body).toEqual({});
    }
  });

  it('with a body above its limit', async () => {
    const answer = await suite.api.call('GetHIT', { HITId: 'A'.repeat(1_100_000) }, me);
    expect(answer).toMatchObject({
      status: 413,
      body: { __type: 'RequestEntityTooLargeException', message: 'A body here has at most 1048576 bytes.' },
    });
  });

  it('that is cut off harms nobody', async () => {
    const { hostname, port } = new URL(suite.api.url);
    const socket = connect(Number(port), hostname);
    socket.write('POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n\r\n{"HITId"');
    await new Promise<void>((resolve) => {
      socket.on('connect', () => socket.destroy());
      socket.on('close', () => resolve());
    });
    expect((await suite.api.call('GetAccountBalance', {}, me)).status).toBe(200);
  });

  it('for a market that is not there', async () => {
    const response = await fetch(`${suite.api.url}/markets/nowhere`, {
      method: 'POST',
      headers: { 'x-amz-target': 'MTurkRequesterServiceV20170117.GetAccountBalance' },
      body: '{}',
    });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ __type: 'ResourceNotFoundException' });
  });

  it.each(['/markets/default', '/markets/default/', '/?x=1'])('for a market by the path %s', async (path) => {
    const response = await fetch(suite.api.url + path, {
      method: 'POST',
      headers: { 'x-amz-target': 'MTurkRequesterServiceV20170117.GetAccountBalance' },
      body: '{}',
    });
    expect(await response.json()).toEqual({ AvailableBalance: '10000.00' });
  });
});

describe('[2.5, 3.2] the suffix of a message', () => {
  it('is market time, with an s in the sandbox alone', async () => {
    const now = suite.api.market.now();
    const sandbox = await suite.api.call('GetHIT', { HITId: '3NO' }, me);
    expect(sandbox.body.Message).toBe(`Hit 3NO does not exist. (${now} s)`);
    const real = await production.api.call('GetHIT', { HITId: '3NO' }, me);
    expect(real.body.Message).toBe(`Hit 3NO does not exist. (${production.api.market.now()})`);
  });
});

describe('[1.0] requesters', () => {
  it('share nothing of their own but types', async () => {
    const type = await makeType(suite.client, { Name: 'Shared' });
    const { body } = await suite.api.call('GetQualificationType', {
      QualificationTypeId: type.QualificationTypeId,
    });
    expect(body).toMatchObject({ QualificationType: { Name: 'Shared' } });
  });
});
