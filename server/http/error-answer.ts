import { ZodError } from 'zod';
import type { Environment } from '../contract/entities.ts';
import type { ErrorCode } from '../contract/errors.ts';
import { errorRow, Refused } from '../contract/errors.ts';

/** The one place where an error becomes an answer. An unknown error answers a fixed text; whoever caught it logs it. */

export interface ErrorAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
}

export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly [detail: string]: unknown;
}

/** Seconds after which a client may come back to a store that can't answer. */
const retryAfterSeconds = 1;

/** What the error is to its caller; whatever is not theirs to mend is a ServiceFault. */
export function refusalOf(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof ZodError) return refusedByShape(error);
  return refusedByHttp(error) ?? new Refused('ServiceFault', 'An internal error occurred.');
}

/** Whether the error is a defect of ours, to be logged with its cause. */
export function isDefect(error: unknown): boolean {
  return refusalOf(error).code === 'ServiceFault';
}

function refusedByShape(error: ZodError): Refused {
  const [issue] = error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  return new Refused('BadRequest', where === '' ? String(issue?.message) : `${where}: ${issue?.message}`);
}

/** Errors of Express and its body parsers carry a status and a `type`. */
function refusedByHttp(error: unknown): Refused | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, type, limit } = error as { status?: unknown; type?: unknown; limit?: unknown };
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  if (type === 'entity.too.large') return tooLarge(Number(limit));
  if (status === 415) return new Refused('UnsupportedMediaType', error.message);
  return new Refused(status === 404 ? 'NotFound' : 'BadRequest', error.message);
}

/** A body over `limit` bytes. */
export function tooLarge(limit: number): Refused {
  return new Refused('PayloadTooLarge', `A body here has at most ${limit} bytes.`, { limit });
}

/** The error as turksim's own routes and its sockets tell it: worker-side codes without prefix and `Exception`. */
function wireErrorOf(error: unknown): WireError {
  const { code, message, details } = refusalOf(error);
  const name = errorRow(code).wire === 'RequestError' ? code.replace(/Exception$/, '') : code;
  return { ...details, code: name, message };
}

export function routeAnswer(error: unknown): ErrorAnswer {
  const { code } = refusalOf(error);
  return { status: errorRow(code).status, body: { error: wireErrorOf(error) }, headers: headersOf(error) };
}

/** What HTTP wants beside the body. */
function headersOf(error: unknown): Record<string, string> {
  const { code, details } = refusalOf(error);
  if (code === 'Unavailable') return { 'retry-after': String(retryAfterSeconds) };
  if (code === 'MethodNotAllowed') return { allow: (details.allowed as string[]).join(', ') };
  return {};
}

export function socketAnswer(error: unknown): { readonly ok: false; readonly error: WireError } {
  return { ok: false, error: wireErrorOf(error) };
}

/** What the Requester API needs to word an error: 3.2 wants market time, in the form of the environment. */
export interface WireSurroundings {
  readonly environment: Environment;
  /** Market time, epoch ms. */
  readonly now: number;
}

export function requesterApiAnswer(error: unknown, around: WireSurroundings): ErrorAnswer {
  const refusal = refusalOf(error);
  return { status: requesterApiStatus(refusal.code), body: requesterApiBody(refusal, around), headers: {} };
}

function requesterApiStatus(code: ErrorCode): number {
  const { wire, status } = errorRow(code);
  if (wire === 'ServiceFault') return 500;
  return wire === 'frontEnd' ? status : 400;
}

/** The front end's names for what has one on turksim's own routes too. */
const frontEndNames: Partial<Record<ErrorCode, string>> = {
  NotFound: 'ResourceNotFoundException',
  PayloadTooLarge: 'RequestEntityTooLargeException',
};

function requesterApiBody({ code, message, details }: Refused, around: WireSurroundings): object {
  const row = errorRow(code);
  switch (row.wire) {
    case 'frontEnd':
      return { __type: frontEndNames[code] ?? code, message };
    case 'ValidationException':
      return { __type: row.wire, message };
    case 'ThrottlingException':
      return { __type: row.wire, message: 'Rate exceeded' };
    default: {
      const { Parameter } = details;
      return {
        __type: row.wire,
        Message: withInstant(code, message, around),
        ...(row.wire === 'ParameterValidationError' && Parameter !== undefined && { Parameter }),
        ...(row.turk !== undefined && { TurkErrorCode: row.turk }),
      };
    }
  }
}

/** 3.2: market time in milliseconds behind the text, but for the one text that was seen without. */
function withInstant(code: ErrorCode, message: string, { environment, now }: WireSurroundings): string {
  if (code === 'InsufficientFunds') return message;
  return `${message} (${Math.floor(now)}${environment === 'sandbox' ? ' s' : ''})`;
}
