import type { ErrorRequestHandler } from 'express';
import type { Log } from '../log.ts';
import { isDefect } from './error-answer.ts';
import { sendError } from './send.ts';

/** The last word of an Express app, whose own would be a page with the stack of our code. */
export function answerErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    if (isDefect(error)) log.error({ err: error }, 'route');
    sendError(response, error);
  };
}
