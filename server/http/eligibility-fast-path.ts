import type { IncomingMessage, ServerResponse } from 'node:http';
import { accessLevels } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import { checkQuery, sampleQuery } from '../contract/schemas/eligibility.ts';
import type { Market } from '../market/market.ts';
import type { EdgeParts } from './edge-parts.ts';
import { answerChecks, readChecks, workersOf } from './eligibility-batch.ts';
import { isDefect } from './error-answer.ts';
import { refuseOtherContent } from './guards.ts';
import { notServed } from './known-paths.ts';
import { parseJson } from './parse-json.ts';
import { answerPlainBatch } from './plain-batch.ts';
import { readBody } from './read-body.ts';
import { readInput } from './read-input.ts';
import { sendError, sendJson } from './send.ts';
import type { Identity } from './tokens.ts';
import { notYours } from './tokens.ts';

/** Answers eligibility checks before Express sees them; false: the request is none. */
export type FastPath = (request: IncomingMessage, response: ServerResponse) => boolean;

const before = '/api/markets/';
const after = '/eligibility';
const jsonType = 'application/json; charset=utf-8';

/** Answers that name nothing, one for each level with its headers. */
const plainAnswers = accessLevels.map((access) => {
  const body = JSON.stringify({ access, unmet: [], reasons: [] });
  return { body, headers: headersFor(body.length) };
});
const acceptLevel = accessLevels.indexOf('accept');

function headersFor(length: number): string[] {
  return ['content-type', jsonType, 'content-length', String(length), 'cache-control', 'no-store'];
}

/** Hosts that the guard has let pass, so that each is looked at once. */
const hostsMax = 256;

export function eligibilityFastPath(parts: EdgeParts): FastPath {
  const { guard, figures } = parts;
  const hosts = new Set<string>();
  const open = new Map<string, Market>();
  parts.markets.onChange((market, change) => {
    if (change === 'deleted') open.delete(market.id);
    else open.set(market.id, market);
  });

  function check(request: IncomingMessage): Identity | undefined {
    const { host, origin, authorization } = request.headers;
    if (origin !== undefined || host === undefined || !hosts.has(host)) {
      guard.check(request.headers);
      if (hosts.size >= hostsMax) hosts.clear();
      if (host !== undefined) hosts.add(host);
    }
    return parts.tokens.identifyNow(authorization);
  }

  /** One check of plain ids in an open market with nothing due: no promise, no parsing. */
  function answeredAtOnce(
    url: string,
    slash: number,
    request: IncomingMessage,
    response: ServerResponse,
  ): boolean {
    const market = open.get(url.slice(before.length, slash));
    if (market === undefined || market.nextDueAt() <= market.now()) return false;
    const start = slash + after.length;
    if (!url.startsWith('?worker=', start)) return false;
    const and = url.indexOf('&hit=', start);
    if (and < 0) return false;
    const worker = url.slice(start + 8, and);
    const hit = url.slice(and + 5);
    const { index } = market;
    const workerNumber = index.workerNumber(worker);
    const hitNumber = index.hitNumber(hit);
    if (workerNumber < 0 || hitNumber < 0) return false;
    const identity = check(request);
    if (identity === undefined || !mayAsk(identity, market.id, worker)) return false;
    if (index.checkNumbers(workerNumber, hitNumber) === acceptLevel) {
      const answer = plainAnswers[acceptLevel] as (typeof plainAnswers)[number];
      response.writeHead(200, answer.headers).end(answer.body);
      return true;
    }
    const body = JSON.stringify(index.explain(worker, hit));
    response.writeHead(200, headersFor(Buffer.byteLength(body))).end(body);
    return true;
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    url: string,
    slash: number,
    began: number,
  ): Promise<void> {
    const identity = check(request) ?? (await parts.tokens.identify(request.headers.authorization));
    allowOrigin(request, response);
    const market = await parts.markets.get(decoded(url.slice(before.length, slash)));
    const { pathname, searchParams } = new URL(url, 'http://local');
    const query = Object.fromEntries(searchParams);
    const sample = pathname.endsWith('/sample');
    if (request.method === 'GET' && sample) return await answerSample(response, identity, market, query);
    if (request.method === 'GET') {
      await answerCheck(response, identity, market, query);
      return figures.checked((performance.now() - began) / 1000);
    }
    if (sample || request.method !== 'POST') throw notServed(request.method ?? '', pathname);
    refuseOtherContent(request.headers['content-type']);
    const bytes = await readBody(request, limits.batchBodyBytesMax);
    await market.settle(market.now());
    const plain = identity.kind === 'admin' ? answerPlainBatch(market.index, bytes) : undefined;
    if (plain !== undefined) response.writeHead(200, headersFor(plain.length)).end(plain, 'latin1');
    else {
      const body = answerParsed(market, identity, bytes);
      response.writeHead(200, headersFor(Buffer.byteLength(body))).end(body);
    }
    figures.batchChecked((performance.now() - began) / 1000);
  }

  function allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
    if (origin === undefined || !guard.isAllowedOrigin(origin.toLowerCase())) return;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
  }

  return (request, response) => {
    const url = request.url as string;
    if (!url.startsWith(before)) return false;
    const slash = url.indexOf('/', before.length);
    if (slash < 0 || !isCheckPath(url, slash) || request.method === 'OPTIONS') return false;
    const began = performance.now();
    try {
      if (request.method === 'GET' && answeredAtOnce(url, slash, request, response)) {
        figures.checked((performance.now() - began) / 1000);
        return true;
      }
    } catch (error) {
      sendError(response, error);
      return true;
    }
    answer(request, response, url, slash, began).catch((error: unknown) => {
      if (isDefect(error)) parts.log.error({ err: error }, 'eligibility');
      sendError(response, error);
    });
    return true;
  };
}

function answerParsed(market: Market, identity: Identity, bytes: Buffer): string {
  const checks = readChecks(parseJson(bytes));
  for (const worker of identity.kind === 'admin' ? [] : workersOf(checks))
    refuseOther(identity, market.id, worker);
  return answerChecks(market.index, checks);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refused('BadRequest', `The path can't be decoded at ${segment}.`);
  }
}

/** `/eligibility` or `/eligibility/sample` behind the market, with or without a query. */
function isCheckPath(url: string, slash: number): boolean {
  if (!url.startsWith(after, slash)) return false;
  const end = slash + after.length;
  const next = url.charAt(end);
  return (
    next === '' || next === '?' || (url.startsWith('/sample', end) && /^(?:\?|$)/.test(url.slice(end + 7)))
  );
}

async function answerCheck(
  response: ServerResponse,
  identity: Identity,
  market: Market,
  query: object,
): Promise<void> {
  const { worker, hit } = readInput(checkQuery, query, 'query');
  refuseOther(identity, market.id, worker);
  await market.settle(market.now());
  sendJson(response, 200, market.index.explain(worker, hit));
}

async function answerSample(
  response: ServerResponse,
  identity: Identity,
  market: Market,
  query: object,
): Promise<void> {
  if (identity.kind !== 'admin') throw notYours();
  const { n, seed } = readInput(sampleQuery, query, 'query');
  await market.settle(market.now());
  sendJson(response, 200, { checks: market.index.sample(n, seed) });
}

function mayAsk(identity: Identity, market: string, worker: string): boolean {
  return identity.kind === 'admin' || (identity.market === market && identity.worker === worker);
}

function refuseOther(identity: Identity, market: string, worker: string): void {
  if (!mayAsk(identity, market, worker)) throw notYours();
}
