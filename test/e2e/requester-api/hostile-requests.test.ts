import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { type HostileRequest, hostileRequests } from '../../support/hostile.ts';
import { ask } from '../../support/qualification-work.ts';
import { makeHit, makeType, work } from '../../support/requester-work.ts';
import { randomRuns, testSeed } from '../../support/runs.ts';
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const agent = new Agent({ keepAlive: true });
afterAll(() => agent.destroy());

const documented = [
  'RequestError',
  'ParameterValidationError',
  'InvalidParameterCombinationError',
  'ValidationException',
  'SerializationException',
  'UnknownOperationException',
];

function send({ operation, body }: HostileRequest): Promise<{ status: number; text: string }> {
  const headers = { ...as('REQUESTER1'), 'x-amz-target': `MTurkRequesterServiceV20170117.${operation}` };
  return new Promise((resolve, reject) => {
    const sent = request(suite.api.url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const runs = randomRuns(400, 100_000);
/** Some requests delete what the others name, so there is something new to name now and then. */
const runsPerWorld = 200;

async function newWorld(): Promise<Record<string, string>> {
  const { api, client } = suite;
  const { HITId = '', HITTypeId = '' } = await makeHit(client, { MaxAssignments: 9 });
  const { id: WorkerId } = await api.worker();
  const AssignmentId = await work(api, HITId, WorkerId);
  const { QualificationTypeId } = await makeType(client);
  const QualificationRequestId = await ask(api, WorkerId, QualificationTypeId);
  return { HITId, HITTypeId, WorkerId, AssignmentId, QualificationTypeId, QualificationRequestId };
}

async function survives(hostile: HostileRequest): Promise<void> {
  const { status, text } = await send(hostile);
  const answer = JSON.parse(text);
  if (status === 200) return;
  expect({ status, type: answer.__type }).toEqual({ status: 400, type: expect.toBeOneOf(documented) });
  expect(answer.Message ?? answer.message).toEqual(expect.any(String));
}

it(`answers ${runs} mutated requests in a documented shape, none with a 500`, {
  timeout: 60_000 + runs * 30,
}, async () => {
  const seed = testSeed();
  for (let done = 0; done < runs; done += runsPerWorld) {
    const check = fc.asyncProperty(hostileRequests(await newWorld()), survives);
    const numRuns = Math.min(runsPerWorld, runs - done);
    await fc.assert(check, { seed: seed + done, numRuns, endOnFailure: true });
  }
  const { status } = await send({ operation: 'GetAccountBalance', body: '{}' });
  expect(status).toBe(200);
  // The log keeps 16 MiB and the world is small: growth without end would show.
  expect(process.memoryUsage().heapUsed).toBeLessThan(1024 ** 3);
});
