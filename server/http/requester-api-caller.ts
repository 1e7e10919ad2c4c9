import type { IncomingMessage } from 'node:http';
import { Refused } from '../contract/errors.ts';
import type { RequesterKeys } from './keys.ts';
import { readAuthorization, signedRequest, unknownKey, verifySignature } from './sigv4.ts';

/** The account of requests that name none, with `--auth off`. */
const defaultAccount = 'DEFAULT';
/** What an access key id may be, also where any names an account (2.1); Amazon's have at most 128 characters. */
const accessKeyPattern = /^\w{1,128}$/;

export interface Gate {
  readonly keys: RequesterKeys | undefined;
  /** Wall time, epoch ms. */
  readonly wallTime: () => number;
}

/** The access key id that a call is made with, verified where keys are; throws the front end's errors (2.3). */
export function callerOf(request: IncomingMessage, body: Uint8Array, { keys, wallTime }: Gate): string {
  const header = request.headers.authorization;
  if (header === undefined || header === '') {
    if (keys === undefined) return defaultAccount;
    throw new Refused('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const authorization = readAuthorization(header);
  if (!accessKeyPattern.test(authorization.accessKeyId)) throw unknownKey();
  if (keys !== undefined) {
    verifySignature(signedRequest(request, request.url ?? '/', body), authorization, keys, wallTime());
  }
  return authorization.accessKeyId;
}
