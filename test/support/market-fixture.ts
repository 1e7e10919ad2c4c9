import type { WorkerClient } from '../../server/client/index.ts';
import { connectWorker } from '../../server/client/index.ts';
import { expectDocumented } from './documented.ts';
import type { TestServer } from './start-server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server says, looked at by the test
  readonly body: any;
}

/** One market of a server, with what tests do in it as requester, worker and administrator. */
export interface MarketFixture {
  readonly id: string;
  readonly url: string;
  /** A route of this market: `call('GET', '/workers')`. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** An operation of the Requester API, as the account `requester`; throws for a refusal. */
  request(
    operation: string,
    input: object,
    requester?: string,
  ): Promise<Record<string, never> & Answer['body']>;
  worker(spec?: object): Promise<string>;
  /** A type without a test unless one is given. */
  qualificationType(input?: object): Promise<string>;
  hit(input?: object, requester?: string): Promise<{ id: string; group: string }>;
  connect(worker: string, options?: Partial<Parameters<typeof connectWorker>[0]>): WorkerClient;
  advance(seconds: number): Promise<void>;
}

export const htmlQuestion = `<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<!DOCTYPE html><html><body><form><input name="assignmentId"><input name="text"></form></body></html>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`;

let made = 0;

/** Makes a market of its own with a manual clock. */
export async function openMarket(server: TestServer, options: object = {}): Promise<MarketFixture> {
  const id = `t${++made}-${process.pid}`;
  const base = `${server.url}/api/markets`;
  await expectOk(send(base, 'POST', { id, clock: { mode: 'manual' }, ...options }));
  const call: MarketFixture['call'] = (method, path, body, headers) =>
    send(`${base}/${id}${path}`, method, body, headers);
  const request: MarketFixture['request'] = async (operation, input, requester = 'REQUESTER1') => {
    const answer = await send(
      `${server.url}/markets/${id}`,
      'POST',
      input,
      asRequester(operation, requester),
    );
    if (answer.status === 200) return answer.body;
    throw Object.assign(new Error(`${operation}: ${JSON.stringify(answer.body)}`), { answer });
  };
  return {
    id,
    url: server.url,
    call,
    request,
    async worker(spec = {}) {
      const { body } = await expectOk(call('POST', '/workers', { workers: [spec] }));
      return body.workers[0].id;
    },
    async qualificationType(input = {}) {
      const { QualificationType } = await request('CreateQualificationType', {
        Name: `Type ${++made}`,
        Description: 'A type',
        QualificationTypeStatus: 'Active',
        ...input,
      });
      return QualificationType.QualificationTypeId;
    },
    async hit(input = {}, requester) {
      const { HIT } = await request(
        'CreateHIT',
        {
          Title: `Title ${++made}`,
          Description: 'A HIT',
          Reward: '0.10',
          LifetimeInSeconds: 86_400,
          AssignmentDurationInSeconds: 600,
          MaxAssignments: 1,
          Question: htmlQuestion,
          ...input,
        },
        requester,
      );
      return { id: HIT.HITId, group: HIT.HITTypeId };
    },
    connect: (worker, more = {}) => connectWorker({ url: server.url, market: id, worker, ...more }),
    async advance(seconds) {
      await expectOk(call('POST', '/clock/advance', { seconds }));
    },
  };
}

/** Headers of an operation's call; with `--auth off` the signature is not looked at. */
export function asRequester(operation: string, requester: string): Record<string, string> {
  const scope = `${requester}/20260105/us-east-1/mturk-requester/aws4_request`;
  return {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  };
}

export async function send(
  url: string,
  method: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  const answer = { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  expectDocumented({ method, path: new URL(url).pathname, ...answer });
  return answer;
}

async function expectOk(answer: Promise<Answer>): Promise<Answer> {
  const got = await answer;
  if (got.status < 300) return got;
  throw new Error(`${got.status}: ${JSON.stringify(got.body)}`);
}
