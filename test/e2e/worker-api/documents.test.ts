import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addressedSchemas,
  requesterPushSchemas,
  workerPushSchemas,
} from '../../../server/contract/schemas/pushes.ts';
import { workerAsks } from '../../../server/contract/schemas/sockets.ts';
import { eligibilityShapes } from '../../../server/http/routes/eligibility.ts';
import { apiRoutes } from '../../../server/http/routes/index.ts';
import { send } from '../../support/market-fixture.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

it('the OpenAPI document has every route, and each can be called', async () => {
  const { body } = await send(`${server.url}/openapi.json`, 'GET');
  expect(body.openapi).toBe('3.1.0');
  for (const { method, path } of [...apiRoutes, ...eligibilityShapes])
    expect(body.paths[path.replace(/:(\w+)/g, '{$1}')]).toHaveProperty(method);
  const ids = new Set<string>();
  for (const [path, item] of Object.entries<Record<string, { operationId: string }>>(body.paths)) {
    for (const [method, { operationId }] of Object.entries(item)) {
      expect(ids.has(operationId), operationId).toBe(false);
      ids.add(operationId);
      const url = server.url + path.replaceAll(/\{\w+\}/g, 'nothing');
      const { status, body: answer } = await send(url, method.toUpperCase());
      expect([path, method, status >= 500]).toEqual([path, method, false]);
      if (path.startsWith('/api')) expect(answer.error?.message ?? '').not.toContain('There is no GET');
    }
  }
});

it('the AsyncAPI document has every push and request', async () => {
  const { body } = await send(`${server.url}/asyncapi.json`, 'GET');
  expect(body.asyncapi).toBe('3.0.0');
  const names = (channel: string) =>
    Object.values<{ name: string }>(body.channels[channel].messages).map(({ name }) => name);
  expect(names('worker')).toEqual([...Object.keys(workerPushSchemas), ...Object.keys(workerAsks)]);
  expect(names('worker')).toEqual(expect.arrayContaining(Object.keys(addressedSchemas)));
  expect(names('requester')).toEqual(Object.keys(requesterPushSchemas));
  const messages: Record<string, { 'x-ack'?: { anyOf: object[] } }> = body.channels.worker.messages;
  const asks = Object.keys(workerAsks).map((name) => name.replaceAll(':', '.'));
  for (const ask of asks) {
    const ends = messages[ask]?.['x-ack']?.anyOf ?? [];
    expect(ends.length, ask).toBeGreaterThanOrEqual(2);
    expect(ends.at(0)).toMatchObject({ properties: { ok: { const: true } } });
    expect(ends.at(-1)).toMatchObject({ properties: { ok: { const: false }, error: { type: 'object' } } });
  }
});
