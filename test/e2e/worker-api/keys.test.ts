import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { send } from '../../support/market-fixture.ts';
import { amzInstant, authorization } from '../../support/sign.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let api: string;
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const admin = bearer('the-admin-key');

beforeAll(async () => {
  const keys = join(mkdtempSync(join(tmpdir(), 'turksim-keys-')), 'keys.json');
  writeFileSync(keys, JSON.stringify({ AKIDREQUESTER: { secret: 'secret', name: 'Requester' } }));
  server = await startServer({ auth: 'on', keys, adminKey: 'the-admin-key' });
  api = `${server.url}/api/markets/default`;
  await send(`${api}/workers`, 'POST', { workers: [{ id: 'AONE' }, { id: 'ATWO' }] }, admin);
});
afterAll(() => server.close());

const tokenOf = async (worker: string, ttlSeconds = 60) => {
  const answer = await send(`${api}/workers/${worker}/token`, 'POST', { ttlSeconds }, admin);
  expect(answer.status).toBe(201);
  return answer.body.token as string;
};

it('the control API needs the admin key: none is 401, a wrong one 403', async () => {
  expect((await send(api, 'GET')).status).toBe(401);
  const wrong = await send(api, 'GET', undefined, bearer('wrong'));
  expect(wrong.status).toBe(403);
  expect(wrong.body.error.message).toContain('neither the admin key nor');
  expect((await send(api, 'GET', undefined, admin)).status).toBe(200);
  expect((await send(`${api}/eligibility/sample`, 'GET')).status).toBe(401);
  expect((await send(`${api}/eligibility/sample`, 'GET', undefined, admin)).status).toBe(200);
  for (const open of ['/health', '/ready']) expect((await send(server.url + open, 'GET')).status).toBe(200);
});

it('the figures need the admin key, as those of Prometheus do not stay open', async () => {
  const status = async (headers?: Record<string, string>) =>
    (await send(`${server.url}/metrics`, 'GET', undefined, headers)).status;
  expect(await status()).toBe(401);
  expect(await status(bearer('wrong'))).toBe(403);
  expect(await status(bearer(await tokenOf('AONE')))).toBe(403);
  expect(await status(admin)).toBe(200);
});

it("a worker's token opens its own routes, and no others", async () => {
  const own = bearer(await tokenOf('AONE'));
  const status = async (method: string, path: string, body?: object) =>
    (await send(`${api}${path}`, method, body, own)).status;
  expect(await status('GET', '/workers/AONE')).toBe(200);
  expect(await status('GET', '/workers/AONE/hits')).toBe(200);
  expect(await status('GET', '/qualification-types')).toBe(200);
  expect(await status('GET', '/eligibility?worker=AONE&hit=NOHIT')).toBe(404);
  expect(await status('POST', '/hits/NOHIT/accept', { worker: 'AONE' })).toBe(404);
  expect(await status('PATCH', '/workers/AONE', { adult: true, locale: { country: 'FR' } })).toBe(200);
  expect(await status('POST', '/eligibility', { worker: 'AONE', hits: [] })).toBe(200);
  for (const [method, path, body] of [
    ['GET', '/workers/ATWO'],
    ['GET', '/workers'],
    ['GET', ''],
    ['PATCH', '/workers/AONE', { masters: true }],
    ['POST', '/workers/AONE/token', {}],
    ['POST', '/hits/NOHIT/accept', { worker: 'ATWO' }],
    ['GET', '/hits/NOHIT'],
    ['GET', '/eligibility?worker=ATWO&hit=NOHIT'],
    ['POST', '/eligibility', { checks: [{ worker: 'ATWO', hit: 'X' }] }],
    ['GET', '/eligibility/sample'],
    ['POST', '/reset'],
  ] as const)
    expect([path, await status(method, path, body)]).toEqual([path, 403]);
  await send(`${server.url}/api/markets`, 'POST', { id: 'other' }, admin);
  await send(`${server.url}/api/markets/other/workers`, 'POST', { workers: [{ id: 'AONE' }] }, admin);
  expect((await send(`${server.url}/api/markets/other/workers/AONE`, 'GET', undefined, own)).status).toBe(
    403,
  );
});

function outcome(auth: object): Promise<string> {
  const socket = io(`${server.url}/worker`, { forceNew: true, reconnection: false, auth });
  return new Promise((resolve) => {
    socket.on('snapshot', () => resolve('connected'));
    socket.on('connect_error', ({ message }) => resolve(message));
    socket.on('closing', ({ code }) => resolve(code));
  }).then((result) => {
    socket.disconnect();
    return result as string;
  });
}

it('a socket needs a token of this worker in this market', async () => {
  const token = await tokenOf('AONE');
  expect(await outcome({ worker: 'AONE', token })).toBe('connected');
  expect(await outcome({ worker: 'AONE' })).toContain('auth.token');
  expect(await outcome({ worker: 'ATWO', token })).toContain('another worker');
  expect(await outcome({ worker: 'AONE', token: `${token}x` })).toContain('not valid');
});

it('a token that ends closes open connections with the reason', async () => {
  const token = await tokenOf('AONE', 1);
  const socket = io(`${server.url}/worker`, { forceNew: true, auth: { worker: 'AONE', token } });
  const told = new Promise((resolve) => socket.on('closing', resolve));
  const gone = new Promise((resolve) => socket.on('disconnect', resolve));
  expect(await told).toMatchObject({ code: 'TokenExpired' });
  expect(await gone).toBe('io server disconnect');
  expect((await send(`${api}/workers/AONE`, 'GET', undefined, bearer(token))).status).toBe(403);
});

it("a requester's socket needs a fresh signature of GET /requester by a known key", async () => {
  const host = new URL(server.url).host;
  const auth = (accessKeyId: string, secret: string, at: number) => {
    const date = amzInstant(at);
    const headers = { host, 'x-amz-date': date };
    const header = authorization({
      method: 'GET',
      path: '/requester',
      accessKeyId,
      secret,
      body: '',
      headers,
      instant: date,
    });
    return { accessKeyId, date, signature: /Signature=(\w+)/.exec(header)?.[1] };
  };
  const answer = (given: object): Promise<string> => {
    const socket = io(`${server.url}/requester`, { forceNew: true, reconnection: false, auth: given });
    return new Promise<string>((resolve) => {
      socket.on('connect', () => resolve('connected'));
      socket.on('connect_error', ({ message }) => resolve(message));
    }).finally(() => socket.disconnect());
  };
  const now = Date.now();
  expect(await answer(auth('AKIDREQUESTER', 'secret', now))).toBe('connected');
  expect(await answer(auth('AKIDREQUESTER', 'wrong', now))).toContain('does not match');
  expect(await answer(auth('AKIDOTHER', 'secret', now))).toContain('invalid');
  expect(await answer(auth('AKIDREQUESTER', 'secret', now - 3_600_000))).not.toBe('connected');
  expect(await answer({ accessKeyId: 'AKIDREQUESTER' })).toContain('auth.signature');
});

it('a dashboard needs the admin key', async () => {
  const answer = (given: object): Promise<string> => {
    const socket = io(`${server.url}/market`, { forceNew: true, reconnection: false, auth: given });
    return new Promise<string>((resolve) => {
      socket.on('stats', () => resolve('connected'));
      socket.on('connect_error', ({ message }) => resolve(message));
    }).finally(() => socket.disconnect());
  };
  expect(await answer({ adminKey: 'the-admin-key' })).toBe('connected');
  expect(await answer({ adminKey: 'wrong' })).toContain('wrong');
  expect(await answer({})).toContain('auth.adminKey');
});
