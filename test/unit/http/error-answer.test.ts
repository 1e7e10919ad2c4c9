import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ErrorCode } from '../../../server/contract/errors.ts';
import { errorTable, invalidValue, outOfRange, Refused } from '../../../server/contract/errors.ts';
import {
  isDefect,
  requesterApiAnswer,
  routeAnswer,
  socketAnswer,
} from '../../../server/http/error-answer.ts';

const production = { environment: 'production', now: 1567366957231 } as const;
const sandbox = { environment: 'sandbox', now: 1567366957231 } as const;

describe('[2.3] the Requester API words an error', () => {
  it.each([
    [
      'a RequestError, with the suffix of production',
      new Refused('InvalidAssignmentState', 'This operation can be called with a status of: Submitted'),
      production,
      400,
      {
        __type: 'RequestError',
        Message: 'This operation can be called with a status of: Submitted (1567366957231)',
        TurkErrorCode: 'AWS.MechanicalTurk.InvalidAssignmentState',
      },
    ],
    [
      'a parameter error, with the suffix of the sandbox',
      invalidValue('Test', 'x'),
      sandbox,
      400,
      {
        __type: 'ParameterValidationError',
        Message: 'The value "x" is not valid for the parameter Test. (1567366957231 s)',
        Parameter: 'Test',
        TurkErrorCode: 'AWS.MechanicalTurk.InvalidParameterValue',
      },
    ],
    [
      'a number out of range',
      outOfRange('ExpirationIncrementInSeconds', -380572, 60, 31536000),
      production,
      400,
      {
        __type: 'ParameterValidationError',
        Message:
          'The value -380572 is invalid for ExpirationIncrementInSeconds. Valid values range from 60 to 31536000. (1567366957231)',
        Parameter: 'ExpirationIncrementInSeconds',
        TurkErrorCode: 'AWS.ParameterOutOfRange',
      },
    ],
    [
      '[Q111] a forbidden combination',
      new Refused('InvalidParameterCombination', 'a, b'),
      production,
      400,
      { __type: 'InvalidParameterCombinationError', Message: 'a, b (1567366957231)' },
    ],
    [
      'a token that was used, whose code is unknown',
      new Refused('TokenAlreadyProcessed', 'used'),
      production,
      400,
      { __type: 'RequestError', Message: 'used (1567366957231)' },
    ],
    [
      'a broken constraint, small and without suffix',
      new Refused('ValidationException', '1 validation error detected: …'),
      production,
      400,
      { __type: 'ValidationException', message: '1 validation error detected: …' },
    ],
    [
      'a front-end error',
      new Refused('UnknownOperationException', 'not known'),
      production,
      400,
      { __type: 'UnknownOperationException', message: 'not known' },
    ],
    [
      'too many calls',
      new Refused('TooManyRequests', 'slow down'),
      production,
      400,
      { __type: 'ThrottlingException', message: 'Rate exceeded' },
    ],
    [
      'a store that cannot answer',
      new Refused('Unavailable', 'The store is closed.'),
      production,
      500,
      {
        __type: 'ServiceFault',
        Message: 'The store is closed. (1567366957231)',
        TurkErrorCode: 'AWS.ServiceUnavailable',
      },
    ],
    [
      'a defect of ours, whose text it keeps to itself',
      new Error('secret'),
      production,
      500,
      {
        __type: 'ServiceFault',
        Message: 'An internal error occurred. (1567366957231)',
        TurkErrorCode: 'AWS.ServiceUnavailable',
      },
    ],
  ])('%s', (_title, error, around, status, body) => {
    const answer = requesterApiAnswer(error, around);
    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  it('[3.2] leaves the newer text about money without a suffix', () => {
    const text = 'This Requester has insufficient funds … Prepaid HITs.';
    const { body } = requesterApiAnswer(new Refused('InsufficientFunds', text), production);
    expect(body).toMatchObject({ Message: text });
  });

  it('answers every code of the table in one of its shapes', () => {
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      const { status, body } = requesterApiAnswer(new Refused(code, 'text'), sandbox);
      expect(body).toHaveProperty('__type');
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('our own routes and sockets', () => {
  it('tell code, message and details, the worker-side code without its ending', () => {
    const error = new Refused('QualificationTypeRetryDelayNotElapsed', 'too early', { retryAt: 'then' });
    const wire = { code: 'QualificationTypeRetryDelayNotElapsed', message: 'too early', retryAt: 'then' };
    expect(routeAnswer(error)).toEqual({ status: 409, body: { error: wire }, headers: {} });
    expect(socketAnswer(error)).toEqual({ ok: false, error: wire });
    const denied = new Refused('PermissionDeniedException', 'no');
    expect(socketAnswer(denied).error.code).toBe('PermissionDenied');
  });

  it('send clients of a store that cannot answer back later', () => {
    const { status, headers } = routeAnswer(new Refused('Unavailable', 'closed'));
    expect([status, headers]).toEqual([503, { 'retry-after': '1' }]);
  });

  it('mend nothing of a defect, but say that it is one', () => {
    expect(routeAnswer(new Error('secret')).body).toEqual({
      error: { code: 'ServiceFault', message: 'An internal error occurred.' },
    });
    expect(isDefect(new Error('secret'))).toBe(true);
    expect(isDefect(new Refused('NotFound', 'no'))).toBe(false);
  });

  it('tell a wrong shape as a bad request', () => {
    const shape = z.object({ seconds: z.int() }).safeParse({ seconds: 'x' });
    expect(routeAnswer(shape.error)).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
  });

  it('tell errors of Express by their status, a body that is too large with its limit', () => {
    const large = Object.assign(new Error('too large'), { status: 413, type: 'entity.too.large', limit: 10 });
    expect(routeAnswer(large)).toMatchObject({ status: 413, body: { error: { limit: 10 } } });
    const broken = Object.assign(new Error('bad path'), { status: 400 });
    expect(routeAnswer(broken).status).toBe(400);
  });
});
