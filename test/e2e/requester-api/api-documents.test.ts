import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationNames } from '../../support/mturk-model.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

interface Documents {
  readonly operations: readonly { readonly name: string }[];
  readonly title: string;
  readonly type: string;
  readonly required: readonly string[];
  readonly properties: object;
}

const get = async (path: string) => {
  const response = await fetch(server.url + path);
  return { status: response.status, body: (await response.json()) as Documents };
};

it('GET /api/operations tells every operation, its level of fidelity and its differences', async () => {
  const { status, body } = await get('/api/operations');
  expect(status).toBe(200);
  expect(body.operations.map(({ name }) => name).sort()).toEqual([...operationNames].sort());
  expect(body.operations).toContainEqual({ name: 'GetHIT', fidelity: 'exact', differences: [] });
});

it('GET /schemas/<DataStructure>.json is a JSON schema, open to all', async () => {
  const { status, body } = await get('/schemas/QualificationType.json');
  expect([status, body.title, body.type]).toEqual([200, 'QualificationType', 'object']);
  expect(body.required).toContain('QualificationTypeStatus');
  expect((await get('/schemas/QualificationRequirement.json')).body.properties).toHaveProperty(
    'ActionsGuarded',
  );
  expect((await get('/schemas/Nothing.json')).status).toBe(404);
});
