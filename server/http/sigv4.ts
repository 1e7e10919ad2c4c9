import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Refused } from '../contract/errors.ts';
import type { RequesterKeys } from './keys.ts';

/** Signature Version 4, as MTurk's clients use it (2.1): any set of signed headers, any region, the host as received. */

const algorithm = 'AWS4-HMAC-SHA256';
const service = 'mturk-requester';
const terminator = 'aws4_request';
/** How far a request's date may be off wall time. */
const skewMaxMs = 15 * 60_000;

/** What an Authorization header says. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** What is signed. `path` is as received, with its query. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case, each with all its values. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

export function signedRequest(request: IncomingMessage, path: string, body: Uint8Array): SignedRequest {
  return { method: request.method ?? 'GET', path, headers: headersOf(request.rawHeaders), body };
}

function headersOf(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] as string).toLowerCase();
    const value = (raw[at + 1] as string).trim().replace(/ +/g, ' ');
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}

/** Reads an Authorization header; throws IncompleteSignatureException. */
export function readAuthorization(header: string): Authorization {
  if (!header.startsWith(`${algorithm} `))
    throw incomplete(`The Authorization header must begin with ${algorithm}.`);
  const parameters = parametersOf(header.slice(algorithm.length));
  const scope = named(parameters, 'Credential').split('/');
  const [scopeEnd, scopeService, region, date] = scope.splice(-4).reverse();
  if (!scopeEnd || !scopeService || !region || !date || scope.length === 0) {
    throw incomplete('Credential must be <AccessKeyId>/<date>/<region>/<service>/aws4_request.');
  }
  return {
    accessKeyId: scope.join('/'),
    date,
    region,
    service: scopeService,
    terminator: scopeEnd,
    signedHeaders: named(parameters, 'SignedHeaders').toLowerCase().split(';'),
    signature: named(parameters, 'Signature'),
  };
}

function parametersOf(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    if (equals > 0) parameters.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return parameters;
}

function named(parameters: ReadonlyMap<string, string>, name: string): string {
  const value = parameters.get(name);
  if (!value) throw incomplete(`The Authorization header has no ${name}.`);
  return value;
}

function incomplete(message: string): Refused {
  return new Refused('IncompleteSignatureException', message);
}

function invalid(message: string): Refused {
  return new Refused('InvalidSignatureException', message);
}

/** Whose key signed the request; throws the front end's errors. `wall` is wall time, epoch ms. */
export function verifySignature(
  request: SignedRequest,
  authorization: Authorization,
  keys: RequesterKeys,
  wall: number,
): void {
  const key = keys.get(authorization.accessKeyId);
  if (key === undefined) throw unknownKey();
  const instant = instantOf(request.headers);
  if (!authorization.signedHeaders.includes('host')) throw invalid('The Host header must be signed.');
  if (authorization.service !== service || authorization.terminator !== terminator) {
    throw invalid(`Credential should be scoped to the service ${service}.`);
  }
  if (authorization.date !== instant.slice(0, 8))
    throw invalid('Date in Credential scope does not match the date of the request.');
  checkSkew(instant, wall);
  const expected = signatureOf(request, authorization, instant, key.secret);
  if (!sameText(expected, authorization.signature)) {
    throw invalid('The request signature we calculated does not match the signature you provided.');
  }
}

export function unknownKey(): Refused {
  return new Refused('UnrecognizedClientException', 'The security token included in the request is invalid.');
}

/** `YYYYMMDDTHHMMSSZ`, from X-Amz-Date or, without one, Date. */
function instantOf(headers: ReadonlyMap<string, string>): string {
  const amzDate = headers.get('x-amz-date');
  if (amzDate !== undefined) return amzDate;
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) throw incomplete('The request has neither an X-Amz-Date nor a Date header.');
  return new Date(date).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function checkSkew(instant: string, wall: number): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(instant);
  if (!parts) throw incomplete('X-Amz-Date must have the form YYYYMMDDTHHMMSSZ.');
  const [, year, month, day, hour, minute, second] = parts.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const signedAt = Date.UTC(year, month - 1, day, hour, minute, second);
  if (Math.abs(wall - signedAt) <= skewMaxMs) return;
  throw invalid(
    `Signature expired or not yet current: the request is of ${instant}, more than 15 minutes off.`,
  );
}

function signatureOf(
  request: SignedRequest,
  authorization: Authorization,
  instant: string,
  secret: string,
): string {
  const { date, region } = authorization;
  const scope = `${date}/${region}/${service}/${terminator}`;
  const toSign = [
    algorithm,
    instant,
    scope,
    sha256(canonicalRequest(request, authorization.signedHeaders)),
  ].join('\n');
  const signingKey = [date, region, service, terminator].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(signingKey, toSign).toString('hex');
}

function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const question = request.path.indexOf('?');
  const path = question < 0 ? request.path : request.path.slice(0, question);
  const query = question < 0 ? '' : request.path.slice(question + 1);
  const headers = signedHeaders.map((name) => `${name}:${request.headers.get(name) ?? ''}\n`).join('');
  return [
    request.method,
    path.split('/').map(encode).join('/'),
    canonicalQuery(query),
    headers,
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.sort().join('&');
}

/** As `encodeURIComponent`, with RFC 3986's reserved characters encoded too. */
function encode(part: string): string {
  return encodeURIComponent(part).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** In constant time; the length of a signature is no secret. */
function sameText(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
