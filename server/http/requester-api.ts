import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import type { Figures } from '../figures.ts';
import { openAccount } from '../lifecycle/requester.ts';
import type { Log } from '../log.ts';
import type { Market } from '../market/market.ts';
import type { Markets } from '../market/markets.ts';
import { findOperation } from '../operations/index.ts';
import type { Operation } from '../operations/operation.ts';
import { RateLimit } from '../rate-limit.ts';
import { isDefect, requesterApiAnswer } from './error-answer.ts';
import type { RequesterKeys } from './keys.ts';
import { readBody } from './read-body.ts';
import { requestLogOf } from './request-log.ts';
import { callerOf } from './requester-api-caller.ts';
import { parseBody, validate } from './validation.ts';

export interface RequesterApiParts {
  readonly markets: Markets;
  /** Undefined with `--auth off`. */
  readonly keys: RequesterKeys | undefined;
  /** Wall time, epoch ms. */
  readonly wallTime: () => number;
  readonly log: Log;
  readonly figures: Pick<Figures, 'requested'>;
}

export type RequesterApi = (
  request: IncomingMessage,
  response: ServerResponse,
  marketId: string,
) => Promise<void>;

const contentType = 'application/x-amz-json-1.1';
const targetPrefix = 'MTurkRequesterServiceV20170117.';

/** Which market a call of the Requester API is for; undefined where the request is no such call. */
export function requesterApiMarket({ method, url = '' }: IncomingMessage): string | undefined {
  if (method !== 'POST') return undefined;
  const [path = ''] = url.split('?', 1);
  if (path === '/') return 'default';
  return /^\/markets\/([^/]+)\/?$/.exec(path)?.[1];
}

/** One call on its way: filled in as it becomes known, for the answer and the log. */
interface Passage {
  readonly requestId: string;
  market?: Market;
  input: string;
  operation: string;
  requester: string;
}

/** The MTurk Requester API over plain `node:http`: target, signature, JSON, model, then the operation (order of checks, 1.0). */
export function requesterApi(parts: RequesterApiParts): RequesterApi {
  return async (request, response, marketId) => {
    const passage: Passage = { requestId: randomUUID(), input: '', operation: '', requester: '' };
    const began = performance.now();
    const count = (status: number): void =>
      parts.figures.requested(passage.operation || 'unknown', status, (performance.now() - began) / 1000);
    try {
      const output = await carryOut(parts, request, marketId, passage);
      answer(response, passage, 200, output);
      count(200);
    } catch (error) {
      if (isDefect(error)) parts.log.error({ err: error, operation: passage.operation }, 'requester API');
      const now = passage.market?.now() ?? parts.wallTime();
      const environment = passage.market?.record.environment ?? 'sandbox';
      const { status, body } = requesterApiAnswer(error, { environment, now });
      answer(response, passage, status, body);
      count(status);
    }
  };
}

async function carryOut(
  parts: RequesterApiParts,
  request: IncomingMessage,
  marketId: string,
  passage: Passage,
): Promise<object> {
  const body = await readBody(request, limits.bodyBytesMax);
  const market = await parts.markets.get(marketId);
  passage.market = market;
  passage.input = body.toString('utf8');
  const operation = targetOf(request, passage);
  passage.requester = callerOf(request, body, parts);
  throttle(market, passage.requester, parts.wallTime);
  const members = parseBody(passage.input);
  const input = validate(operation.input, operation.rename?.(members) ?? members);
  await openOnFirstUse(market, passage.requester, parts.keys);
  return runOperation(market, operation, input, passage);
}

function targetOf(request: IncomingMessage, passage: Passage): Operation {
  const target = request.headers['x-amz-target'];
  const name =
    typeof target === 'string' && target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : '';
  const operation = findOperation(name);
  if (!operation) throw new Refused('UnknownOperationException', 'The requested operation is not known.');
  passage.operation = name;
  return operation;
}

async function runOperation(
  market: Market,
  operation: Operation,
  input: unknown,
  passage: Passage,
): Promise<object> {
  const { batches } = operation;
  if (!batches) return runOnce(market, operation, input, passage);
  const answers: object[] = [];
  for (const batch of batches.split(input)) answers.push(await runOnce(market, operation, batch, passage));
  return batches.join(answers);
}

async function runOnce(
  market: Market,
  operation: Operation,
  input: unknown,
  { requester, requestId }: Passage,
): Promise<object> {
  const queueOn = (await operation.queueOn?.(input, market.look)) ?? [];
  return market.run(queueOn, (tx) => operation.run(input, { tx, requester, requestId }));
}

const throttles = new WeakMap<Market, Map<string, RateLimit>>();

/** Refuses what exceeds an account's share of calls, where the market has set one (8.6). */
function throttle(market: Market, requester: string, wallTime: () => number): void {
  const { callsPerSecond } = market.record.settings;
  if (typeof callsPerSecond !== 'number') return;
  const ofMarket = throttles.get(market) ?? new Map<string, RateLimit>();
  throttles.set(market, ofMarket);
  const known = ofMarket.get(requester);
  const share = known?.perSecond === callsPerSecond ? known : new RateLimit(callsPerSecond, wallTime);
  ofMarket.set(requester, share);
  share.take();
}

const opened = new WeakMap<Market, Set<string>>();

/** An account is made once; after that no call reads it for this. */
async function openOnFirstUse(market: Market, id: string, keys: RequesterKeys | undefined): Promise<void> {
  let known = opened.get(market);
  if (!known) {
    known = new Set();
    opened.set(market, known);
  }
  if (known.has(id)) return;
  await market.run([`requester/${id}`], (tx) => openAccount(tx, { id, name: keys?.get(id)?.name }));
  known.add(id);
}

function answer(response: ServerResponse, passage: Passage, status: number, body: object): void {
  const output = JSON.stringify(body);
  if (passage.market) remember(passage.market, passage, status, output);
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(output),
    'x-amzn-requestid': passage.requestId,
    // The rest of a body that was too long is not read.
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(output);
}

function remember(market: Market, passage: Passage, status: number, output: string): void {
  const { requestId: id, operation, requester, input } = passage;
  requestLogOf(market).add({ id, at: market.now(), operation, requester, status, input, output });
}
